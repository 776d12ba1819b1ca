"""The people and drafts that `inside.fill` made, handed out so that no two faults meet in one report."""

from collections.abc import Mapping
from typing import Any

from scripts.faults.place import Place


class County:
    """An officer for all bureaus, an administrator, and bureaus each with clerk, head and draft."""

    def __init__(self, place: Place, bureaus: int) -> None:
        made = place.inside("fill", str(bureaus))
        self.officer: Mapping[str, Any] = made["officer"]
        self.admin: Mapping[str, Any] = made["admin"]
        self._desks: list[Mapping[str, Any]] = made["desks"]

    def take(self, number: int) -> list[Mapping[str, Any]]:
        """So many bureaus that nobody else gets; raises ValueError where there are no more."""
        if number > len(self._desks):
            raise ValueError("the county has too few bureaus")
        taken, self._desks = self._desks[:number], self._desks[number:]
        return taken
