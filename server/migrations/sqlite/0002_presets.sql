-- When the person put off the recommendation of a second factor.
ALTER TABLE accounts ADD COLUMN recommendation_put_off_at BIGINT;
-- When the person set a new password on the way from one-step to two-step sign-in: where that goes on.
ALTER TABLE accounts ADD COLUMN new_way_password_at BIGINT;

-- Whether the person asked for this browser to stay signed in: 0 or 1.
ALTER TABLE sign_ins ADD COLUMN remember BIGINT NOT NULL DEFAULT 0;
-- The browser that stays signed in from which the session came, if it did.
ALTER TABLE sessions ADD COLUMN remembered_id BIGINT;

-- Browsers that stay signed in. Each has a family, which stays, and a token, which changes with every use: an
-- older one that is shown again ends the family.
CREATE TABLE remembered_browsers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- digests, as of every token
    family BLOB NOT NULL UNIQUE,
    token BLOB NOT NULL,
    -- the token before, which another tab may still be sending
    previous BLOB,
    created_at BIGINT NOT NULL,
    rotated_at BIGINT NOT NULL,
    -- the last request, by the token or by a session that came of it
    used_at BIGINT NOT NULL,
    -- the second factor that was shown at the sign-in, if one was
    method TEXT,
    address TEXT,
    user_agent TEXT NOT NULL
);
CREATE INDEX remembered_browsers_of ON remembered_browsers (account_id);

-- Requests to support to switch second factors off, as they came in.
CREATE TABLE support_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- whose account, if there is one with that address
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('received', 'in_review', 'approved', 'refused', 'stopped', 'done')),
    received_at BIGINT NOT NULL,
    source_address TEXT,
    user_agent TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    company TEXT NOT NULL,
    phone TEXT NOT NULL,
    case_number TEXT NOT NULL,
    summary TEXT NOT NULL,
    -- once approved: when it takes effect, and the digest of the link that stops it
    effect_at BIGINT,
    stop_token BLOB UNIQUE
);
CREATE INDEX support_requests_by_state ON support_requests (state, id);
CREATE INDEX support_requests_of ON support_requests (account_id);
-- of an account, one at a time
CREATE UNIQUE INDEX support_requests_open ON support_requests (account_id)
    WHERE state IN ('received', 'in_review', 'approved');

-- Who did what with a request.
CREATE TABLE support_request_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id BIGINT NOT NULL REFERENCES support_requests (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    -- the state it came into
    state TEXT NOT NULL,
    -- who did it; none: the person, or the portal by itself
    actor_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    note TEXT NOT NULL
);
CREATE INDEX support_request_steps_of ON support_request_steps (request_id);
