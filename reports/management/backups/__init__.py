"""A backup of the whole site as one folder, made while people work, and the way back into an empty place.

    manifest.json          what must come back: counts, hashes, the head of the audit, version and migrations
    manifest.sha256        the hash of the manifest
    database.sqlite3       or database.dump, for PostgreSQL
    files/                 the uploaded files

The database comes first. A file is written before a row names it and deleted long after none does, so every row of the
backup finds its file.
"""
