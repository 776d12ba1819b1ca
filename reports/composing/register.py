"""The register of problems as a table, in the columns that offices are used to (问题台账)."""

from collections.abc import Iterable

from django.utils import timezone

from reports.models import Problem
from reports.queries.figures import printed_then

# The sheet goes from office to office: its heads are Chinese whatever the language of the page.
HEADS = ("序号", "单位", "问题", "整改措施", "责任领导", "责任股室", "完成时限", "进展", "状态", "连续期数")


def register_rows(problems: Iterable[Problem]) -> list[tuple[str, ...]]:
    """A line for each problem; `moves` should be fetched with them, the last is the progress."""
    return [_row(number, problem) for number, problem in enumerate(problems, 1)]


def _row(number: int, problem: Problem) -> tuple[str, ...]:
    moves = list(problem.moves.all())
    said = "：".join(part.strip() for part in (problem.heading, problem.body) if part.strip())
    return (
        str(number),
        problem.report.unit_name,
        printed_then(problem.report, said),
        problem.measures,
        problem.responsible_leader,
        problem.responsible_office,
        problem.deadline.isoformat() if problem.deadline else "",
        f"{timezone.localdate(moves[-1].at):%Y-%m-%d} {moves[-1].words}" if moves else "",
        problem.get_rectification_state_display(),
        str(problem.running),
    )
