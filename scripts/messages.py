"""Collects the texts to translate with fixed options, so that two people's catalogues merge calmly.

`--check` changes nothing and fails when a catalogue is not what this would write.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

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


def outdated() -> bool:
    """Whether collecting would change the committed catalogue; found out on a copy."""
    with tempfile.TemporaryDirectory() as folder:
        for name in SOURCES:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, Path(folder, name))
            elif source.exists():
                shutil.copy(source, folder)
        collect(Path(folder))
        return subprocess.run(["diff", "--unified=0", ROOT / CATALOGUE, Path(folder, CATALOGUE)]).returncode != 0


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        collect(ROOT)
    elif outdated():
        sys.exit("The catalogue is not up to date. Run: make messages")


if __name__ == "__main__":
    main()
