-- People.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL,
    -- the address as it is compared: lower case
    email_key TEXT NOT NULL UNIQUE,
    username_key TEXT UNIQUE,
    username TEXT,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('general', 'support', 'admin')),
    state TEXT NOT NULL CHECK (state IN ('active', 'locked')),
    language TEXT CHECK (language IN ('en', 'ja')),
    -- argon2id in the PHC string format; none until the person has set one
    password_hash TEXT,
    password_changed_at BIGINT,
    -- whether the person switched second factors on, and which one is asked for first
    mfa TEXT NOT NULL DEFAULT 'off' CHECK (mfa IN ('off', 'on')),
    preferred_method TEXT,
    -- counts the changes of the person's rules, so that a compiled list is known to be the present one
    rules_version BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    last_sign_in_at BIGINT
);

-- Authenticator apps. At most one active and one pending each.
CREATE TABLE totp_authenticators (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'disabled')),
    -- the key, sealed with the secret key (AES-256-GCM), bound to this account
    sealed_key BLOB NOT NULL,
    -- who began the enrolment: the digest of a session's or sign-in's binding; only they can confirm it
    binding BLOB NOT NULL,
    -- the time step whose code was accepted last: nothing at or before it is accepted again
    last_step BIGINT NOT NULL DEFAULT -1,
    created_at BIGINT NOT NULL,
    activated_at BIGINT,
    last_used_at BIGINT
);
CREATE UNIQUE INDEX totp_one_of_each ON totp_authenticators (account_id, state);

-- E-mailed codes as a second factor.
CREATE TABLE email_authenticators (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    -- the address that was proved
    email TEXT NOT NULL,
    activated_at BIGINT NOT NULL,
    last_used_at BIGINT
);

-- Codes sent by e-mail. A newer one for the same account and purpose ends the older.
CREATE TABLE email_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    -- the session or sign-in that asked: it works nowhere else
    binding BLOB NOT NULL,
    -- the address that the code was sent to, and the only one that it confirms
    email TEXT NOT NULL,
    -- HMAC of the code under the secret key
    digest BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    -- when it was consumed or replaced
    ended_at BIGINT
);
CREATE INDEX email_codes_of ON email_codes (account_id, purpose, created_at);

-- How often codes were sent to an account: the wait before another one.
CREATE TABLE email_sending (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    hour_start BIGINT NOT NULL,
    in_hour BIGINT NOT NULL,
    last_sent BIGINT NOT NULL
);

-- Recovery codes: argon2id with one salt for the set.
CREATE TABLE recovery_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    salt BLOB NOT NULL,
    digest BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX recovery_codes_of ON recovery_codes (account_id);

-- New recovery codes until their owner has saved them: sealed, for one session.
CREATE TABLE recovery_unsaved (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    session_id BIGINT NOT NULL,
    sealed BLOB NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Sessions that are signed in. The token itself is never stored.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token BLOB NOT NULL UNIQUE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    -- how the person came in: single_factor, trusted_network, grant, totp, email, recovery
    factor TEXT NOT NULL,
    address TEXT,
    user_agent TEXT NOT NULL
);
CREATE INDEX sessions_of ON sessions (account_id);

-- Sign-ins that have shown a password and nothing more.
CREATE TABLE sign_ins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token BLOB NOT NULL UNIQUE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    address TEXT,
    user_agent TEXT NOT NULL,
    return_to TEXT
);
CREATE INDEX sign_ins_of ON sign_ins (account_id);

-- Browsers that an account has signed in from, by a cookie.
CREATE TABLE devices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token BLOB NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    UNIQUE (token, account_id)
);
CREATE INDEX devices_of ON devices (account_id);

-- Attempts, charged before they are checked.
CREATE TABLE throttles (
    bucket TEXT NOT NULL,
    -- SHA-256 of what is counted
    key BLOB NOT NULL,
    window_start BIGINT NOT NULL,
    in_window BIGINT NOT NULL,
    consecutive BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (bucket, key)
);
CREATE INDEX throttles_by_age ON throttles (updated_at);

-- Links that were mailed or printed: each good for one use.
CREATE TABLE links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    purpose TEXT NOT NULL CHECK (purpose IN ('first_administrator', 'invitation', 'password_reset')),
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    token BLOB NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- when it was used or replaced
    ended_at BIGINT
);
CREATE INDEX links_of ON links (account_id);

-- Authorised addresses, of an account or (none) of the whole portal.
CREATE TABLE allowlist_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);
CREATE INDEX allowlist_rules_of ON allowlist_rules (account_id);
CREATE UNIQUE INDEX allowlist_rules_once ON allowlist_rules (COALESCE(account_id, 0), rule);

-- Counts the changes of the portal's own rules. One row.
CREATE TABLE portal_state (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    rules_version BIGINT NOT NULL
);
INSERT INTO portal_state (id, rules_version) VALUES (1, 0);

-- What happened. Only ever added to, in the transaction of what it tells.
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    -- whose history it is; none for what concerns nobody's account
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    actor TEXT NOT NULL CHECK (actor IN ('self', 'person', 'command_line', 'portal', 'anonymous')),
    actor_id BIGINT,
    event TEXT NOT NULL,
    event_group TEXT NOT NULL,
    outcome TEXT NOT NULL,
    -- the event with its details, as JSON; holds no secret
    detail TEXT NOT NULL,
    address TEXT,
    user_agent TEXT NOT NULL,
    request_id TEXT NOT NULL
);
CREATE INDEX history_of ON history (account_id, id);
CREATE INDEX history_by_time ON history (at);

-- Mails that were promised.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    -- the one Message-ID that every attempt carries
    message_id TEXT NOT NULL UNIQUE,
    -- which mail, as in the history; what its code is for, or nothing
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- whether somebody asked for it or the portal gives notice: limited apart
    class TEXT NOT NULL CHECK (class IN ('asked', 'notice')),
    recipient TEXT NOT NULL,
    -- the recipient as it is compared: lower case
    recipient_key TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- the text, sealed; removed as soon as it is of no more use
    sealed_body BLOB,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'expired')),
    attempts BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    -- somebody is sending it now, and until then nobody else may
    claimed_until BIGINT NOT NULL DEFAULT 0,
    -- after this its content is of no use
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- what went wrong last; holds no code
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_due ON outbox (state, next_attempt_at);
CREATE INDEX outbox_of ON outbox (account_id, id);
CREATE INDEX outbox_to ON outbox (recipient_key, created_at);
CREATE INDEX outbox_by_time ON outbox (created_at);
