"""What the processes of a tried site are told."""

from pathlib import Path

import pytest

from scripts.faults.place import Place


def test_a_real_installations_settings_are_not_for_the_tried_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("LDAP_SERVER", "OIDC_CLIENT_ID", "CLAMD", "DATABASE_URL", "SIGN_IN_TRIES", "BEHIND_PROXY"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("SECRET_KEY", "real")
    place = Place(tmp_path, "sqlite")

    told = place.environment()

    assert not {"LDAP_SERVER", "OIDC_CLIENT_ID", "CLAMD", "DATABASE_URL", "SIGN_IN_TRIES", "BEHIND_PROXY"} & set(told)
    assert (told["SECRET_KEY"], told["LIANBAO_VAR"], "PATH" in told) == (place.secret, str(place.var), True)
