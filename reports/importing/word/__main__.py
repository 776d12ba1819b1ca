"""The child process that parses one Word file: `python -m reports.importing.word`, see `apart`."""

import sys

from reports.importing.word.apart import serve

if __name__ == "__main__":
    sys.exit(serve())
