"""What a server process remembers: only what follows from the arguments, since another server may change any row."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import signature
from typing import Any, get_type_hints

from django.conf import settings
from django.db.models import Manager, Model, QuerySet

import reports

# Reads a file that is delivered with the program.
WITHOUT_ARGUMENTS = {"reports.rendering.html._paper_css"}


def remembering() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function whose answers are kept (`functools.cache`), by its full name."""
    for found in pkgutil.walk_packages(reports.__path__, "reports."):
        for name, value in vars(import_module(found.name)).items():
            if hasattr(value, "cache_info") and value.__module__ == found.name:
                yield f"{found.name}.{name}", value.__wrapped__


def test_no_process_remembers_rows() -> None:
    found = dict(remembering())
    assert len(found) >= 9
    assert {name for name, function in found.items() if not signature(function).parameters} == WITHOUT_ARGUMENTS
    for name, function in found.items():
        for kind in get_type_hints(function).values():
            assert not (isinstance(kind, type) and issubclass(kind, Model | QuerySet | Manager)), name


def test_sessions_and_messages_are_not_kept_in_a_process() -> None:
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert settings.MESSAGE_STORAGE == "django.contrib.messages.storage.fallback.FallbackStorage"
    for found in pkgutil.walk_packages(reports.__path__, "reports."):
        assert not hasattr(import_module(found.name), "caches"), found.name
