-- Places where an account was let in, by which door, and when last: IPv4 by the address, IPv6 by its /64. Guesses
-- from there count apart from strangers' guesses.
CREATE TABLE known_places (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    -- portal: somebody signed in; mail: mail software showed the right password
    door TEXT NOT NULL CHECK (door IN ('portal', 'mail')),
    last_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, place, door)
);
CREATE INDEX known_places_by_age ON known_places (last_at);

-- Where people have signed in so far. No SQL of both databases cuts an IPv6 address to its /64: those are known again
-- from the next sign-in.
INSERT INTO known_places (account_id, place, door, last_at)
SELECT account_id, address, 'portal', MAX(at) FROM history
WHERE event = 'sign_in_succeeded' AND account_id IS NOT NULL AND address NOT LIKE '%:%'
GROUP BY account_id, address;

-- Finds the entry that stands for many: of an account, or (0) of nobody's.
CREATE INDEX history_of_kind ON history (COALESCE(account_id, 0), event, at);
