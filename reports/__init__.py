"""Lianbao: bureaus compile work reports, discipline officers review them, Word and HTML come out."""
