"""The way in for an application server."""

import os

from django.core.wsgi import get_wsgi_application

from reportsite.bodies import WholeBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reportsite.settings")
application = WholeBodies(get_wsgi_application())
