"""Collects the texts to translate with fixed options, so that two people's catalogues merge calmly.

`--check` changes nothing and fails when the catalogue lacks a text or has one too many.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("reports/locale/zh_Hans/LC_MESSAGES/django.po")
SOURCES = ["manage.py", "reports", "reportsite", "templates"]


class Command(makemessages.Command):
    """Django's makemessages, which sorts and never guesses a translation."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching", "--sort-output"]
    msguniq_options = [*makemessages.Command.msguniq_options, "--sort-output"]
    msgattrib_options = [*makemessages.Command.msgattrib_options, "--sort-output"]


def collect(root: Path) -> None:
    """Bring the catalogue under `root` up to date; its dates are left out, they only make merges fight."""
    os.chdir(root)
    # Not the site's own settings: those name the catalogue in the real tree, and `--check` works on a copy.
    settings.configure(LOCALE_PATHS=[str(root / "reports" / "locale")], USE_I18N=True)
    call_command(Command(), locale=["zh_Hans"], no_location=True, no_wrap=True, verbosity=0)
    lines = CATALOGUE.read_text().splitlines(keepends=True)
    CATALOGUE.write_text("".join(line for line in lines if not line.startswith('"POT-Creation-Date')))


def texts(catalogue: Path) -> set[str]:
    """The English texts in a catalogue; their order is no concern, merging may change it."""
    with catalogue.open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}


def differences() -> list[str]:
    """What collecting would add to the committed catalogue (+) and remove (-); found out on a copy."""
    with tempfile.TemporaryDirectory() as folder:
        for name in SOURCES:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, Path(folder, name))
            elif source.exists():
                shutil.copy(source, folder)
        collect(Path(folder))
        wanted, found = texts(Path(folder, CATALOGUE)), texts(ROOT / CATALOGUE)
    return [*(f"+ {text}" for text in sorted(wanted - found)), *(f"- {text}" for text in sorted(found - wanted))]


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        collect(ROOT)
    elif lines := differences():
        sys.exit("\n".join(["The catalogue is not up to date. Run: make messages", *lines]))


if __name__ == "__main__":
    main()
