"""The pages of the ledger."""

import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from reports.actions.ledger import merge_activities, save_activity, void_activity
from reports.models import Activity, ActivityKind, KindWording, Unit
from tests.browsing import fields_of
from tests.cast import Cast
from tests.factories import make_activity, make_kind, make_unit

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def kind(db: None) -> ActivityKind:
    return make_kind("集体廉政谈话", words=["任前谈话"])


@pytest.fixture
def letters(db: None) -> ActivityKind:
    return make_kind("签订责任书", quantity_word="份")


@pytest.fixture
def office(cast: Cast) -> Unit:
    return make_unit("办公室", parent=cast.bureau)


@pytest.fixture(autouse=True)
def _signed_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.clerk)


def spoken(day: datetime.date) -> str:
    return f"{day.month}月{day.day}日"


def fields(kind: ActivityKind, unit: Unit, **changes: Any) -> dict[str, Any]:
    values = {"first_day": timezone.localdate().isoformat(), "kind": kind.pk, "title": "任前谈话", "attendance": "9"}
    return {**values, "unit": unit.pk, **changes}


def notes(client: Client, path: str = "/ledger/") -> list[str]:
    return [str(note) for note in client.get(path).context["messages"]]


class TestTheQuickLine:
    def test_its_reading_is_shown_before_anything_is_stored(
        self, client: Client, cast: Cast, kind: ActivityKind
    ) -> None:
        today = timezone.localdate()
        for headers in (HTMX, {}):
            answer = client.post("/ledger/quick/", {"line": f"{spoken(today)} 集体廉政谈话 9人"}, headers=headers)
            form = answer.context["form"]
            assert [form[name].value() for name in ("first_day", "kind", "title", "attendance")] == [
                today,
                kind.pk,
                "集体廉政谈话",
                9,
            ]
            assert (form["unit"].value(), form.notes) == (cast.bureau.pk, {})
            assert ("<html" in answer.content.decode()) == (headers == {})
        assert not Activity.objects.exists()

    def test_what_is_doubtful_or_wrong_stands_at_its_field(self, client: Client, kind: ActivityKind) -> None:
        form = client.post("/ledger/quick/", {"line": "2月30日 打球 0人"}).context["form"]
        assert list(form.notes) == ["first_day", "kind", "attendance"]
        assert form.look_at == "first_day"
        form = client.post("/ledger/quick/", {"line": "廉政集体谈话"}).context["form"]
        assert list(form.notes) == ["first_day", "kind"] or set(form.notes) == {"first_day", "kind"}

    def test_a_number_that_no_field_takes_is_told_at_the_nearest(self, client: Client, kind: ActivityKind) -> None:
        form = client.post("/ledger/quick/", {"line": "今天 集体廉政谈话 3次 120人 9人"}).context["form"]
        assert [form[name].value() for name in ("title", "attendance")] == ["集体廉政谈话 3次 9人", 120]
        assert form.notes["title"] == "“3次”留在标题里：一条记录只算一次。请分次登记，这样才会逐次计数。"
        assert "“9人”" in form.notes["attendance"]
        form = client.post("/ledger/quick/", {"line": "今天 集体廉政谈话 99999999999人"}).context["form"]
        assert form.notes == {"attendance": "“99999999999人”超出了一条记录可填的数，最多 999,999。请核对后填写。"}

    def test_an_empty_line_shows_nothing_to_a_script(self, client: Client) -> None:
        assert client.post("/ledger/quick/", {"line": " "}, headers=HTMX).content == b""

    def test_the_button_has_the_focus_once_the_line_is_done_and_sure(self, client: Client, kind: ActivityKind) -> None:
        line = {"line": "昨天 集体廉政谈话"}
        assert "autofocus" not in client.post("/ledger/quick/", line, headers=HTMX).content.decode()
        assert "autofocus" in client.post("/ledger/quick/", line | {"read": "1"}, headers=HTMX).content.decode()

    def test_a_corrected_kind_is_remembered(self, client: Client, cast: Cast, kind: ActivityKind) -> None:
        form = client.post("/ledger/quick/", {"line": "廉谈 9人"}).context["form"]
        assert (form["kind"].value(), form["words"].value()) == (None, "廉谈")
        client.post("/ledger/new/", fields(kind, cast.bureau, words="廉谈", line="廉谈 9人"))
        assert notes(client)[-1] == "记住了：本单位今后写“廉谈”，就是“集体廉政谈话”。"
        form = client.post("/ledger/quick/", {"line": "廉谈 9人"}).context["form"]
        assert (form["kind"].value(), "kind" in form.notes) == (kind.pk, False)

    def test_what_was_read_right_teaches_nothing(self, client: Client, cast: Cast, kind: ActivityKind) -> None:
        client.post("/ledger/new/", fields(kind, cast.bureau, words="任前谈话", line="任前谈话"))
        assert not KindWording.objects.exists()


