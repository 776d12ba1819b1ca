"""A step of the wizard open in somebody's browser, as the server sees it: it sends what is typed by itself."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from reports.models import Person, Report
from tests.browsing import fields_of

# What our own scripts say of themselves.
SCRIPT = {"Accept": "application/json", "X-Requested-With": "fetch"}


@dataclass
class Page:
    """A step open in somebody's browser: it keeps the bases that it was told, and counts what it sends."""

    person: Person
    report: Report
    step: str = "cover"
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    sequence: int = 0
    bases: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = Client()
        self.client.force_login(self.person)
        self.page = self.client.get(self.url).content.decode()
        self.bases = json.loads(fields_of(self.page, "step-form")["bases"][0])

    @property
    def url(self) -> str:
        return f"/reports/{self.report.pk}/steps/{self.step}/"

    def send(self, typed: dict[str, Any], **said: Any) -> tuple[int, dict[str, Any]]:
        self.sequence += 1
        fields = {
            name: {"value": value if isinstance(value, list) else [value], "base": self.bases.get(name, "")}
            for name, value in typed.items()
        }
        body = {"person": self.person.pk, "page": self.key, "sequence": self.sequence, "fields": fields, **said}
        answer = self.client.post(f"{self.url}autosave/", json.dumps(body), "application/json", headers=SCRIPT)
        told = answer.json() if answer.content else {}
        self.bases |= told.get("saved", {})
        return answer.status_code, told
