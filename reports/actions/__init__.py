"""Every write: one verb a function, in one transaction with its audit entry; nothing else changes rows."""