class TestEntering:
    def test_an_activity_is_entered_and_leads_back(self, client: Client, cast: Cast, kind: ActivityKind) -> None:
        for wanted, place in (("/", "/#quick-line"), ("", "/ledger/#quick-line")):
            told = fields(kind, cast.bureau, next=wanted, tags="重点、专题 重点", another="on")
            answer = client.post("/ledger/new/", told)
            assert answer.headers["Location"] == place
        activity = Activity.objects.all()[0]
        assert (activity.unit, activity.last_day, activity.tags) == (
            cast.bureau,
            timezone.localdate(),
            ["重点", "专题"],
        )

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("first_day", "2001-05-01"),
            ("first_day", "昨天"),
            ("last_day", "2001-05-01"),
            ("attendance", "0"),
            ("kind", "0"),
            ("title", ""),
            ("unit", "0"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
        self, client: Client, cast: Cast, kind: ActivityKind, name: str, value: str
    ) -> None:
        answer = client.post("/ledger/new/", fields(kind, cast.bureau, summary="写了很久") | {name: value})
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, [name])
        assert "写了很久" in answer.content.decode()
        assert not Activity.objects.exists()

    def test_what_the_ledger_has_already_is_shown_and_recorded_only_when_it_is_another(
        self, client: Client, cast: Cast, kind: ActivityKind, office: Unit
    ) -> None:
        today = timezone.localdate()
        first = make_activity(cast.bureau, kind, today.isoformat(), title="集体廉政谈话", attendance=9)
        for unit, day in ((office, today), (cast.bureau, today - datetime.timedelta(days=1))):
            make_activity(unit, kind, day.isoformat(), title="集体廉政谈话")
        form = client.post("/ledger/quick/", {"line": "今天 集体廉政谈话 9人", "read": "1"}).context["form"]
        assert (form.twins, form.look_at) == ([first], "another")
        assert client.get(f"/ledger/new/?like={first.uuid}").context["form"].twins == [first]
        told = fields(kind, cast.bureau, title="集体廉政谈话会", summary="写了很久")
        answer = client.post("/ledger/new/", told)
        assert list(answer.context["form"].errors) == ["another"]
        assert f"/ledger/{first.uuid}/" in answer.content.decode()
        assert "写了很久" in answer.content.decode()
        assert Activity.objects.count() == 3
        client.post("/ledger/new/", told | {"another": "on"})
        assert Activity.objects.count() == 4
        client.post("/ledger/new/", fields(kind, cast.bureau, title="支部学习"))
        assert Activity.objects.count() == 5

    def test_same_as_last_time_takes_kind_title_and_people(
        self, client: Client, cast: Cast, kind: ActivityKind
    ) -> None:
        last = make_activity(cast.bureau, kind, "2026-01-05", title="支部学习", people="张三", attendance=9)
        assert [one.uuid for one in client.get("/").context["writer"]["last"]] == [last.uuid]
        form = client.get(f"/ledger/new/?like={last.uuid}").context["form"]
        names = ("first_day", "kind", "title", "people", "attendance")
        assert [form[name].value() for name in names] == [timezone.localdate(), kind.pk, "支部学习", "张三", None]
        for nobody in ("x", make_activity(cast.other_bureau).uuid):
            assert client.get(f"/ledger/new/?like={nobody}").status_code == 404


