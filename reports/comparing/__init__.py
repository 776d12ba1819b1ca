"""Differences between two documents and likeness among many; no rows, no wording of pages."""
