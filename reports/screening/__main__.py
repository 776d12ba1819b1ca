"""The child process that looks through one file: `python -m reports.screening KIND`, see `screening`."""

import sys

from reports.importing.apart import serve
from reports.screening.screening import answer

if __name__ == "__main__":
    sys.exit(serve(answer))
