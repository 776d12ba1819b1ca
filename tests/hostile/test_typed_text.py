"""What somebody typed is on the page that refuses it, whatever the reason: at every address into which one types."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from reports.actions.outlines import SETTINGS, draft_outline
from reports.models import Activity, Outline, Period, ReportType, Unit
from tests.test_access_matrix import RULES, World, make_world, problem, promise

pytestmark = pytest.mark.django_db

TEXT = "写了很久的一段话"
# Pressed, ticked or chosen only, or what no page may repeat: passwords.
NOTHING_TYPED = {
    "sign_in",
    "second_code",
    "second_factor",
    "sign_out",
    "sign_out_everywhere",
    "change_password",
    "set_language",
    "step_preview",
    # What a script sends stays on the screen that it was sent from.
    "step_autosave",
    "report_history",
    "report_here",
    "report_unsent",
    "report_discard",
    "report_start",
    "report_carry",
    "import_upload",
    "import_structure",
    "report_blanks",
    "edited_upload",
    "edited_file",
    "entry_evidence",
    "evidence_act",
    "activity_merge",
    "activity_part",
    "review_open",
    "units_import",
    "units_import_save",
    "unit_move",
    "unit_activity",
    "typography",
    "lock_lift",
    "person_role",
    "person_role_end",
    "person_activity",
    "person_second_factor",
    "person_password",
    "extension_end",
    "outline_draft",
    "outline_discard",
}
# Lists and previews, which take no form and answer one as they answer a GET.
NO_FORMS = {
    "desk",
    "ledger",
    "ledger_month",
    "ledger_file",
    "units",
    "indicators",
    "units_file",
    "people",
    "locks",
    "periods",
    "report_types",
    "outline_preview",
    "all_reports",
    "check_rules",
}
Said = Callable[[World], dict[str, Any]]
Args = Callable[[World], tuple[Any, ...]]


@dataclass(frozen=True)
class Refusal:
    """A form that is refused with `status`; `said` is what was sent, `place` what the address names."""

    name: str
    person: str
    status: int
    said: Said
    stage: str = "opened"
    place: Args | None = field(default=None)

    def address(self, world: World) -> str:
        args = self.place(world) if self.place else tuple(RULES[self.name][0].args(world))
        return reverse(self.name, args=args)


def said(**values: Any) -> Said:
    return lambda world: values


def read(world: World) -> dict[str, Any]:
    """What the officer's page carries: the snapshot that was read."""
    snapshot = world.report.snapshots.get()
    return {"number": snapshot.number, "sha256": snapshot.sha256}


def step(status: int, stage: str = "draft", **values: Any) -> Refusal:
    return Refusal("report_step", "clerk", status, said(**values), stage)


def chapter(status: int, stage: str = "draft", **values: Any) -> Refusal:
    """A refusal in the step of the unit's own chapter."""
    return Refusal(
        "report_step",
        "clerk",
        status,
        said(**{"heading": "专项工作", "entry_style": "titled", **values}),
        stage,
        lambda world: (world.report.pk, f"chapter-{world.ids['chapter']}"),
    )


def move(code: str, person: str, status: int, stage: str, **values: Any) -> Refusal:
    return Refusal(
        "report_move",
        person,
        status,
        lambda world: {"reason": TEXT, **values},
        stage,
        lambda world: (world.report.pk, code),
    )


def problem_move(code: str, person: str, status: int, **values: Any) -> Refusal:
    return Refusal(
        "problem_move",
        person,
        status,
        lambda world: {"seen": 0, "words": TEXT, **values},
        "approved",
        lambda world: (*problem(world), code),
    )


def decision(code: str, status: int, stage: str = "opened", **values: Any) -> Refusal:
    return Refusal(
        "report_move",
        "officer",
        status,
        lambda world: {"reason": TEXT, **read(world), **values},
        stage,
        lambda world: (world.report.pk, code),
    )


def unit(world: World) -> dict[str, Any]:
    """A unit whose code another one has."""
    taken = Unit.objects.exclude(pk=world.ids["unit"]).values("short_name", "code", "kind", "leading_body")[0]
    return {**taken, "name": TEXT}


