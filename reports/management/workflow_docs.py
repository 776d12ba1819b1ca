"""docs/workflow.md with its picture and docs/rectification.md, written from the tables of moves.

The places of the picture are made by hand; the same tables give the same bytes every time.
"""

from dataclasses import dataclass
from html import escape

from reports.choices import RectificationState, ReportState
from reports.rectification import WAYS, Way
from reports.workflow import MOVES, Move

S = ReportState
WIDTH, HEIGHT = 980, 440
BOX = (136, 46)

# The middle of each state's box.
PLACES: dict[ReportState, tuple[int, int]] = {
    S.DRAFT: (110, 110),
    S.FOR_SIGN_OFF: (325, 235),
    S.SUBMITTED: (540, 110),
    S.RETURNED: (540, 350),
    S.APPROVED: (850, 110),
    S.ARCHIVED: (850, 235),
}
COLOURS: dict[ReportState, str] = {
    S.DRAFT: "#5b6470",
    S.FOR_SIGN_OFF: "#244f86",
    S.SUBMITTED: "#8a5a00",
    S.RETURNED: "#a33a12",
    S.APPROVED: "#1e6b3c",
    S.ARCHIVED: "#4e5663",
}


@dataclass(frozen=True, slots=True)
class Route:
    """The line from one state to another, and the place of its label (`anchor`: start, middle or end)."""

    path: str
    label: tuple[int, int]
    anchor: str = "middle"


# A move between two states that have no route yet needs one here; the test names it.
ROUTES: dict[tuple[ReportState, ReportState], Route] = {
    (S.DRAFT, S.FOR_SIGN_OFF): Route("M 80 133 C 80 200 120 235 257 235", (92, 276), "start"),
    (S.FOR_SIGN_OFF, S.DRAFT): Route("M 290 212 L 150 133", (203, 192), "end"),
    (S.DRAFT, S.SUBMITTED): Route("M 178 100 H 472", (325, 92)),
    (S.SUBMITTED, S.DRAFT): Route("M 472 120 H 178", (325, 137)),
    (S.FOR_SIGN_OFF, S.SUBMITTED): Route("M 380 212 L 492 133", (428, 168), "end"),
    (S.SUBMITTED, S.RETURNED): Route("M 525 133 V 327", (517, 275), "end"),
    (S.RETURNED, S.SUBMITTED): Route("M 555 327 V 133", (563, 235), "start"),
    (S.RETURNED, S.FOR_SIGN_OFF): Route("M 472 350 C 380 350 325 320 325 258", (345, 384)),
    (S.SUBMITTED, S.APPROVED): Route("M 608 110 H 782", (695, 102)),
    (S.APPROVED, S.ARCHIVED): Route("M 850 133 V 212", (858, 178), "start"),
    (S.APPROVED, S.DRAFT): Route("M 850 87 C 850 20 800 30 700 30 H 250 C 150 30 110 30 110 87", (540, 22)),
    (S.ARCHIVED, S.DRAFT): Route("M 850 258 C 850 410 800 410 700 410 H 200 C 60 410 60 300 60 133", (540, 402)),
}


def picture() -> str:
    """The states and moves as SVG. Raises KeyError for a move without a route."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="The life of a report">',
        '<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#4e5663"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f5f3ee"/>',
    ]
    for move in MOVES:
        lines += [_line(move, source) for source in move.sources]
    lines += [_box(state) for state in ReportState]
    return "\n".join([*lines, "</svg>", ""])


def _line(move: Move, source: ReportState) -> str:
    route = ROUTES[source, move.target]
    x, y = route.label
    return (
        f'<path d="{route.path}" fill="none" stroke="#4e5663" stroke-width="1.3" marker-end="url(#end)"/>'
        f'<text x="{x}" y="{y}" text-anchor="{route.anchor}" fill="#1f2329">{escape(move.label)}</text>'
    )


def _box(state: ReportState) -> str:
    (x, y), (width, height) = PLACES[state], BOX
    return (
        f'<rect x="{x - width // 2}" y="{y - height // 2}" width="{width}" height="{height}" rx="4" fill="#fff" '
        f'stroke="{COLOURS[state]}" stroke-width="2"/>'
        f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-weight="600" fill="{COLOURS[state]}">'
        f"{escape(state.label)}</text>"
    )


def page() -> str:
    """The table of moves as Markdown, below the picture."""
    head = (
        "# The life of a report\n\n"
        "Written by `manage.py workflow_docs` from the table `MOVES` in `reports/workflow.py`; change it there.\n\n"
        "![The life of a report](workflow.svg)\n\n"
        "| Move | From | To | Who | Only while | Needs | Leaves |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    )
    return head + "".join(_row(move) for move in MOVES) + RULES


def _row(move: Move) -> str:
    sources = ", ".join(state.label for state in move.sources)
    needs = [
        "a reason" if move.needs_reason else "",
        "the snapshot that was read: its number and hash" if move.decides else "the version of the report",
        "the password, typed lately" if move.confirmed else "",
    ]
    leaves = "a new snapshot" if move.freezes else ""
    cells = (
        f"**{move.label}** (`{move.code}`)",
        sources,
        move.target.label,
        move.actors,
        move.condition,
        "; ".join(need for need in needs if need),
        leaves,
    )
    return "| " + " | ".join(cells) + " |\n"


def rectification_page() -> str:
    """The table of how a problem is put right, as Markdown."""
    head = (
        "# How a problem is put right\n\n"
        "Written by `manage.py workflow_docs` from the table `WAYS` in `reports/rectification.py`; change it there.\n\n"
        f"A problem begins as “{RectificationState.OPEN.label}”.\n\n"
        "| Move | From | To | Who | Says |\n| --- | --- | --- | --- | --- |\n"
    )
    return head + "".join(_way_row(way) for way in WAYS) + RECTIFICATION_RULES


def _way_row(way: Way) -> str:
    sources = ", ".join(state.label for state in way.sources)
    target = way.target.label if way.target else "the same"
    says = f"{way.asks}; the new deadline" if way.dated else way.asks
    return f"| **{way.label}** (`{way.code}`) | {sources} | {target} | {way.actors} | {says} |\n"


RECTIFICATION_RULES = """
Each move is one conditional UPDATE (state and count of moves as seen), a `RectificationMove` and an audit entry in one
transaction; of two people who move at once one wins, and the other is told who was quicker.

- Only problems of **approved** reports are moved, and only where no later approved report carries them on or drops
  them: those are the **live** ones, which the register shows. Snapshots stay what they are.
- **Closing** takes two: the unit says on what basis, an assigned officer who is not of the unit verifies it. Where the
  next report answers that a problem is done, approving the report makes both moves.
- **The deadline** is moved by the officer, never by who is bound by it.
- Words that say nothing (fewer than six characters) are refused.
"""

RULES = """
Each move is one conditional UPDATE (state and version as seen), a decision and an audit entry in one transaction;
of two people who move at once one wins, and the other is told who was quicker.

- **Submitting** freezes the document as a snapshot. What came back is not submitted again unchanged, unless a
  comment was answered.
- **Withdrawing** ends when an officer opens the snapshot; opening is an act of its own.
- **Returning** takes an open comment of this round of the review instead of a reason.
- **Approving** resolves answered comments; open ones must be resolved, or settled on purpose.
- Nobody reviews a report that the person started, changed or submitted.
- **Reopening** starts a new edition; the approved snapshot stays what it is.
"""
