"""Word files: checked, opened and read in the order a person reads them; tables, pictures and notes are listed."""

from reports.importing.word.reading import read_word

__all__ = ["read_word"]
