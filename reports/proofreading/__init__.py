"""Checks of a document, one family per file and an explicit list of all; no rows, no wording of pages."""
