-- Chains each audit entry at commit and refuses to change the audit. Statements are parted by blank lines.

CREATE OR REPLACE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    h reports_audithead%ROWTYPE;
    link text;
BEGIN
    SELECT * INTO h FROM reports_audithead FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the audit has lost its head' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    link := encode(sha256(convert_to((h.number + 1) || ' ' || h.hash || ' ' || NEW.digest, 'UTF8')), 'hex');
    UPDATE reports_auditentry SET number = h.number + 1, previous = h.hash, hash = link WHERE id = NEW.id;
    UPDATE reports_audithead SET number = h.number + 1, hash = link WHERE id = h.id;
    RETURN NULL;
END $$

CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is only ever added to' USING ERRCODE = 'integrity_constraint_violation';
END $$

-- The condition of a trigger may not read tables; two refusals have theirs in the function.

CREATE OR REPLACE FUNCTION audit_refuse_unless_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM reports_auditcheckpoint c WHERE NOT c.sealed AND OLD.number <= c.through) THEN
        RAISE EXCEPTION 'the audit is only ever added to' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$

CREATE OR REPLACE FUNCTION audit_refuse_unless_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reports_auditentry) THEN
        RAISE EXCEPTION 'the audit is only ever added to' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$

-- A constraint trigger is the only kind that waits for the commit, and can't be replaced.

DROP TRIGGER IF EXISTS audit_chain ON reports_auditentry

CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON reports_auditentry DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION audit_chain()

CREATE OR REPLACE TRIGGER audit_entry_insert BEFORE INSERT ON reports_auditentry
FOR EACH ROW WHEN (NEW.number IS NOT NULL) EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_entry_update BEFORE UPDATE ON reports_auditentry
FOR EACH ROW WHEN (OLD.number IS NOT NULL OR NEW.number IS NULL OR NEW.digest <> OLD.digest)
EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_entry_delete BEFORE DELETE ON reports_auditentry
FOR EACH ROW EXECUTE FUNCTION audit_refuse_unless_archived()

CREATE OR REPLACE TRIGGER audit_entry_truncate BEFORE TRUNCATE ON reports_auditentry EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_head_insert BEFORE INSERT ON reports_audithead
FOR EACH ROW EXECUTE FUNCTION audit_refuse_unless_empty()

CREATE OR REPLACE TRIGGER audit_head_update BEFORE UPDATE ON reports_audithead
FOR EACH ROW WHEN (NEW.id <> OLD.id OR NEW.number <> OLD.number + 1) EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_head_delete BEFORE DELETE ON reports_audithead
FOR EACH ROW EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_head_truncate BEFORE TRUNCATE ON reports_audithead EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_checkpoint_insert BEFORE INSERT ON reports_auditcheckpoint
FOR EACH ROW WHEN (NEW.sealed) EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_checkpoint_update BEFORE UPDATE ON reports_auditcheckpoint
FOR EACH ROW WHEN (
    OLD.sealed OR NOT NEW.sealed OR NEW.through <> OLD.through OR NEW.hash <> OLD.hash
    OR NEW.archive_sha256 <> OLD.archive_sha256 OR NEW.kept_sha256 <> OLD.kept_sha256
)
EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_checkpoint_delete BEFORE DELETE ON reports_auditcheckpoint
FOR EACH ROW EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_checkpoint_truncate BEFORE TRUNCATE ON reports_auditcheckpoint
EXECUTE FUNCTION audit_refuse()
