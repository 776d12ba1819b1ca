"""Title patterns of outlines, filled for a unit and a period; printed words, so Chinese in every language."""

from reports.choices import LeadingBody, PeriodKind
from reports.models import Period, Unit

PLACEHOLDERS = ("unit", "short", "year", "period", "leading_body")


def pattern_words(unit: Unit, period: Period) -> dict[str, str]:
    """What stands for each of PLACEHOLDERS in a report of this unit for this period."""
    return {
        "unit": unit.name,
        "short": unit.short_name,
        "year": str(period.year),
        "period": _period_words(period),
        "leading_body": LeadingBody(unit.leading_body).word,
    }


def fill_pattern(pattern: str, words: dict[str, str]) -> str:
    """`pattern` with {unit} and its like replaced; a brace that means nothing stays as it is."""
    for name, word in words.items():
        pattern = pattern.replace(f"{{{name}}}", word)
    return pattern


def _period_words(period: Period) -> str:
    """The period as titles have it: 2026年上半年."""
    quarter = "一二三四"[(period.first_day.month - 1) // 3]
    return {
        PeriodKind.YEAR.value: f"{period.year}年度",
        PeriodKind.FIRST_HALF.value: f"{period.year}年上半年",
        PeriodKind.QUARTER.value: f"{period.year}年第{quarter}季度",
    }[period.kind]
