-- Where a rule stands in its list, from 0; of equal places the older rule comes first.
ALTER TABLE allowlist_rules ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
-- The last day on which the rule holds, as YYYY-MM-DD, to midnight UTC; none: no end.
ALTER TABLE allowlist_rules ADD COLUMN until_day TEXT;
-- The comment above the rule: lines, as they were written.
ALTER TABLE allowlist_rules ADD COLUMN above TEXT NOT NULL DEFAULT '';

-- The comment after the last rule of a list.
CREATE TABLE allowlist_comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    below TEXT NOT NULL
);
CREATE UNIQUE INDEX allowlist_comments_once ON allowlist_comments (COALESCE(account_id, 0));

-- Lists on trial, at most one for each list: in force from one time to another. Whether it is follows from the
-- time alone; the row stays until somebody notices that it is over.
CREATE TABLE allowlist_trials (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    -- the tried list, as text with its comments
    document TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX allowlist_trials_once ON allowlist_trials (COALESCE(account_id, 0));
CREATE INDEX allowlist_trials_due ON allowlist_trials (until_at);
