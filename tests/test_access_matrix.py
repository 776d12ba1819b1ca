"""Every address of the site × everybody × the report's stage: what is answered, and that a refusal changes nothing.

The table is checked against the URLconf: an address without a rule fails. To add one, add a line to RULES.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponseNotFound
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.urls import reverse

from reports.actions import moves, reviews
from reports.choices import Role
from reports.forms.typed import typed_texts
from reports.models import AuditEntry, AuditHead, Extension, ImportedFile, Indicator, Membership, Report
from reports.urls import urlpatterns
from reportsite import urls as root
from tests.cast import Cast, make_cast
from tests.factories import (
    give_role,
    make_activity,
    make_chapter,
    make_edited,
    make_evidence,
    make_indicator,
    make_kind,
    make_period,
    make_person,
    make_report,
    make_rule,
)
from tests.stored import own_models, stored_rows

pytestmark = pytest.mark.django_db

# clerk and head of the unit; clerk, head and officer of other units; officers of the unit and of the whole county
PEOPLE = ("clerk", "head", "outsider", "outsider_head", "stranger_officer", "officer", "county_officer", "admin")
# the three of 三员分立; for them alone SEPARATE_DUTIES is on, and the first is the same person as the admin
THREE = ("system_admin", "security", "auditor")
SIGNED_IN = (*PEOPLE, *THREE)
# and those without a living account: nobody signed in; a session whose account was disabled meanwhile
ACTORS = (*SIGNED_IN, "anonymous", "disabled")
STAGES = ("draft", "for_sign_off", "submitted", "opened", "returned", "approved", "archived")


@dataclass
class World:
    """One report in a stage, everybody who could come across it, and the rows that addresses name."""

    cast: Cast
    clients: dict[str, Client]
    report: Report
    stage: str
    ids: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.cookies = {name: client.cookies.output(header="") for name, client in self.clients.items()}


Said = Callable[[World], dict[str, object]]
Expected = dict[str, int]


def who(*, writers: int = 404, officers: int = 404, admin: int = 404, others: int = 404) -> Expected:
    """The answer for each person; nobody learns that the report exists unless said otherwise."""
    by_role = {"clerk": writers, "head": writers, "officer": officers, "county_officer": officers}
    by_role |= dict.fromkeys(("admin", "system_admin"), admin)
    return {person: by_role.get(person, others) for person in SIGNED_IN}


def all_get(status: int) -> Expected:
    return dict.fromkeys(SIGNED_IN, status)


def guarded(status: int, *keepers: str) -> Expected:
    """The answer to an administrator who does all, and to those of the three whose part it is."""
    return all_get(404) | dict.fromkeys(("admin", *keepers), status)


@dataclass(frozen=True)
class Rule:
    """What an address answers in some stages: to GET and HEAD with `asked`, to POST with `said`."""

    get: Expected
    post: Expected
    stages: tuple[str, ...] = ("opened",)
    args: Callable[[World], Iterable[object]] = lambda world: ()
    said: Said = lambda world: {}
    public: bool = False
    asked: Said = lambda world: {}


ONLY_POST = all_get(405)
ONLY_GET = all_get(405)
NOT_SIGNED_IN = dict.fromkeys(("anonymous", "disabled"), 200)
ANYBODY = dict.fromkeys(ACTORS, 302)
# Everybody who keeps some ledger.
KEEPERS = all_get(404) | dict.fromkeys(("clerk", "head", "outsider", "outsider_head"), 200)
VOID = {"version": 1, "reason": "重复登记"}
NOBODY = who()
ONE_PAGE = dict.fromkeys(("security", "auditor"), 302)
REGISTER = all_get(200) | dict.fromkeys(("admin", *THREE), 404)
SECURITY = ("security",)
ACCOUNTS = ("system_admin", "security")
UNSENT, SENT = STAGES[:2], STAGES[2:]
WRITABLE = ("draft", "returned")


def pk(world: World) -> tuple[object, ...]:
    return (world.report.pk,)


def named(*names: str) -> Callable[[World], Iterable[object]]:
    return lambda world: tuple(world.ids[name] for name in names)


def of_report(name: str) -> Callable[[World], Iterable[object]]:
    return lambda world: (world.report.pk, world.ids[name])


def of_snapshot(name: str) -> Callable[[World], Iterable[object]]:
    return lambda world: (world.report.pk, 1, world.ids[name])


def seen(world: World) -> dict[str, object]:
    """What the officer's page posts: the version, the snapshot that was read, and a reason."""
    snapshot = world.report.snapshots.first()
    read = {"number": snapshot.number, "sha256": snapshot.sha256} if snapshot else {}
    return {"version": world.report.version, "reason": "请写具体。", "settle": "on", **read}


