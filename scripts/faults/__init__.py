"""Puts faults upon a real server on this machine and counts what was lost: `make faults` runs it.

Every server is gunicorn as `make demo` starts it, on a free port of 127.0.0.1, with a folder of its own. Nothing is
imported from the site but in processes of its own (`inside`), so one run tries several databases.
"""
