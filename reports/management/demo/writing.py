"""A story's text becomes a draft, the way a clerk writes it: cover, preamble, chapter by chapter."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reports.actions.carrying import Given, answer_earlier
from reports.actions.chapters import add_chapter, save_chapter
from reports.actions.drafting import create_report, save_cover, save_preamble
from reports.actions.entries import add_entry, save_entry
from reports.actions.evidence import add_evidence
from reports.choices import ChapterKind, Outcome
from reports.management.demo.stories import Story
from reports.models import Chapter, Entry, Period, Person, Problem, Report, ReportType, Unit, WorkItem
from reports.models.entries import ENTRY_MODELS
from reports.queries import earlier_report

# The names of an entry's fields in a story, where the row calls them otherwise.
FIELDS = {
    "leader": "responsible_leader",
    "office": "responsible_office",
}


# What an entry of a story says beside its own fields: about the last report, and about what happens once approved.
TOLD_LATER = ("fulfils", "carried_from", "moves", "evidence")


def write_report(story: Story, *, by: Person) -> Report:
    """Write the story's report as a draft; what was first written differently stands in its first words.

    Raises LookupError where the story refers to what an earlier report doesn't have.
    """
    report = create_report(
        Unit.objects.get(code=story.unit),
        Period.objects.get(code=story.period),
        ReportType.objects.get(code=story.report_type),
        by=by,
    )
    save_cover(
        report,
        title=report.title,
        recipient=report.recipient,
        signature=report.signature,
        document_date=story.date,
        closing=report.closing,
        serial=story.serial,
        urgency=story.urgency,
        by=by,
        version=report.version,
    )
    save_preamble(report, preamble=story.preamble, by=by, version=report.version)
    for chapter, told in zip(report.chapters.all(), story.chapters, strict=False):
        _write_chapter(report, chapter, told, by=by)
    if story.attachments:
        last = report.chapters.last()
        chapter = add_chapter(
            report, kind=ChapterKind.ATTACHMENTS, heading="", after=last, by=by, version=report.version
        )
        for attachment in story.attachments:
            add_entry(report, chapter, by=by, version=report.version, **attachment)
    _answer_earlier(report, story, by=by)
    return report


def add_files(report: Report, story: Story, folder: Path, *, by: Person) -> None:
    """Add the story's evidence files, which lie in `folder`, to their entries."""
    for told in (entry for chapter in story.chapters for entry in chapter.get("entries", ())):
        for name, file in told.get("evidence", {}).items():
            add_evidence(report, entry_headed(report, told["heading"]), name, (folder / file).read_bytes(), by=by)


def correct_report(report: Report, story: Story, *, by: Person) -> None:
    """Put the final words where the first version had others."""
    for told in (entry for chapter in story.chapters for entry in chapter.get("entries", ()) if "first_body" in entry):
        entry = entry_headed(report, told["heading"])
        save_entry(report, entry, by=by, version=report.version, body=told["body"])


def entry_headed(report: Report, heading: str) -> Entry:
    """The entry of the report with this heading; raises LookupError where there is none."""
    for model in ENTRY_MODELS.values():
        for entry in model._default_manager.filter(report=report, heading=heading):
            return entry
    raise LookupError(heading)


def _write_chapter(report: Report, chapter: Chapter, told: Mapping[str, Any], *, by: Person) -> None:
    save_chapter(
        report,
        chapter,
        heading=told.get("heading", chapter.heading),
        lead=told.get("lead", ""),
        entry_style=chapter.entry_style,
        entries={},
        by=by,
        version=report.version,
    )
    for entry in told.get("entries", ()):
        add_entry(report, chapter, by=by, version=report.version, **_values(report, entry))


def _values(report: Report, told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry's row. Links are told as places, from 1, among the rows they point at."""
    values = {FIELDS.get(name, name): value for name, value in told.items() if name not in TOLD_LATER}
    values["body"] = values.pop("first_body", values["body"])
    if "addresses" in values:
        values["addresses"] = _at(report, ChapterKind.PROBLEMS, values["addresses"])
    return values


def _answer_earlier(report: Report, story: Story, *, by: Person) -> None:
    """Answer the last report: what entries of the story keep or carry on, and what it answers in words."""
    told = [entry for chapter in story.chapters for entry in chapter.get("entries", ())]
    given: dict[str, Given] = {}
    for entry in told:
        row = entry_headed(report, entry["heading"]) if {"fulfils", "carried_from"} & entry.keys() else None
        if isinstance(row, WorkItem):
            words = f"做法和结果见“{row.heading}”。"
            for step in _at(_earlier(report), ChapterKind.NEXT_STEPS, entry["fulfils"]):
                done = Given(outcome=Outcome.DONE, text=words, work_items=[row])
                given[str(step.uuid)] = done
                for problem in step.addresses.all():  # type: ignore[attr-defined]  # a next step
                    given.setdefault(str(problem.uuid), done)
        if isinstance(row, Problem):
            (problem,) = _at(_earlier(report), ChapterKind.PROBLEMS, [entry["carried_from"]])
            words = "还没有改完，本期接着整改。"
            given[str(problem.uuid)] = Given(outcome=Outcome.GOING_ON, text=words, continues_in=row)
    for answer in story.answers:
        subject = entry_headed(_earlier(report), answer["about"])
        carries = entry_headed(report, answer["carried_by"]) if "carried_by" in answer else None
        said = Given(outcome=answer["outcome"], text=answer["text"], continues_in=carries)  # type: ignore[arg-type]
        given[str(subject.uuid)] = said
    answer_earlier(report, given, by=by, version=report.version)


def _at(report: Report, kind: ChapterKind, places: list[int]) -> list[Entry]:
    rows = list(ENTRY_MODELS[kind]._default_manager.filter(report=report))
    return [rows[place - 1] for place in places]


def _earlier(report: Report) -> Report:
    earlier = earlier_report(report)
    if earlier is None:
        raise LookupError(f"{report} has no earlier report to refer to")
    return earlier