class TestTheList:
    def test_rows_are_filtered_added_up_and_paged(self, client: Client, cast: Cast, office: Unit) -> None:
        kind = make_kind("党课")
        for _number in range(60):
            make_activity(office, kind, "2026-05-24", attendance=2)
        make_activity(cast.bureau, None, "2026-05-24")
        context = client.get("/ledger/", {"kind": kind.pk, "unit": office.pk, "page": "2"}).context
        assert (len(context["rows"]), context["page"].paginator.count) == (10, 60)
        assert [(one.name, one.count, one.attendance) for one in context["totals"]] == [("党课", 60, 120)]

    def test_voided_ones_are_asked_for(self, client: Client, cast: Cast) -> None:
        activity = make_activity(cast.bureau)
        void_activity(activity, by=cast.clerk, version=1, reason="重复登记")
        assert client.get("/ledger/").context["rows"] == []
        page = client.get("/ledger/?voided=on")
        assert (len(page.context["rows"]), page.context["totals"]) == (1, [])
        assert "重复登记" in page.content.decode()
        sheet = load_workbook(BytesIO(client.get("/ledger/activities.xlsx?voided=on").content)).worksheets[0]
        assert sheet.max_row == 1

    def test_the_same_meeting_is_offered_and_merged_with_one_click(
        self, client: Client, cast: Cast, kind: ActivityKind, office: Unit
    ) -> None:
        here, there = (make_activity(unit, kind, title="全局警示教育大会") for unit in (cast.bureau, office))
        offers = dict(client.get("/ledger/").context["rows"])
        assert offers == {here: [there], there: [here]}
        answer = client.post(f"/ledger/{here.uuid}/merge/", {"same": [there.uuid], "next": "/ledger/?page=1"})
        assert answer.headers["Location"] == "/ledger/?page=1"
        page = client.get("/ledger/")
        assert [others for _row, others in page.context["rows"]] == [(), ()]
        assert page.context["totals"][0].count == 1
        client.post(f"/ledger/{here.uuid}/part/")
        page = client.get("/ledger/")
        assert page.context["totals"][0].count == 2
        assert [others for _row, others in page.context["rows"]] == [(), ()]

    def test_the_one_that_counts_is_chosen_and_said(
        self, client: Client, cast: Cast, kind: ActivityKind, office: Unit
    ) -> None:
        here, there = (make_activity(unit, kind, title="全局警示教育大会") for unit in (cast.bureau, office))
        client.post(f"/ledger/{here.uuid}/merge/", {"same": [there.uuid], "counts": there.uuid})
        assert notes(client) == ["已合并，这次活动只计一次，以办公室登记的“全局警示教育大会”为准。"]
        assert Activity.objects.get(pk=here.pk).same_as == there

    def test_an_offer_is_turned_down_for_good(
        self, client: Client, cast: Cast, kind: ActivityKind, office: Unit
    ) -> None:
        here, there = (make_activity(unit, kind, title="全局警示教育大会") for unit in (cast.bureau, office))
        client.post(f"/ledger/{here.uuid}/part/", {"same": [there.uuid]})
        page = client.get("/ledger/")
        assert [others for _row, others in page.context["rows"]] == [(), ()]
        assert client.get(f"/ledger/{there.uuid}/").context["apart"] == [here]
        client.post(f"/ledger/{there.uuid}/merge/", {"same": [here.uuid]})
        assert Activity.objects.get(pk=here.pk).same_as == there

    @pytest.mark.parametrize("same", [[], ["x"], ["00000000-0000-4000-8000-000000000000"]])
    def test_merging_with_nothing_is_refused(self, client: Client, cast: Cast, same: list[str]) -> None:
        activity = make_activity(cast.bureau)
        client.post(f"/ledger/{activity.uuid}/merge/", {"same": same})
        assert notes(client) == ["请选择哪些是同一次活动。"]

    def test_more_activities_cost_no_more_queries(self, client: Client, cast: Cast, office: Unit) -> None:
        def counts() -> list[int]:
            found = []
            for path in ("/ledger/", "/ledger/month/", "/"):
                with CaptureQueriesContext(connection) as queries:
                    client.get(path)
                found.append(len(queries))
            return found

        make_activity(cast.bureau, title="警示教育大会")
        few = counts()
        kind = make_kind()
        for _number in range(60):
            make_activity(cast.bureau, kind, title="警示教育大会")
            make_activity(office, kind, title="警示教育大会")
        assert counts() == few


