"""The register of problems as a table, in the columns that offices are used to (问题台账)."""

from collections.abc import Iterable

from django.utils import timezone

from reports.models import Problem
from reports.queries.figures import texts_then

# The sheet goes from office to office: its heads are Chinese whatever the language of the page.
HEADS = ("序号", "单位", "问题", "整改措施", "责任领导", "责任股室", "完成时限", "进展", "状态", "连续期数")


def register_rows(problems: Iterable[Problem]) -> list[tuple[str, ...]]:
    """A line for each problem; `moves` should be fetched with them, the last is the progress."""
    rows = list(problems)
    said = texts_then((problem.report_id, _words(problem)) for problem in rows)
    return [_row(number, problem, words) for number, (problem, words) in enumerate(zip(rows, said, strict=True), 1)]


def _words(problem: Problem) -> str:
    return "：".join(part.strip() for part in (problem.heading, problem.body) if part.strip())


def _row(number: int, problem: Problem, said: str) -> tuple[str, ...]:
    moves = list(problem.moves.all())
    return (
        str(number),
        problem.report.unit_name,
        said,
        problem.measures,
        problem.responsible_leader,
        problem.responsible_office,
        problem.deadline.isoformat() if problem.deadline else "",
        f"{timezone.localdate(moves[-1].at):%Y-%m-%d} {moves[-1].words}" if moves else "",
        problem.get_rectification_state_display(),
        str(problem.running),
    )
