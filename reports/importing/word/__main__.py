"""The child process that parses one Word file: `python -m reports.importing.word`, see `apart`."""

import sys

from reports.importing.apart import serve
from reports.importing.word.apart import answer

if __name__ == "__main__":
    sys.exit(serve(answer))
