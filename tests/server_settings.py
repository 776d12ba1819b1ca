"""The settings of the servers to which `--servers` sends the journeys: the site's, with what the run has to share."""

import os
from pathlib import Path

from reportsite.settings import *  # noqa: F403

# People of the tests have passwords that are hashed like this.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The run looks at the files too.
MEDIA_ROOT = Path(os.environ["MEDIA_ROOT"])