def move(code: str, stages: tuple[str, ...], post: Expected) -> Rule:
    return Rule(ONLY_POST, post, stages, lambda world: (world.report.pk, code), seen)


def step_act(act: str, stages: tuple[str, ...], get: Expected, post: Expected) -> Rule:
    """A button of the step of the unit's own chapter."""
    return Rule(
        get,
        post,
        stages,
        lambda world: (world.report.pk, f"chapter-{world.ids['chapter']}"),
        lambda world: {"version": world.report.version, "heading": "专项工作", "entry_style": "titled", "act": act},
    )


def problem(world: World) -> tuple[object, ...]:
    return (world.report.problems.get().pk,)


def promise(world: World) -> tuple[object, ...]:
    return (world.report.nextsteps.get().pk,)


def problem_move(code: str, stages: tuple[str, ...], post: Expected) -> Rule:
    said = {"seen": 0, "words": "已经逐条核对并补齐。", "deadline": "2099-12-31"}
    return Rule(ONLY_POST, post, stages, lambda world: (*problem(world), code), lambda world: said)


def thread_act(act: str, stages: tuple[str, ...], post: Expected) -> Rule:
    return Rule(ONLY_POST, post, stages, named("thread"), lambda world: {"act": act, "body": "请看这里。"})


def admin_page(get: int = 200, post: int = 200, args: Callable[[World], Iterable[object]] = lambda world: ()) -> Rule:
    """A page of the administrators: everybody else meets 404. `post` is the answer to an empty form."""
    return Rule(who(admin=get), who(admin=post), args=args)


def admin_act(post: int, *names: str) -> Rule:
    return Rule(ONLY_POST, who(admin=post), args=named(*names))


