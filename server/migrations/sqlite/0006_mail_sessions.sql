-- Sessions that end whoever would be let in again: they were opened with a password that no longer is one.
ALTER TABLE mail_kicks ADD COLUMN forced BIGINT NOT NULL DEFAULT 0;

-- When all live sessions of mail software are to be looked through next: one row.
CREATE TABLE mail_reviews (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    due_at BIGINT NOT NULL
);
INSERT INTO mail_reviews (id, due_at) VALUES (1, 0);

-- Whose mail a master was let into, from where: the mail server lists such a session under the owner's name.
CREATE TABLE mail_masters (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    master_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (account_id, master_id, source)
);
CREATE INDEX mail_masters_master ON mail_masters (master_id);
