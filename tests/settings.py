"""The site's settings as the tests need them: quick hashing, plain static files, nothing outside var/test.

Tests see the site's own language; so the catalogue is compiled where it changed.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ.setdefault("LIANBAO_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))

from reportsite.settings import *  # noqa: F403
from reportsite.settings import DATABASES, LOCALE_PATHS, STATIC_ROOT, STORAGES, VAR_DIR

# Gone with the process.
_MEDIA = TemporaryDirectory(prefix="lianbao-media-")
MEDIA_ROOT = Path(_MEDIA.name)
# WhiteNoise warns of a folder that isn't there.
STATIC_ROOT.mkdir(exist_ok=True)
# tests/views/test_locks.py turns it on; elsewhere a sign-in needs no queries about failed ones.
AXES_ENABLED = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest of the real storage only exists after collectstatic; tests/test_vendor.py tries that storage.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file as in real life: the live server's threads would share one connection to a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    # A pool's idle connections keep the test database from being dropped.
    DATABASES["default"]["OPTIONS"] = {}

for _source in LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po"):
    _compiled = _source.with_suffix(".mo")
    if not _compiled.exists() or _compiled.stat().st_mtime < _source.stat().st_mtime:
        with _source.open("rb") as _file, _compiled.with_suffix(f".{os.getpid()}").open("wb") as _result:
            write_mo(_result, read_po(_file))
        Path(_result.name).replace(_compiled)
