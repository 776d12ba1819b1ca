-- Chains each audit entry and refuses to change the audit. Statements are parted by blank lines.
-- audit_sha256 comes with each connection of the site (models/audit_triggers.py): SQLite has no SHA-256 of its own.

CREATE TRIGGER IF NOT EXISTS audit_chain AFTER INSERT ON reports_auditentry
BEGIN
    SELECT RAISE(ABORT, 'the audit has lost its head') WHERE NOT EXISTS (SELECT 1 FROM reports_audithead);
    UPDATE reports_auditentry SET (number, previous, hash) = (
        SELECT h.number + 1, h.hash, audit_sha256((h.number + 1) || ' ' || h.hash || ' ' || NEW.digest)
        FROM reports_audithead h
    ) WHERE id = NEW.id;
    UPDATE reports_audithead SET (number, hash) = (SELECT e.number, e.hash FROM reports_auditentry e WHERE e.id = NEW.id);
END

-- REPLACE deletes without asking the trigger for DELETE; so nothing is inserted in the place of a row that is there.

CREATE TRIGGER IF NOT EXISTS audit_entry_insert BEFORE INSERT ON reports_auditentry
WHEN NEW.number IS NOT NULL OR EXISTS (SELECT 1 FROM reports_auditentry e WHERE e.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END

CREATE TRIGGER IF NOT EXISTS audit_entry_update BEFORE UPDATE ON reports_auditentry
WHEN OLD.number IS NOT NULL OR NEW.number IS NULL OR NEW.digest <> OLD.digest
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END

CREATE TRIGGER IF NOT EXISTS audit_entry_delete BEFORE DELETE ON reports_auditentry
WHEN NOT EXISTS (SELECT 1 FROM reports_auditcheckpoint c WHERE NOT c.sealed AND OLD.number <= c.through)
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END

CREATE TRIGGER IF NOT EXISTS audit_head_insert BEFORE INSERT ON reports_audithead
WHEN EXISTS (SELECT 1 FROM reports_audithead) OR EXISTS (SELECT 1 FROM reports_auditentry)
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END

CREATE TRIGGER IF NOT EXISTS audit_head_update BEFORE UPDATE ON reports_audithead
WHEN NEW.id <> OLD.id OR NEW.number <> OLD.number + 1
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END

CREATE TRIGGER IF NOT EXISTS audit_head_delete BEFORE DELETE ON reports_audithead
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END

CREATE TRIGGER IF NOT EXISTS audit_checkpoint_insert BEFORE INSERT ON reports_auditcheckpoint
WHEN NEW.sealed OR EXISTS (SELECT 1 FROM reports_auditcheckpoint c WHERE c.id = NEW.id OR c.through >= NEW.through)
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END

CREATE TRIGGER IF NOT EXISTS audit_checkpoint_update BEFORE UPDATE ON reports_auditcheckpoint
WHEN OLD.sealed OR NOT NEW.sealed OR NEW.through <> OLD.through OR NEW.hash <> OLD.hash
    OR NEW.archive_sha256 <> OLD.archive_sha256 OR NEW.kept_sha256 <> OLD.kept_sha256
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END

CREATE TRIGGER IF NOT EXISTS audit_checkpoint_delete BEFORE DELETE ON reports_auditcheckpoint
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END
