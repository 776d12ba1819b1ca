"""Every text of the interface has its Chinese; whether the catalogue is up to date is `make check`'s business."""

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parent.parent / "reports" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans", abort_invalid=True)


def translated(message: Message) -> bool:
    """Whether every form of the message has a text; a message with a plural has several."""
    return all(message.string or [""])


def test_no_text_lacks_its_chinese() -> None:
    assert [message.id for message in catalogue() if message.id and not translated(message)] == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in catalogue() if message.fuzzy] == []


def test_no_translation_is_left_over() -> None:
    assert list(catalogue().obsolete) == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    errors = [(message.id, [str(error) for error in message.check()]) for message in catalogue() if message.id]
    assert [error for error in errors if error[1]] == []