def period(world: World) -> dict[str, Any]:
    """A period that ends before it begins."""
    here = Period.objects.values("year", "kind", "first_day", "opens", "due", "closes")[0]
    return {**here, "last_day": "2001-01-01", "code": TEXT}


def outline(world: World) -> dict[str, Any]:
    """A form that was filled in before somebody else saved."""
    settings = {name: value for name, value in model_to_dict(Outline.objects.all()[0], SETTINGS).items() if value}
    rows = {"chapters-TOTAL_FORMS": "1", "chapters-INITIAL_FORMS": "1", "chapters-0-position": "0"}
    row = {"kind": "work", "heading": "工作", "guidance": TEXT, "entry_style": "titled"}
    rows |= {f"chapters-0-{name}": value for name, value in row.items()}
    return {**settings, "seen": "old", "preamble_guidance": TEXT, **rows}


def activity(world: World) -> dict[str, Any]:
    """A change of an activity whose title somebody wrote."""
    here = Activity.objects.get(uuid=world.ids["activity"])
    day = here.first_day.isoformat()
    return {"first_day": day, "kind": here.kind_id, "title": TEXT, "unit": here.unit_id}


def drafted(world: World) -> tuple[Any, ...]:
    report_type = ReportType.objects.get(pk=world.ids["report_type"])
    return (draft_outline(report_type, by=world.cast.admin).pk,)


REFUSALS = [
    step(409, version=9, title=TEXT),
    step(422, version=1, title=TEXT, document_date="昨天"),
    step(422, version=1, title="题" * 201, closing=TEXT),
    step(422, version=1, title="题", signature=f"{TEXT}\n{'局' * 200}"),
    *(step(409, stage, version=1, title=TEXT) for stage in ("for_sign_off", "submitted", "approved")),
    step(422, version=1, act="add_chapter", new_heading=TEXT, new_kind="song"),
    chapter(409, version=9, lead=TEXT, act="chapter_up"),
    chapter(422, version=1, lead="长", new_heading=TEXT, act="chapter_up"),
    chapter(409, "submitted", version=1, lead=TEXT),
    move("hand_back", "head", 409, "draft"),
    move("hand_back", "head", 409, "for_sign_off", version=9),
    move("hand_back", "officer", 403, "opened"),
    move("withdraw", "clerk", 409, "opened", version=1),
    move("withdraw", "clerk", 409, "submitted", version=9),
    move("withdraw", "officer", 403, "submitted"),
    move("reopen", "admin", 409, "approved", version=9),
    move("reopen", "officer", 403, "archived"),
    move("archive", "officer", 409, "opened"),
    move("submit", "clerk", 409, "approved", version=1),
    move("submit", "clerk", 422, "draft", version=1, reason=TEXT * 600),
    decision("approve", 422),
    decision("approve", 409, sha256="x"),
    decision("return", 409, "approved"),
    decision("return", 422, reason=TEXT * 600),
    Refusal("thread_new", "officer", 422, said(anchor="nowhere", body=TEXT)),
    Refusal("thread_new", "officer", 422, said(anchor="title", body=TEXT * 300)),
    Refusal("thread_new", "officer", 409, said(anchor="title", body=TEXT), "returned"),
    Refusal("thread_new", "clerk", 403, said(anchor="title", body=TEXT)),
    Refusal("thread_act", "officer", 422, said(act="reply", body=TEXT * 300)),
    *(Refusal("thread_act", "clerk", 422, said(act=act, body=TEXT * 300), "returned") for act in ("reply", "answer")),
    Refusal("thread_act", "officer", 409, said(act="reopen", body=TEXT)),
    Refusal("thread_act", "officer", 409, said(act="reply", body=TEXT), "approved"),
    Refusal("thread_act", "clerk", 409, said(act="answer", body=TEXT)),
    Refusal("thread_act", "clerk", 422, said(act="shout", body=TEXT)),
    problem_move("submit", "clerk", 409, seen=9),
    problem_move("submit", "clerk", 422, seen="x"),
    problem_move("close", "officer", 409),
    problem_move("close", "clerk", 403),
    problem_move("extend", "officer", 422, deadline="昨天"),
    Refusal("promise", "clerk", 422, said(word=TEXT * 30), "approved", promise),
    Refusal("report_reopen", "admin", 409, said(version=9, reason=TEXT), "approved"),
    Refusal("report_reopen", "admin", 409, said(version=1, reason=TEXT), "submitted"),
    Refusal("report_reopen", "admin", 200, said(version="x", reason=TEXT), "approved"),
    Refusal("activity_new", "clerk", 200, said(title=TEXT, first_day="昨天")),
    Refusal("activity", "clerk", 200, said(title=TEXT, first_day="昨天", version=1)),
    Refusal("activity", "clerk", 409, lambda world: activity(world) | {"version": 9}),
    Refusal("activity_void", "clerk", 409, said(version=9, reason=TEXT)),
    Refusal("activity_void", "clerk", 200, said(version=1, reason=TEXT * 30)),
    Refusal("activity_quick", "outsider", 200, said(line=TEXT)),
    Refusal("ledger_rows", "clerk", 200, said(text=f"日期\t{TEXT}\n" * 6001)),
    Refusal("ledger_rows", "clerk", 200, said(rows="x", text=TEXT)),
    Refusal("unit", "admin", 200, unit),
    Refusal("unit_new", "admin", 200, unit),
    Refusal("unit_letterhead", "admin", 200, said(organ="长" * 300, copy_to=TEXT)),
    Refusal("person_new", "admin", 200, said(full_name=TEXT, username="clerk")),
    Refusal("person", "admin", 200, said(full_name=TEXT * 6)),
    Refusal("period_new", "admin", 200, period),
    Refusal("period", "admin", 200, period),
    Refusal("extension_grant", "admin", 200, said(unit="0", until="2026-02-31", reason=TEXT)),
    Refusal("indicator_new", "admin", 200, said(name=TEXT, code="")),
    Refusal("indicator", "admin", 200, said(name=TEXT, computation="guess")),
    Refusal("kind_new", "admin", 200, said(name=TEXT, code="")),
    Refusal("kind", "admin", 200, said(name="", sentence=TEXT)),
    Refusal("report_type_new", "admin", 200, said(name=TEXT, genre="briefing", code="")),
    Refusal("report_type", "admin", 200, said(name=TEXT, genre="song")),
    Refusal("check_rule_new", "admin", 200, said(code="x", kind="expression", expression="a <=", message=TEXT)),
    Refusal("check_rule", "admin", 200, said(kind="expression", expression=TEXT)),
    Refusal("outline", "admin", 409, outline),
    Refusal("outline", "admin", 409, outline, place=drafted),
    Refusal("outline", "admin", 200, lambda world: outline(world) | {"numbering": "song"}, place=drafted),
]


