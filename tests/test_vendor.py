"""The committed third-party files are the ones that VERSIONS names, and they can be served."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

ROOT = Path(__file__).parent.parent
VENDOR_FOLDERS = [ROOT / "static" / "vendor", ROOT / "tests" / "vendor"]


def named_in_versions(folder: Path) -> dict[str, str]:
    lines = (folder / "VERSIONS").read_text().splitlines()
    rows = [line.split(maxsplit=1) for line in lines if not line.startswith("#")]
    return {name: digest for digest, name in rows}


def found_in(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "VERSIONS"]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("folder", VENDOR_FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_file_is_the_one_that_versions_names(folder: Path) -> None:
    assert found_in(folder) == named_in_versions(folder)


@pytest.mark.parametrize("folder", VENDOR_FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_part_brings_its_licence(folder: Path) -> None:
    parts = [path for path in folder.iterdir() if path.is_dir()]
    assert [part.name for part in parts if not (part / "LICENSE").exists()] == []


def test_manifest_storage_takes_every_static_file(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": storage}}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
