"""Rows become a manuscript, and by it a document; nothing is rendered or changed here."""

from reports.composing.manuscripts import Rows, compose, compose_manuscript, manuscript_of, read_rows

__all__ = ["Rows", "compose", "compose_manuscript", "manuscript_of", "read_rows"]
