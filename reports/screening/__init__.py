"""Which files are taken as evidence: their name, their signature and their structure must say the same.

`screen` looks through a file in a child process (`importing.apart`), `scan` asks a virus scanner.
"""

from reports.screening.clamd import Unreachable, scan
from reports.screening.formats import CONTENT_TYPES, EXTENSIONS
from reports.screening.screening import LARGEST, Screened, draw_thumbnail, screen

__all__ = ["CONTENT_TYPES", "EXTENSIONS", "LARGEST", "Screened", "Unreachable", "draw_thumbnail", "scan", "screen"]