RULES: dict[str, list[Rule]] = {
    # accounts
    "sign_in": [Rule(all_get(302) | NOT_SIGNED_IN, all_get(302) | NOT_SIGNED_IN, public=True)],
    "second_code": [Rule(ANYBODY, ANYBODY, public=True)],
    "second_factor": [Rule(all_get(200), all_get(200))],
    "session": [Rule(dict.fromkeys(ACTORS, 200), dict.fromkeys(ACTORS, 405), public=True)],
    "sign_out": [Rule(ONLY_POST, all_get(302))],
    "sign_out_everywhere": [Rule(ONLY_POST, all_get(302))],
    "change_password": [Rule(all_get(200), all_get(200))],
    "set_language": [Rule(ANYBODY, ANYBODY, public=True)],
    # Who has one page only is led there.
    "desk": [Rule(all_get(200) | ONE_PAGE, all_get(200) | ONE_PAGE)],
    # writing
    "report": [
        Rule(who(writers=200), ONLY_GET, UNSENT, pk),
        Rule(who(writers=200, officers=302), ONLY_GET, SENT, pk),
    ],
    "report_step": [
        Rule(who(writers=200), who(writers=302), WRITABLE, lambda world: (world.report.pk, "cover"), seen),
        step_act("chapter_up", WRITABLE, who(writers=200), who(writers=302)),
        step_act("chapter_up", ("for_sign_off", *SENT[:2], *SENT[3:]), who(writers=302), who(writers=409)),
    ],
    "step_preview": [Rule(ONLY_POST, who(writers=200), WRITABLE, lambda world: (world.report.pk, "cover"))],
    "report_history": [
        Rule(who(writers=200), who(writers=404), WRITABLE, pk),
        Rule(who(writers=200), who(writers=409), SENT[:2], pk),
    ],
    "report_here": [
        Rule(ONLY_POST, who(writers=422), UNSENT, pk),
        Rule(ONLY_POST, who(writers=422, officers=422), SENT, pk),
    ],
    "report_unsent": [
        Rule(ONLY_POST, who(writers=422), UNSENT, pk),
        Rule(ONLY_POST, who(writers=422, officers=422), SENT, pk),
    ],
    "step_autosave": [
        Rule(ONLY_POST, who(writers=422), WRITABLE, lambda world: (world.report.pk, "cover")),
        Rule(ONLY_POST, who(writers=409), SENT[:2], lambda world: (world.report.pk, "cover")),
    ],
    "report_discard": [
        Rule(ONLY_POST, who(writers=302), ("draft",), pk, seen),
        Rule(ONLY_POST, who(writers=409), SENT, pk, seen),
    ],
    "report_start": [Rule(all_get(200), all_get(422))],
    "import_upload": [Rule(ONLY_POST, all_get(422))],
    "import_structure": [
        Rule(
            {**NOBODY, "clerk": 200},
            {**NOBODY, "clerk": 302},
            args=named("import"),
            said=lambda world: {"give_up": "1"},
        )
    ],
    "edited_upload": [
        Rule(who(writers=200), who(writers=422), ("draft",), pk),
        Rule(who(writers=200, officers=409), who(writers=422, officers=409), ("returned",), pk),
        Rule(who(writers=409, officers=409), who(writers=409, officers=409), ("submitted", "approved", "archived"), pk),
        Rule(who(writers=409, officers=200), who(writers=409, officers=422), ("opened",), pk),
    ],
    "edited_file": [
        Rule(
            {**NOBODY, "clerk": 200},
            {**NOBODY, "clerk": 302},
            ("draft", "opened"),
            args=named("edited"),
            said=lambda world: {"give_up": "1"},
        )
    ],
    "report_blanks": [
        Rule(who(writers=200), who(writers=422), WRITABLE, pk, seen),
        Rule(who(writers=302), who(writers=409), ("submitted", "approved"), pk, seen),
    ],
    "entry_evidence": [
        Rule(who(writers=200), who(writers=422), WRITABLE, of_report("entry")),
        Rule(who(writers=302), who(writers=422), ("submitted", "approved"), of_report("entry")),
    ],
    "evidence_act": [
        Rule(ONLY_POST, who(writers=302), WRITABLE, of_report("evidence"), lambda world: {"act": "remove"}),
        Rule(ONLY_POST, who(writers=409), SENT[:2], of_report("evidence"), lambda world: {"act": "remove"}),
        Rule(ONLY_POST, who(writers=404), ("draft",), of_report("evidence"), lambda world: {"act": "burn"}),
    ],
    "evidence_file": [Rule(who(writers=200), ONLY_GET, ("draft", "opened", "approved"), of_report("evidence"))],
    "evidence_thumbnail": [Rule(who(writers=200), ONLY_GET, ("draft", "opened"), of_report("evidence"))],
    "report_carry": [Rule(who(writers=200), who(writers=200), WRITABLE, pk, seen)],
    "report_file": [Rule(who(writers=200), ONLY_GET, ("draft", "opened"), lambda world: (world.report.pk, "html"))],
    "snapshot_file": [
        Rule(NOBODY, ONLY_GET, UNSENT, lambda world: (world.report.pk, 1, "html")),
        Rule(who(writers=200, officers=409), ONLY_GET, ("submitted",), lambda world: (world.report.pk, 1, "html")),
        Rule(who(writers=200, officers=200), ONLY_GET, SENT[1:], lambda world: (world.report.pk, 1, "html")),
    ],
    **{
        name: [
            Rule(NOBODY, ONLY_GET, UNSENT, of_snapshot("evidence")),
            Rule(who(writers=200, officers=409), ONLY_GET, ("submitted",), of_snapshot("evidence")),
            Rule(who(writers=200, officers=200), ONLY_GET, SENT[1:], of_snapshot("evidence")),
        ]
        for name in ("snapshot_evidence", "snapshot_thumbnail")
    },
    "review_file": [
        Rule(NOBODY, ONLY_GET, UNSENT, lambda world: (world.report.pk, 1)),
        Rule(who(writers=200, officers=409), ONLY_GET, ("submitted",), lambda world: (world.report.pk, 1)),
        Rule(who(writers=200, officers=200), ONLY_GET, SENT[1:], lambda world: (world.report.pk, 1)),
    ],
    "changes_file": [
        Rule(NOBODY, ONLY_GET, UNSENT, lambda world: (world.report.pk, 1, 1)),
        Rule(who(writers=200, officers=409), ONLY_GET, ("submitted",), lambda world: (world.report.pk, 1, 1)),
        Rule(who(writers=200, officers=200), ONLY_GET, SENT[1:], lambda world: (world.report.pk, 1, 1)),
    ],
    # ledger
    "ledger": [Rule(KEEPERS, KEEPERS)],
    "ledger_month": [Rule(KEEPERS, KEEPERS)],
    "ledger_file": [Rule(KEEPERS, KEEPERS)],
    "ledger_rows": [Rule(KEEPERS, KEEPERS)],
    "activity_quick": [Rule(ONLY_POST, KEEPERS)],
    "activity_new": [Rule(KEEPERS, KEEPERS)],
    "activity": [Rule(who(writers=200), who(writers=200), args=named("activity"))],
    "activity_void": [Rule(ONLY_POST, who(writers=302), args=named("activity"), said=lambda world: VOID)],
    "activity_merge": [Rule(ONLY_POST, who(writers=302), args=named("activity"))],
    "activity_part": [Rule(ONLY_POST, who(writers=302), args=named("activity"))],
    "unit_years": [Rule(who(writers=200, officers=200), ONLY_GET, ("draft", "opened"), named("bureau"))],
    # review
    "report_move": [
        move("submit", UNSENT, who(writers=302)),
        move("submit", ("returned",), who(writers=302, officers=403)),
        move("submit", SENT[:2], who(writers=409, officers=403)),
        move("withdraw", ("submitted",), who(writers=302, officers=403)),
        move("withdraw", ("opened",), who(writers=409, officers=403)),
        move("return", UNSENT, who(writers=403)),
        move("return", ("submitted", "opened"), who(writers=403, officers=302)),
        move("return", ("returned",), who(writers=403, officers=409)),
        move("approve", UNSENT, who(writers=403)),
        move("approve", ("submitted", "opened"), who(writers=403, officers=302)),
        move("approve", ("approved",), who(writers=403, officers=409, admin=403)),
        move("archive", ("approved",), who(writers=403, officers=302, admin=403)),
        move("reopen", ("approved", "archived"), who(writers=403, officers=403, admin=302)),
        move("reopen", ("submitted",), who(writers=403, officers=403)),
        move("request_sign_off", ("draft",), who(writers=409)),
        move("hand_back", ("for_sign_off",), who(writers=302)),
    ],
    "review": [
        Rule(who(writers=403), ONLY_GET, UNSENT, pk),
        Rule(who(writers=403, officers=200), ONLY_GET, SENT, pk),
    ],
    "review_open": [
        Rule(ONLY_POST, who(writers=403), UNSENT, pk, seen),
        Rule(ONLY_POST, who(writers=403, officers=302), SENT, pk, seen),
    ],
    "figure_choices": [Rule(who(writers=200), ONLY_GET, ("draft", "opened"), pk)],
    "figure_records": [
        Rule(who(writers=200), ONLY_GET, ("draft", "opened"), lambda world: (world.report.pk, "meetings"))
    ],
    "snapshot_figure": [
        Rule(NOBODY, ONLY_GET, UNSENT, lambda world: (world.report.pk, 1, "meetings")),
        Rule(who(writers=200, officers=409), ONLY_GET, ("submitted",), lambda world: (world.report.pk, 1, "meetings")),
        Rule(who(writers=200, officers=200), ONLY_GET, SENT[1:], lambda world: (world.report.pk, 1, "meetings")),
    ],
    "snapshot": [
        Rule(NOBODY, ONLY_GET, UNSENT, lambda world: (world.report.pk, 1)),
        Rule(who(writers=200, officers=409), ONLY_GET, ("submitted",), lambda world: (world.report.pk, 1)),
        Rule(who(writers=200, officers=200), ONLY_GET, SENT[1:], lambda world: (world.report.pk, 1)),
    ],
    "differences": [
        Rule(NOBODY, ONLY_GET, UNSENT, lambda world: (world.report.pk, 1, 1)),
        Rule(who(writers=200, officers=409), ONLY_GET, ("submitted",), lambda world: (world.report.pk, 1, 1)),
        Rule(who(writers=200, officers=200), ONLY_GET, SENT[1:], lambda world: (world.report.pk, 1, 1)),
    ],
    "thread_new": [
        Rule(
            who(writers=403, officers=200),
            who(writers=403, officers=302),
            ("opened",),
            lambda world: (world.report.pk, 1),
            lambda world: {"anchor": "preamble-1", "body": "请写具体。"},
        ),
        Rule(
            who(writers=403, officers=200),
            who(writers=403, officers=409),
            ("submitted", "returned", "approved", "archived"),
            lambda world: (world.report.pk, 1),
            lambda world: {"anchor": "preamble-1", "body": "请写具体。"},
        ),
        Rule(who(writers=403), who(writers=403), UNSENT, lambda world: (world.report.pk, 1)),
    ],
    "thread_act": [
        thread_act("reply", ("opened",), who(writers=409, officers=302)),
        thread_act("reply", ("returned",), who(writers=302, officers=409)),
        thread_act("reply", ("approved", "archived"), who(writers=409, officers=409)),
        thread_act("answer", ("opened", "approved", "archived"), who(writers=409, officers=403)),
        thread_act("answer", ("returned",), who(writers=302, officers=403)),
        thread_act("resolve", ("opened",), who(writers=403, officers=302)),
        thread_act("resolve", ("returned", "approved"), who(writers=403, officers=409)),
        thread_act("reopen", ("approved", "archived"), who(writers=403, officers=409)),
    ],
    "period_files": [
        Rule(
            all_get(404) | dict.fromkeys(("stranger_officer", "officer", "county_officer"), 200),
            ONLY_GET,
            asked=lambda world: {"period": world.report.period.code},
        )
    ],
    "board": [
        Rule(
            all_get(200) | dict.fromkeys(("clerk", "head", "outsider", "outsider_head", "security", "auditor"), 404),
            ONLY_GET,
        )
    ],
    # rectification: of problems and promises of approved reports
    "problems": [Rule(REGISTER, ONLY_GET)],
    "problems_file": [Rule(REGISTER, ONLY_GET)],
    "problem": [
        Rule(NOBODY, ONLY_GET, ("draft", "opened"), problem),
        Rule(who(writers=200, officers=200), ONLY_GET, ("approved", "archived"), problem),
    ],
    "problem_move": [
        problem_move("begin", ("draft", "submitted"), NOBODY),
        problem_move("begin", ("approved", "archived"), who(writers=302, officers=403)),
        problem_move("submit", ("approved",), who(writers=302, officers=403)),
        problem_move("close", ("approved",), who(writers=403, officers=409)),
        problem_move("send_back", ("approved",), who(writers=403, officers=409)),
        problem_move("extend", ("approved",), who(writers=403, officers=302)),
        problem_move("make_long_term", ("archived",), who(writers=403, officers=302)),
        problem_move("reopen", ("approved",), who(writers=403, officers=409)),
        problem_move("sing", ("approved",), NOBODY),
    ],
    "promise": [
        Rule(NOBODY, NOBODY, ("draft", "opened"), promise),
        Rule(who(writers=200), who(writers=302), ("approved", "archived"), promise, lambda world: {"word": "已补齐。"}),
    ],
    # administration
    "units": [admin_page()],
    "unit_new": [admin_page()],
    "units_import": [admin_page()],
    "units_import_save": [admin_act(422)],
    "units_file": [admin_page()],
    "unit": [admin_page(args=named("unit"))],
    "unit_move": [admin_act(302, "unit")],
    "unit_letterhead": [admin_page(args=named("unit"))],
    "typography": [admin_page()],
    "unit_activity": [admin_act(302, "unit")],
    "people": [Rule(guarded(200, *ACCOUNTS), guarded(200, *ACCOUNTS))],
    "person_new": [admin_page()],
    "person": [Rule(guarded(200, *ACCOUNTS), who(admin=200), args=named("person"))],
    "person_role": [Rule(ONLY_POST, guarded(200, *SECURITY), args=named("person"))],
    "person_role_end": [Rule(ONLY_POST, guarded(302, *SECURITY), args=named("person", "membership"))],
    "person_activity": [admin_act(302, "person")],
    "person_second_factor": [Rule(ONLY_POST, guarded(302, *SECURITY), args=named("person"))],
    "person_password": [admin_act(200, "person")],
    "locks": [Rule(guarded(200, *SECURITY), guarded(200, *SECURITY))],
    "lock_lift": [Rule(ONLY_POST, guarded(302, *SECURITY))],
    "periods": [admin_page()],
    "period_new": [admin_page()],
    "period": [admin_page(args=named("period"))],
    "extension_grant": [admin_act(200, "period")],
    "report_types": [admin_page()],
    "report_type_new": [admin_page()],
    "report_type": [admin_page(args=named("report_type"))],
    "outline_draft": [admin_act(302, "report_type")],
    "outline": [admin_page(302, 409, named("outline"))],
    "outline_discard": [admin_act(302, "outline")],
    "outline_preview": [admin_page(args=named("outline"))],
    "check_rules": [admin_page()],
    "check_rule_new": [admin_page()],
    "check_rule": [admin_page(args=named("check_rule"))],
    "all_reports": [admin_page()],
    "report_reopen": [
        Rule(who(admin=200), who(admin=302), ("approved", "archived"), pk, seen),
        Rule(who(admin=200), who(admin=409), ("draft", "submitted"), pk, seen),
    ],
    "indicators": [admin_page(post=200)],
    "indicator_new": [admin_page()],
    "indicator": [admin_page(args=named("indicator"))],
    "kind_new": [admin_page()],
    "kind": [admin_page(args=named("kind"))],
    "audit": [Rule(guarded(200, "auditor"), ONLY_GET)],
    "audit_file": [Rule(guarded(200, "auditor"), ONLY_GET)],
    "extension_end": [admin_act(302, "period", "extension")],
}
# A GET that is noted: reading and downloads in the audit, the wizard's step as the one to continue with. No other
# changes a row.
READ = {"review", "snapshot", "differences"}
FILES = {
    "report_file",
    "snapshot_file",
    "review_file",
    "changes_file",
    "period_files",
    "evidence_file",
    "snapshot_evidence",
}
LISTS = {"ledger_file", "problems_file", "units_file", "audit_file"}
NOTED = READ | FILES | LISTS | {"report_step"}
# HEAD takes the way of GET, whatever database lies below, so PostgreSQL isn't asked everything twice.
METHODS = ("get", "post") if connection.vendor == "postgresql" else ("get", "head", "post")
REFUSALS = ("access.refused", "access.hidden")
# How many rules a test tries, so that the processes of a run share the work evenly.
PART = 25


