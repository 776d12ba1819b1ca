"""Letterheads of units: stored once, audited, followed by what is still written."""

from typing import Any

import pytest

from reports.actions.drafting import create_report
from reports.actions.letterheads import remove_letterhead, save_letterhead
from reports.actions.units import change_unit
from reports.composing import compose
from reports.errors import InvalidInput
from reports.models import AuditEntry, LetterheadSettings, Report
from tests.cast import Cast
from tests.factories import make_letterhead, make_period, make_report, make_report_type

pytestmark = pytest.mark.django_db


def values(**changes: Any) -> dict[str, Any]:
    return {
        "organ": "云岭县应急管理局文件",
        "code_word": "云应急",
        "signers": "周明远",
        "signing_bodies": "",
        "sealed": True,
        "note": "",
        "copy_to": "",
        "printed_by": "",
        **changes,
    }


def test_it_is_stored_once_and_every_change_is_noted(cast: Cast) -> None:
    save_letterhead(cast.bureau, by=cast.admin, **values())
    save_letterhead(cast.bureau, by=cast.admin, **values())
    save_letterhead(cast.bureau, by=cast.admin, **values(sealed=False, note="联系人：林小雨"))

    stored = LetterheadSettings.objects.get()
    assert (stored.unit, stored.sealed, stored.signers) == (cast.bureau, False, "周明远")
    noted = AuditEntry.objects.filter(event="unit.letterhead_saved", unit=cast.bureau).order_by("pk")
    assert [entry.detail["fields"] for entry in noted] == [list(values()), ["sealed", "note"]]


@pytest.mark.parametrize(("field", "wrong"), [("organ", ""), ("code_word", ""), ("organ", "局" * 61)])
def test_a_wrong_value_is_refused_at_its_field(cast: Cast, field: str, wrong: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        save_letterhead(cast.bureau, by=cast.admin, **values(**{field: wrong}))
    assert refusal.value.field == field
    assert not LetterheadSettings.objects.exists()


def test_it_is_removed_once(cast: Cast) -> None:
    make_letterhead(cast.bureau)
    remove_letterhead(cast.bureau, by=cast.admin)
    remove_letterhead(cast.bureau, by=cast.admin)
    assert not LetterheadSettings.objects.exists()
    assert AuditEntry.objects.filter(event="unit.letterhead_removed").count() == 1


def rename(cast: Cast, name: str) -> None:
    unit = cast.bureau
    own = {field: getattr(unit, field) for field in ("short_name", "code", "kind", "leading_body")}
    change_unit(unit, name=name, **own, by=cast.admin)


def test_a_renamed_unit_has_its_new_name_in_letterhead_and_signature(cast: Cast) -> None:
    make_letterhead(cast.bureau, signing_bodies="云岭县应急管理局\n云岭县气象局", printed_by="云岭县应急管理局办公室")
    report = make_report(cast.bureau, signature="云岭县气象局\n云岭县应急管理局")

    rename(cast, "云岭县应急局")

    stored = LetterheadSettings.objects.get()
    assert [stored.organ, stored.signing_bodies, stored.printed_by] == [
        "云岭县应急局文件",
        "云岭县应急局\n云岭县气象局",
        "云岭县应急局办公室",
    ]
    assert Report.objects.get(pk=report.pk).signature == "云岭县气象局\n云岭县应急局"


def test_a_new_name_that_does_not_fit_leaves_the_mark_alone(cast: Cast) -> None:
    make_letterhead(cast.bureau)
    rename(cast, "局" * 60)
    assert LetterheadSettings.objects.get().organ == "云岭县应急管理局文件"


@pytest.mark.parametrize(("layout", "signature"), [("letterhead", "甲局\n乙局"), ("plain", "云岭县应急管理局")])
def test_a_new_report_is_signed_by_all_who_sign_the_units_documents(cast: Cast, layout: str, signature: str) -> None:
    make_letterhead(cast.bureau, signing_bodies="甲局\n乙局")
    report = create_report(cast.bureau, make_period(), make_report_type(layout=layout), by=cast.clerk)
    assert (report.signature, compose(report).cover.signature) == (signature, signature)
