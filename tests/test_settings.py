"""What the settings make of the environment, and that docs/deployment.md tells all of it."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parent.parent
SETTINGS = ROOT / "reportsite" / "settings.py"
DEPLOYMENT = ROOT / "docs" / "deployment.md"


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Only LIANBAO_VAR is set; give the folder that it names."""
    for name in variables_read():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIANBAO_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def variables_read() -> set[str]:
    return set(re.findall(r'(?:environ\.get|_flag|_number|_names)\("([A-Z_]+)"', SETTINGS.read_text()))


def settings_now() -> dict[str, Any]:
    return runpy.run_path(str(SETTINGS))


@pytest.mark.parametrize(("days", "refused"), [("189", True), ("190", False), ("3650", False)])
def test_the_audit_is_kept_for_at_least_190_days(
    days: str, refused: bool, bare_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_DAYS", days)
    if refused:
        with pytest.raises(ImproperlyConfigured, match="at least 190 days"):
            settings_now()
    else:
        assert settings_now()["AUDIT_DAYS"] == int(days)


def test_the_deployment_page_lists_every_variable() -> None:
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", DEPLOYMENT.read_text(), flags=re.MULTILINE))
    assert listed == variables_read()


def test_without_any_variable_it_is_a_safe_installation_on_sqlite(bare_environment: Path) -> None:
    settings = settings_now()
    database = settings["DATABASES"]["default"]
    assert (settings["DEBUG"], settings["ALLOWED_HOSTS"]) == (False, ["127.0.0.1", "localhost"])
    assert (database["ENGINE"], database["NAME"]) == (
        "django.db.backends.sqlite3",
        f"{bare_environment}/lianbao.sqlite3",
    )
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_secret_key_is_made_once_and_only_for_the_owner(bare_environment: Path) -> None:
    key = settings_now()["SECRET_KEY"]
    assert len(key) >= 50
    assert settings_now()["SECRET_KEY"] == key
    assert (bare_environment / "secret_key").stat().st_mode & 0o777 == 0o600
    assert bare_environment.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in bare_environment.iterdir()] == ["secret_key"]


def test_postgresql_is_pooled_and_keeps_the_options_of_its_address(
    bare_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://lianbao@db.example.com/lianbao?sslmode=verify-full")
    monkeypatch.setenv("DATABASE_CONNECTIONS", "3")
    database = settings_now()["DATABASES"]["default"]
    assert database["OPTIONS"] == {"sslmode": "verify-full", "pool": {"min_size": 1, "max_size": 3}}
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (0, True)


def test_tls_makes_cookies_and_addresses_strict(bare_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TLS", "1")
    monkeypatch.setenv("HSTS_SECONDS", "3600")
    settings = settings_now()
    assert settings["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert (settings["SESSION_COOKIE_SECURE"], settings["SECURE_SSL_REDIRECT"]) == (True, True)
    assert settings["SECURE_HSTS_SECONDS"] == 3600
    assert "SECURE_PROXY_SSL_HEADER" not in settings


def test_a_proxy_is_believed_only_when_the_site_is_told_so(
    bare_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TLS", "1")
    monkeypatch.setenv("BEHIND_PROXY", "1")
    assert settings_now()["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