def cases_of(stage: str) -> list[tuple[str, Rule]]:
    """The rules about addresses while the report is in this stage."""
    return [(name, rule) for name, rules in RULES.items() for rule in rules if stage in rule.stages]


def cases_in(stage: str, part: int) -> list[tuple[str, Rule]]:
    """The rules of a part of a stage, as `PARTS` counts them."""
    return cases_of(stage)[part * PART : (part + 1) * PART]


PARTS = [(stage, part) for stage in STAGES for part in range(-(-len(cases_of(stage)) // PART))]


def report_in(stage: str, cast: Cast) -> Report:
    """A report that came into the stage by the actions; from "opened" on with a thread."""
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    make_indicator("meetings")
    Report.objects.filter(pk=report.pk).update(preamble="召开会议{{meetings}}，现将情况汇报如下：")
    report.refresh_from_db()
    make_evidence(report.workitems.get())
    if stage in UNSENT:
        Report.objects.filter(pk=report.pk).update(state=stage)
        report.refresh_from_db()
        return report
    moves.submit_report(report, by=cast.clerk, version=report.version)
    snapshot = report.snapshots.get()
    if stage != "submitted":
        reviews.open_snapshot(snapshot, by=cast.officer)
        reviews.open_thread(snapshot, "title", "题目请写全。", by=cast.officer)
    read = (snapshot.number, snapshot.sha256)
    if stage == "returned":
        moves.return_report(report, by=cast.officer, seen=read)
        Report.objects.filter(pk=report.pk).update(preamble="今年以来，召开会议4次，现将情况汇报如下：")
    if stage in ("approved", "archived"):
        moves.approve_report(report, by=cast.officer, seen=read, settle=True)
    if stage == "archived":
        moves.archive_report(report, by=cast.officer, version=report.version)
    report.refresh_from_db()
    return report


def make_world(stage: str) -> World:
    cast = make_cast()
    county_officer, outsider_head = make_person("县审核员"), make_person("外局长")
    security, auditor = make_person("安全管理员"), make_person("审计员")
    give_role(security, Role.SECURITY)
    give_role(auditor, Role.AUDITOR)
    give_role(county_officer, Role.OFFICER, cast.county, with_subunits=True)
    give_role(outsider_head, Role.HEAD, cast.other_bureau)
    report = report_in(stage, cast)
    period = make_period()
    extension = Extension.objects.create(
        period=period, unit=cast.bureau, until=period.closes, reason="机构改革", granted_by=cast.admin
    )
    waiting = ImportedFile.objects.create(
        unit=cast.bureau, period=period, report_type=report.report_type, name="旧报告.docx", uploaded_by=cast.clerk
    )
    edited = make_edited(report, cast.clerk)
    somebody = make_person("被管理的人")
    thread = report.threads.first()
    ids = {
        "bureau": cast.bureau.pk,
        "unit": cast.other_bureau.pk,
        "person": somebody.pk,
        "membership": give_role(somebody, Role.CLERK, cast.other_bureau).pk,
        "period": period.pk,
        "extension": extension.pk,
        "import": waiting.uuid,
        "edited": edited.uuid,
        "activity": make_activity(cast.bureau, by=cast.clerk).uuid,
        "report_type": report.report_type_id,
        "check_rule": make_rule("1 <= 2").pk,
        "outline": report.outline_id,
        "thread": thread.pk if thread else 0,
        "indicator": Indicator.objects.get(code="meetings").pk,
        "kind": make_kind().pk,
        "chapter": make_chapter(report).uuid,
        "entry": report.workitems.get().uuid,
        "evidence": report.evidence.get().uuid,
    }
    more = {"county_officer": county_officer, "outsider_head": outsider_head}
    more |= {"system_admin": cast.admin, "security": security, "auditor": auditor}
    people = {name: more.get(name) or getattr(cast, name) for name in SIGNED_IN}
    clients = {name: Client(raise_request_exception=False) for name in ACTORS}
    for name, person in people.items():
        clients[name].force_login(person)
    disabled = make_person("已停用")
    Membership.objects.create(person=disabled, role=Role.CLERK.value, unit=cast.bureau)
    clients["disabled"].force_login(disabled)
    type(disabled).objects.filter(pk=disabled.pk).update(is_active=False)
    return World(cast, clients, report, stage, ids)


COMPARED = [model for model in own_models() if model not in (AuditEntry, AuditHead)]


def fingerprint() -> str:
    """A digest of every row of the application but the audit's own of a refusal."""
    told = AuditEntry.objects.exclude(event__in=REFUSALS).count()
    found = [(model._meta.db_table, sorted(map(repr, rows))) for model, rows in stored_rows(COMPARED).items()]
    return hashlib.sha256(repr((told, found)).encode()).hexdigest()


@dataclass
class Writes:
    """Whether a statement wrote anything but that somebody was refused."""

    seen: bool = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Look at a statement on its way to the database."""
        refusal = f'"{AuditEntry._meta.db_table}"' in sql and not set(REFUSALS).isdisjoint(params or ())
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not refusal:
            self.seen = True
        return execute(sql, params, many, context)


def answer(
    world: World, person: str, method: str, address: str, said: dict[str, object], before: str
) -> tuple[int, str, bool]:
    """Status, place and whether rows changed; whatever was done is undone again."""
    client = world.clients[person]
    with transaction.atomic(), override_settings(SEPARATE_DUTIES=person in THREE):
        writes = Writes()
        with connection.execute_wrapper(writes):
            response = getattr(client, method)(address, said)
        changed = writes.seen and fingerprint() != before
        transaction.set_rollback(True)
    # Signing out takes the session's cookie too.
    client.cookies = SimpleCookie(world.cookies[person])
    return response.status_code, response.get("Location", ""), changed


def wanted(rule: Rule, person: str, method: str, said: dict[str, object]) -> int:
    """The status that the table promises; who isn't signed in, or not any more, is led to the sign-in page.

    A form with texts is answered with the texts, not with a page that has lost them.
    """
    table = rule.post if method == "post" else rule.get
    if person in table:
        return table[person]
    return 403 if method == "post" and typed_texts(RequestFactory().post("/", said)) else 302


def faults(world: World, name: str, rule: Rule, before: str) -> Iterator[str]:
    """What an address answers otherwise than the table says, a line each; `before` is the fingerprint of all rows."""
    address = reverse(name, args=tuple(rule.args(world)))
    for method in METHODS:
        said = rule.said(world) if method == "post" else rule.asked(world)
        for person in ACTORS:
            status, place, changed = answer(world, person, method, address, said, before)
            expected = wanted(rule, person, method, said)
            case = f"{method} {address} ({name}, {world.stage}) by {person}"
            if status != expected:
                yield f"{case}: {status} instead of {expected}"
            if person not in SIGNED_IN and status == 302 and not rule.public and not place.startswith("/sign-in/"):
                yield f"{case}: led to {place}"
            # A refusal changes nothing; neither does a GET, whoever asks.
            quiet = name not in NOTED if method != "post" else person not in SIGNED_IN and not rule.public
            if changed and (status >= 400 or quiet):
                yield f"{case}: changed rows"


def test_every_address_has_a_rule() -> None:
    assert sorted(RULES) == sorted(str(pattern.name) for pattern in urlpatterns)


@pytest.mark.parametrize(("stage", "part"), PARTS)
def test_matrix_of_answers(
    stage: str, part: int, record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One world serves many rules: what a request did is undone again. The page of a 404 is drawn by other tests."""
    monkeypatch.setattr(root, "handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
    world = make_world(stage)
    before = fingerprint()
    cases = cases_in(stage, part)
    record_property("matrix_cases", len(cases) * len(METHODS) * len(ACTORS))
    assert [fault for name, rule in cases for fault in faults(world, name, rule, before)] == []


def without_names(content: bytes, pk: int) -> str:
    """A page without what differs between any two: its own address and the tokens of its forms."""
    return re.sub(r"[0-9A-Za-z]{64}", "", content.decode()).replace(f"/reports/{pk}/", "")


@pytest.mark.parametrize("person", ["outsider", "stranger_officer", "admin"])
def test_a_hidden_report_looks_exactly_like_one_that_is_not_there(person: str) -> None:
    world = make_world("opened")
    client = world.clients[person]
    for address in ("/reports/{}/", "/reports/{}/review/", "/reports/{}/snapshots/1/"):
        hidden, missing = client.get(address.format(world.report.pk)), client.get(address.format(987654))
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert without_names(hidden.content, world.report.pk) == without_names(missing.content, 987654)
