"""The way in for an application server."""

import os

import django

from reportsite.bodies import WholeBodies
from reportsite.requests import PlainHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reportsite.settings")
django.setup(set_prefix=False)
application = WholeBodies(PlainHandler())
