"""The site's settings as the tests need them: quick hashing, plain static files, nothing outside var/test."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ.setdefault("LIANBAO_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))

from reportsite.settings import *  # noqa: F403
from reportsite.settings import DATABASES, STATIC_ROOT, STORAGES, VAR_DIR

# WhiteNoise warns of a folder that isn't there.
STATIC_ROOT.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest of the real storage only exists after collectstatic; tests/test_vendor.py tries that storage.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file as in real life: the live server's threads would share one connection to a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    # A pool's idle connections keep the test database from being dropped.
    DATABASES["default"]["OPTIONS"] = {}