def test_a_month_shows_each_day_and_counts_the_rest(client: Client, cast: Cast, kind: ActivityKind) -> None:
    for number in range(7):
        make_activity(cast.bureau, kind, "2026-05-24", title=f"第{number}次")
    context = client.get("/ledger/month/?month=2026-05").context
    day = next(day for week in context["weeks"] for day in week if day.rows)
    assert (day.day, len(day.rows), day.more) == (datetime.date(2026, 5, 24), 3, 4)
    assert (context["previous"], context["next"], context["totals"][0].count) == ("2026-04", "2026-06", 7)
    for nonsense in ("2026-13", "0001-01", "9999-12", "x", ""):
        assert client.get(f"/ledger/month/?month={nonsense}").context["first"] == timezone.localdate().replace(day=1)


class TestOneActivity:
    def test_it_is_changed_and_says_what_it_said_before(
        self, client: Client, cast: Cast, kind: ActivityKind, office: Unit
    ) -> None:
        activity = make_activity(cast.bureau, kind, title="任前谈话", attendance=9)
        page = f"/ledger/{activity.uuid}/"
        changed = fields(kind, office, title="任前集体谈话", attendance="", version=1)
        assert client.post(page, changed).headers["Location"] == page
        change = client.get(page).context["history"][0]
        assert change.by == cast.clerk
        assert change.fields == [
            ("股室", "云岭县应急管理局", "办公室"),
            ("标题", "任前谈话", "任前集体谈话"),
            ("参加人次", "9", "（空）"),
        ]

    def test_a_late_change_keeps_what_was_typed_and_is_saved_when_it_is_sent_again(
        self, client: Client, cast: Cast, kind: ActivityKind
    ) -> None:
        activity = make_activity(cast.bureau, kind, attendance=9, people="班子成员")
        page = f"/ledger/{activity.uuid}/"
        shown = fields_of(client.get(page).content.decode(), "what-form")
        save_activity(activity, by=cast.head, version=1, title="先改的", attendance=12)

        answer = client.post(page, shown | {"title": ["后改的"]})
        assert answer.status_code == 409
        assert Activity.objects.get().title == "先改的"
        shown = fields_of(answer.content.decode(), "what-form")
        assert (shown["title"], shown["attendance"], shown["people"]) == (["后改的"], ["12"], ["班子成员"])
        assert client.post(page, shown).status_code == 302
        here = Activity.objects.get()
        assert (here.title, here.attendance, here.version) == ("后改的", 12, 3)

    def test_a_refused_change_is_said_at_its_field(self, client: Client, cast: Cast, kind: ActivityKind) -> None:
        activity = make_activity(cast.bureau, kind)
        answer = client.post(f"/ledger/{activity.uuid}/", fields(kind, cast.bureau, attendance="0", version=1))
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["attendance"])

    def test_it_is_voided_with_a_reason(self, client: Client, cast: Cast) -> None:
        activity = make_activity(cast.bureau)
        page = f"/ledger/{activity.uuid}/"
        assert client.post(f"{page}void/", {"version": 1, "reason": ""}).status_code == 200
        late = client.post(f"{page}void/", {"version": 7, "reason": "误记"})
        assert (late.status_code, late.context["void_form"]["version"].value()) == (409, 1)
        client.post(f"{page}void/", {"version": 1, "reason": "误记"})
        assert "误记" in client.get(page).content.decode()
        assert client.post(f"{page}void/", {"version": 2, "reason": "再来"}).status_code == 409

    def test_it_names_the_others_of_one_meeting(
        self, client: Client, cast: Cast, kind: ActivityKind, office: Unit
    ) -> None:
        first, second = (make_activity(unit, kind, title="大会") for unit in (cast.bureau, office))
        merge_activities(first, [second], by=cast.clerk)
        for row in (first, second):
            context = client.get(f"/ledger/{row.uuid}/").context
            assert (context["head"], context["merged"]) == (first, [second])


