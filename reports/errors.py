"""One family of errors whose text is meant for the person who caused them; leaves only, no Django."""


class ReportError(Exception):
    """Something the person can put right; `str(error)` says what happened and what to do.

    `status` is the HTTP status of an answer that shows it.
    """

    status = 400


class InvalidInput(ReportError):
    """The input can't be used as it is; nothing was changed."""

    status = 422

    def __init__(self, message: str, *, field: str = "") -> None:
        """Keep the form field that `message` belongs to, or "" for the whole form."""
        super().__init__(message)
        self.field = field


class NotAllowed(ReportError):
    """The person may see the row but not do this to it."""

    status = 403


class WrongState(ReportError):
    """The row is in a state in which this can't be done."""

    status = 409


class StaleReport(ReportError):
    """The row moved since the person last saw it; nothing was overwritten."""

    status = 409


class NotTheirs(ReportError):
    """Another person typed this before the one who is signed in now; nothing was changed."""

    status = 409


class TooLarge(ReportError):
    """More than the site takes at once; nothing was changed."""

    status = 413


class OnlyShown(ReportError):
    """The page only shows something; what was sent to it changed nothing."""

    status = 405


class UnreadableFile(ReportError):
    """A file that can't be used, with what to do instead."""


class NoSpace(ReportError):
    """The server can't keep a file just now; nothing was changed."""

    status = 507


class DamagedFile(ReportError):
    """A stored file isn't what it was when it was stored, so it isn't given out."""

    status = 410


class CodecError(Exception):
    """Stored JSON that is no document, or one of a newer version than this program knows: nobody's input."""
