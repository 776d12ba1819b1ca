"""Rows become a manuscript, and by it a document; nothing is rendered or changed here."""

from reports.composing.manuscripts import compose, compose_manuscript

__all__ = ["compose", "compose_manuscript"]