def test_every_address_that_takes_a_form_is_tried_or_has_nothing_typed() -> None:
    posted = {name for name, rules in RULES.items() if any({*rule.post.values()} != {405} for rule in rules)}
    tried = {refusal.name for refusal in REFUSALS}
    assert posted == tried | NOTHING_TYPED | NO_FORMS


STAGES = sorted({refusal.stage for refusal in REFUSALS})


def answered(client: Client, refusal: Refusal, world: World, **more: Any) -> tuple[int, bool]:
    """The status of the answer, and whether what was typed is in it; whatever was done is undone again."""
    with transaction.atomic():
        answer = client.post(refusal.address(world), refusal.said(world), **more)
        transaction.set_rollback(True)
    return answer.status_code, TEXT in answer.content.decode()


@pytest.mark.parametrize("stage", STAGES)
def test_a_refused_form_shows_what_was_typed(stage: str) -> None:
    world = make_world(stage)
    for refusal in (one for one in REFUSALS if one.stage == stage):
        assert answered(world.clients[refusal.person], refusal, world) == (refusal.status, True), refusal


@pytest.mark.parametrize("stage", STAGES)
def test_a_form_from_before_the_last_sign_in_shows_what_was_typed(stage: str) -> None:
    world = make_world(stage)
    for refusal in (one for one in REFUSALS if one.stage == stage):
        client = Client(enforce_csrf_checks=True)
        client.force_login(getattr(world.cast, refusal.person))
        assert answered(client, refusal, world, headers={"origin": "http://testserver"}) == (403, True), refusal
