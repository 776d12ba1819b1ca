"""What became of the last report's problems and next steps: as a chapter, as a table, and frozen with a snapshot."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reports.choices import AnswersPlace, ChapterKind, EntryStyle, Outcome, PeriodKind
from reports.document import Chapter, Entry, Manuscript
from reports.models import Report
from reports.queries.carrying import Question
from reports.queries.figures import printed_now

# The key of the chapter or attachment; its entries have those of their subjects.
ANSWERS_KEY = "00000000-0000-4000-8000-00000000a115"
OUTCOMES = {Outcome.DONE: "已完成", Outcome.GOING_ON: "继续推进", Outcome.DROPPED: "不再继续"}
COLUMNS = ("序号", "上期问题和打算", "落实情况", "说明")


def with_answers(manuscript: Manuscript, report: Report, questions: Sequence[Question]) -> Manuscript:
    """The manuscript with the answers where the report's type prints them; those still to be given are left out."""
    answered = [question for question in questions if question.outcome]
    if not answered:
        return manuscript
    last = "上年度" if report.period.kind == PeriodKind.YEAR else "上期"
    match AnswersPlace(report.outline.answers_place):
        case AnswersPlace.NOWHERE:
            return manuscript
        case AnswersPlace.CHAPTER:
            return _before_problems(manuscript, _chapter(f"{last}问题整改情况", answered))
        case AnswersPlace.TABLE:
            return _attached(manuscript, _table(f"{last}问题和打算落实情况表", answered))


def answer_words(question: Question) -> str:
    """What became of it, in a sentence: the outcome, then the unit's words and what they rest on."""
    outcome = OUTCOMES[Outcome(question.outcome)]
    words = "".join(question.text.split("\n")).strip() or "、".join(question.basis)
    end = "" if words.endswith(("。", "！", "；", "）")) else "。"
    return f"{outcome}：{words}{end}" if words else f"{outcome}。"


def frozen_questions(report: Report, questions: Sequence[Question]) -> list[dict[str, Any]]:
    """The questions with their answers as plain data, for the officers to read beside the snapshot."""
    return [
        {
            "problem": question.about_problem,
            "heading": question.heading,
            "body": question.body,
            "responsible": _responsible(question),
            "deadline": question.subject.deadline.isoformat() if question.subject.deadline else "",
            "running": question.subject.running,
            "outcome": question.outcome,
            "text": question.text,
            "basis": [printed_now(report, words) for words in question.basis],
            "continued": str(question.continued or ""),
            "anchor": f"entry-{question.continued.uuid}" if question.continued else "",
        }
        for question in questions
    ]


def _responsible(question: Question) -> str:
    names = ("responsible", "responsible_leader", "responsible_office")
    return "、".join(value for name in names if (value := getattr(question.subject, name, "")))


def _chapter(heading: str, answered: Sequence[Question]) -> Chapter:
    entries = (
        Entry(question.heading or question.body[:40], answer_words(question), question.key) for question in answered
    )
    return Chapter(ChapterKind.WORK, heading, style=EntryStyle.TITLED, entries=tuple(entries), key=ANSWERS_KEY)


def _table(title: str, answered: Sequence[Question]) -> Chapter:
    lines: list[tuple[str, ...]] = [COLUMNS]
    for number, question in enumerate(answered, 1):
        words = answer_words(question).partition("：")[2]
        cells = (question.heading or question.body, OUTCOMES[Outcome(question.outcome)], words or "—")
        lines.append((str(number), *(" ".join(cell.split()) for cell in cells)))
    body = "\n".join("\t".join(line) for line in lines)
    return Chapter(ChapterKind.ATTACHMENTS, "", entries=(Entry(title, body, ANSWERS_KEY),), key=ANSWERS_KEY)


def _before_problems(manuscript: Manuscript, chapter: Chapter) -> Manuscript:
    """Before the first chapter of problems, else of next steps, else behind all chapters."""
    kinds = [other.kind for other in manuscript.chapters]
    places = [kinds.index(kind) for kind in (ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS) if kind in kinds]
    place = places[0] if places else len(kinds)
    chapters = (*manuscript.chapters[:place], chapter, *manuscript.chapters[place:])
    return replace(manuscript, chapters=chapters)


def _attached(manuscript: Manuscript, chapter: Chapter) -> Manuscript:
    return replace(manuscript, chapters=(*manuscript.chapters, chapter))