class TestRows:
    HEADS = "日期\t种类\t内容\t人次\t股室\n"

    def look(self, client: Client, text: str) -> Any:
        return client.post("/ledger/rows/", {"text": text})

    def test_rows_are_looked_at_then_recorded(
        self, client: Client, cast: Cast, kind: ActivityKind, letters: ActivityKind, office: Unit
    ) -> None:
        day = timezone.localdate().isoformat()
        answer = self.look(client, f"{self.HEADS}{day}\t任前谈话\t新任干部\t9\t办公室\n{day}\t责任书\t\t\t")
        assert answer.context["open"] == 1
        text = f"{self.HEADS}{day}\t任前谈话\t新任干部\t9\t办公室\n{day}\t签订责任书\t\t\t"
        answer = self.look(client, text)
        assert (answer.context["good_count"], answer.context["open"]) == (2, 0)
        assert not Activity.objects.exists()
        answer = client.post("/ledger/rows/", {"rows": answer.context["packed"], "text": text, "save": "1"})
        assert answer.headers["Location"] == "/ledger/"
        rows = Activity.objects.order_by("pk").values_list("unit", "kind", "title", "attendance")
        assert list(rows) == [
            (office.pk, kind.pk, "新任干部", 9),
            (cast.bureau.pk, letters.pk, "签订责任书", None),
        ]

    def test_a_wrong_row_is_put_right_in_its_place_and_teaches_the_unit(
        self, client: Client, cast: Cast, kind: ActivityKind
    ) -> None:
        day = timezone.localdate().isoformat()
        text = f"{self.HEADS}{day}\t廉谈\t一\t9\t\n{day}\t廉谈\t二\t0\t\n合计\t\t\t18\t"
        seen = self.look(client, text).context
        assert (seen["open"], seen["good_count"]) == (3, 0)
        client.post("/ledger/rows/", {"rows": seen["packed"], "text": text, "save": "1"})
        assert not Activity.objects.exists()
        mended = {"row-0-first_day": day, "row-0-kind": kind.code, "row-0-title": "一", "row-0-attendance": "9"}
        left_out = {"row-2-first_day": "合计", "row-2-out": "on"}
        seen = client.post("/ledger/rows/", {"rows": seen["packed"], "text": text, "look": "1", **mended, **left_out})
        context = seen.context
        assert (context["taught"], context["open"], context["good_count"]) == ([("廉谈", "集体廉政谈话")], 1, 1)
        assert text.splitlines()[1] in seen.content.decode()
        mended = {"row-1-first_day": day, "row-1-kind": kind.code, "row-1-title": "二", "row-1-attendance": "8"}
        client.post("/ledger/rows/", {"rows": context["packed"], "text": text, "save": "1", **mended})
        assert list(Activity.objects.order_by("pk").values_list("title", "attendance")) == [("一", 9), ("二", 8)]
        assert KindWording.objects.get().words == "廉谈"

    def test_a_right_row_can_be_changed_too(self, client: Client, kind: ActivityKind) -> None:
        day = timezone.localdate().isoformat()
        text = f"{self.HEADS}{day}\t任前谈话\t一\t9\t"
        seen = self.look(client, text).context
        assert [place for place, *_row in seen["good"]] == [0]
        seen = client.post("/ledger/rows/", {"rows": seen["packed"], "text": text, "opened": "0"}).context
        assert ([place for place, *_row in seen["fields"]], seen["good"], seen["good_count"]) == ([0], [], 1)
        mended = {"row-0-first_day": day, "row-0-kind": kind.code, "row-0-title": "一", "row-0-attendance": "12"}
        client.post("/ledger/rows/", {"rows": seen["packed"], "text": text, "opened": "0", "save": "1", **mended})
        assert Activity.objects.get().attendance == 12

    def test_what_goes_out_comes_in_again_unchanged(
        self, client: Client, cast: Cast, kind: ActivityKind, office: Unit
    ) -> None:
        day = timezone.localdate().isoformat()
        values = {"people": "张三", "summary": "第一行\n第二行", "tags": ["重点"], "document_number": "云办〔2026〕1号"}
        make_activity(office, kind, day, title="=1+1", attendance=9, quantity=2, **values)
        make_activity(cast.bureau, kind, day, title="任前谈话")
        data = client.get("/ledger/activities.xlsx").content
        sheet = load_workbook(BytesIO(data)).worksheets[0]
        assert [cell.value for cell in sheet[1]][:5] == ["日期", "截止日期", "活动种类", "内容", "参加人次"]

        seen = client.post("/ledger/rows/", {"file": SimpleUploadedFile("台账.xlsx", data)}).context
        assert (seen["already_count"], seen["good_count"], seen["open"]) == (2, 0, 0)
        before = list(Activity.objects.order_by("pk").values("title", "summary", "tags", "unit", "quantity", "people"))
        Activity.objects.all().delete()
        seen = client.post("/ledger/rows/", {"file": SimpleUploadedFile("台账.xlsx", data)}).context
        client.post("/ledger/rows/", {"rows": seen["packed"], "save": "1"})
        after = list(Activity.objects.order_by("pk").values("title", "summary", "tags", "unit", "quantity", "people"))
        assert after == before

    def test_what_the_ledger_has_already_is_left_out_unless_it_is_ticked(
        self, client: Client, cast: Cast, kind: ActivityKind, office: Unit
    ) -> None:
        day = timezone.localdate().isoformat()
        first = make_activity(cast.bureau, kind, day, title="新任干部集体谈话", attendance=9)
        text = (
            f"{self.HEADS}{day}\t任前谈话\t新任干部集体谈话会\t12\t\n{day}\t任前谈话\t新任干部集体谈话\t9\t办公室\n"
            f"{day}\t任前谈话\t支部学习\t5\t\n{day}\t任前谈话\t支部学习\t5\t\n"
        )
        seen = self.look(client, text).context
        assert [(place, line.twin, line.repeats) for place, line, *_ in seen["already"]] == [
            (0, first, 0),
            (3, None, 4),
        ]
        assert (seen["already_count"], seen["good_count"], seen["open"]) == (2, 2, 0)
        shown = {"rows": seen["packed"], "text": text, "row-0-already": "1", "row-3-already": "1", "row-3-again": "on"}
        again = client.post("/ledger/rows/", shown).context
        assert (again["already_count"], again["good_count"]) == (1, 3)
        client.post("/ledger/rows/", shown | {"save": "1"})
        assert notes(client)[-1] == "登记了 3 条活动。另有 1 行未登记。"
        titles = Activity.objects.order_by("pk").values_list("title", flat=True)
        assert list(titles) == ["新任干部集体谈话", "新任干部集体谈话", "支部学习", "支部学习"]

    def test_rows_of_a_year_without_a_period_are_told_in_one_sentence_and_those_that_are_there_not_at_all(
        self, client: Client, cast: Cast, kind: ActivityKind
    ) -> None:
        make_activity(cast.bureau, kind, "2019-05-24", title="任前谈话", attendance=9)
        data = client.get("/ledger/activities.xlsx").content
        seen = client.post("/ledger/rows/", {"file": SimpleUploadedFile("台账.xlsx", data)}).context
        assert (seen["already_count"], seen["late_count"], seen["open"]) == (1, 0, 0)
        Activity.objects.all().delete()
        day = timezone.localdate()
        text = f"{self.HEADS}2019-05-24\t任前谈话\t一\t9\t\n2019-05-25\t任前谈话\t二\t9\t\n{day}\t任前谈话\t三\t9\t"
        answer = self.look(client, text)
        seen = answer.context
        assert (seen["late_count"], seen["late_years"], seen["good_count"], seen["open"]) == (2, [2019], 1, 0)
        assert "2019-05-24" in answer.content.decode()
        opened = client.post("/ledger/rows/", {"rows": seen["packed"], "text": text, "opened": "0"}).context
        assert ([place for place, *_row in opened["fields"]], opened["late_count"], opened["open"]) == ([0], 1, 1)
        client.post("/ledger/rows/", {"rows": seen["packed"], "text": text, "save": "1"})
        assert Activity.objects.get().title == "三"

    def test_a_page_that_was_refused_shows_again_what_was_there(
        self, client: Client, cast: Cast, kind: ActivityKind, office: Unit
    ) -> None:
        day = timezone.localdate().isoformat()
        text = f"{self.HEADS}{day}\t廉谈\t一\t九个\t别的股"
        seen = self.look(client, text).context
        chosen = {"row-0-first_day": day, "row-0-title": "一", "row-0-attendance": "九个"}
        for kinds in ({"row-0-kind": "", "row-0-office": ""}, {"row-0-kind": kind.code, "row-0-office": office.code}):
            answer = client.post(
                "/ledger/rows/", {"rows": seen["packed"], "text": text, "save": "1", **chosen, **kinds}
            )
            _place, line, parts = answer.context["fields"][0]
            assert line.said == f"{day}  廉谈  一  九个  别的股"
            told = {
                part: (value, wrong)
                for part, value, wrong, _guess in parts
                if part in kinds or f"row-0-{part}" in kinds
            }
            if kinds["row-0-kind"]:
                assert told == {"kind": (kind.code, ""), "office": (office.code, "")}
            else:
                assert "廉谈" in told["kind"][1]
                assert "别的股" in told["office"][1]
        line = f"{day} 打球 9人"
        seen = self.look(client, line).context
        chosen = {"row-0-first_day": day, "row-0-title": "打球", "row-0-attendance": "9", "row-0-kind": ""}
        answer = client.post("/ledger/rows/", {"rows": seen["packed"], "text": line, "save": "1", **chosen})
        _place, row, parts = answer.context["fields"][0]
        assert (row.said, {part: wrong for part, _value, wrong, _guess in parts}["kind"]) == (
            line,
            "没有叫“打球”的活动种类。请从列表中选一个。",
        )

    @pytest.mark.parametrize(
        "said",
        [
            {},
            {"text": ""},
            {"text": "日期\t种类"},
            {"rows": "nonsense"},
            {"rows": "[1]"},
            {"rows": '[[1,"x",null,0,0]]'},
        ],
    )
    def test_what_can_not_be_read_is_said(self, client: Client, said: dict[str, str]) -> None:
        assert client.post("/ledger/rows/", said).context["form"].errors

    def test_a_file_that_is_no_excel_says_so(self, client: Client) -> None:
        answer = client.post("/ledger/rows/", {"file": SimpleUploadedFile("u.xlsx", b"text")})
        assert list(answer.context["form"].errors) == ["file"]

    def test_the_same_rows_are_recorded_once(self, client: Client, cast: Cast, kind: ActivityKind) -> None:
        text = f"{self.HEADS}{timezone.localdate()}\t任前谈话\t一\t9\t"
        packed = self.look(client, text).context["packed"]
        for _time in range(2):
            client.post("/ledger/rows/", {"rows": packed, "text": text, "save": "1"})
        assert Activity.objects.count() == 1

    def test_many_rows_take_no_query_each(self, client: Client, kind: ActivityKind) -> None:
        day = timezone.localdate()
        text = self.HEADS + "\n".join(f"{day}\t任前谈话\t第{number}次\t9\t" for number in range(300))
        packed = self.look(client, text).context["packed"]
        with CaptureQueriesContext(connection) as queries:
            client.post("/ledger/rows/", {"rows": packed, "text": text, "save": "1"})
        assert len(queries) < 30
        assert Activity.objects.count() == 300


@pytest.mark.parametrize("packed", ["[" * 3000, "[" * 900, "null", "[[1]]", "[[1e400,{},null,0,0]]"])
def test_rows_that_nobody_could_have_carried_are_refused_in_words(client: Client, packed: str) -> None:
    answer = client.post("/ledger/rows/", {"rows": packed, "text": "5月2日\t谈话", "save": "1"})

    assert answer.status_code < 500
    assert "读不出来" in answer.content.decode()
