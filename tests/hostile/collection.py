"""All hostile files together."""

from tests.hostile import excel_files, files, pdf_files, picture_files, text_files, word_files, word_structures
from tests.hostile.files import Hostile

_MODULES = (files, word_files, word_structures, excel_files, pdf_files, picture_files, text_files)


def every_file() -> list[Hostile]:
    """Each of them, whatever becomes of it."""
    return [one for module in _MODULES for one in module.hostile()]
