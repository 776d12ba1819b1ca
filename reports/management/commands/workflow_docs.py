"""`manage.py workflow_docs`: write the pages about reports' and problems' lives from their tables of moves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.management.workflow_docs import page, picture, rectification_page


class Command(BaseCommand):
    """Write all files; the same tables give the same bytes."""

    help = "Write docs/workflow.md, docs/workflow.svg and docs/rectification.md from the tables of moves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take another folder than docs/."""
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write them."""
        folder.mkdir(exist_ok=True)
        (folder / "workflow.md").write_text(page(), encoding="utf-8")
        (folder / "rectification.md").write_text(rectification_page(), encoding="utf-8")
        (folder / "workflow.svg").write_text(picture(), encoding="utf-8")
