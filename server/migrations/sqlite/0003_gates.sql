-- Second factors that were shown and count at an address: each for one person, until its end. Nothing changes a
-- row; ending one early removes it.
CREATE TABLE grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- the address or prefix where it counts, canonical, with its length
    source TEXT NOT NULL,
    -- by which second factor
    method TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- the session in which it was shown, while it lasts
    session_id BIGINT REFERENCES sessions (id) ON DELETE SET NULL,
    user_agent TEXT NOT NULL
);
CREATE INDEX grants_of ON grants (account_id, ends_at);

-- Named networks, in their order: the first one that holds an address decides.
CREATE TABLE networks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- the name as it is compared: lower case
    name_key TEXT NOT NULL UNIQUE,
    action TEXT NOT NULL CHECK (action IN ('mfa_skip', 'mfa_require', 'deny'))
);
CREATE TABLE network_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    network_id BIGINT NOT NULL REFERENCES networks (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    UNIQUE (network_id, rule)
);
-- Counts the changes of the networks, so that compiled ones are known to be the present ones.
ALTER TABLE portal_state ADD COLUMN networks_version BIGINT NOT NULL DEFAULT 0;

-- The session that shows a second factor again, where a half-finished sign-in is that.
ALTER TABLE sign_ins ADD COLUMN session_id BIGINT REFERENCES sessions (id) ON DELETE CASCADE;

-- Authenticator apps of two kinds: any of the person's own, or the portal's, paired by two codes.
ALTER TABLE totp_authenticators ADD COLUMN kind TEXT NOT NULL DEFAULT 'app' CHECK (kind IN ('app', 'paired'));
DROP INDEX totp_one_of_each;
CREATE UNIQUE INDEX totp_one_of_each ON totp_authenticators (account_id, kind, state);

-- Pairings under way: the page's half of the key, until the application's half is typed in.
CREATE TABLE pairings (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    -- who began it: the digest of a session's or sign-in's binding
    binding BLOB NOT NULL,
    -- the user code, sealed
    sealed_code BLOB NOT NULL,
    created_at BIGINT NOT NULL
);

-- How often what an entry tells happened again, and when it did last: refusals of mail software come by the
-- minute, and are one entry.
ALTER TABLE history ADD COLUMN repeated BIGINT NOT NULL DEFAULT 0;
ALTER TABLE history ADD COLUMN last_at BIGINT;

-- Mail sessions to end at the mail server: when a grant ends or is ended. One row for a person and a place.
CREATE TABLE mail_kicks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    -- somebody is at it now, and until then nobody else is
    claimed_until BIGINT NOT NULL DEFAULT 0,
    UNIQUE (account_id, source)
);
CREATE INDEX mail_kicks_due ON mail_kicks (due_at);

-- What a browser shows to a web application's gate: for one host, as long as the session that it came from.
CREATE TABLE gate_passes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token BLOB NOT NULL UNIQUE,
    session_id BIGINT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (session_id, host, token)
);
-- Tickets that carry somebody from the portal to a host, once.
CREATE TABLE gate_tickets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token BLOB NOT NULL UNIQUE,
    session_id BIGINT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    -- the browser that asked: the digest of what it holds for the host
    browser BLOB NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX gate_tickets_by_time ON gate_tickets (expires_at);

-- Another address of a session's person, proved in the same session over the other family of addresses.
CREATE TABLE family_proofs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token BLOB NOT NULL UNIQUE,
    session_id BIGINT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    -- the grant that it stands on
    grant_id BIGINT NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);

-- In whose name a mail is sent, where that isn't the portal's own: the address of the person that it is for.
ALTER TABLE outbox ADD COLUMN sender TEXT;
