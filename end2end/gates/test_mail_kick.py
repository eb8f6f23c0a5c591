"""Live sessions end at Dovecot when nothing lets them in any more."""

import imaplib
import poplib

import pytest

from harness.clients import leave, sign_in
from harness.dovecot import DOVEADM_KEY, Dovecot
from harness.portal import SECRET, Portal
from harness.process import free_port, wait_until

HOURS = 3600


@pytest.fixture(scope="module")
def world():
    """A portal whose clock the tests move, and the Dovecot whose sessions it ends."""
    doveadm = free_port()
    settings = {
        "SEKISHO_GATE__MAIL__DOVEADM_URL": f"http://127.0.0.1:{doveadm}",
        "SEKISHO_GATE__MAIL__DOVEADM_KEY": DOVEADM_KEY,
    }
    with Portal(settings) as portal, Dovecot(portal.address, SECRET, doveadm_port=doveadm) as dovecot:
        portal.network("Campus", "mfa_skip", "127.10.0.0/16")
        yield portal, dovecot


def opens(dovecot, who, source):
    """A live session."""
    return sign_in("imap", dovecot.imap, who.email, who.password, source)


def is_live(client):
    """Whether the server still talks."""
    try:
        return client.noop()[0] == "OK"
    except (imaplib.IMAP4.abort, OSError):
        return False


def still_talks(client):
    """Whether the server still talks POP3."""
    try:
        return client.noop().startswith(b"+OK")
    except (poplib.error_proto, OSError):
        return False


def waiting(portal, email):
    """What is still to be ended for somebody, and when."""
    return portal.sql("SELECT k.source, k.due_at FROM mail_kicks k JOIN accounts a ON a.id = k.account_id WHERE a.email = ?", email)


def test_a_grant_that_is_ended_ends_the_sessions_at_its_address_and_no_other(world):
    portal, dovecot = world
    alice, bob = portal.add("alice@example.test", username="alice"), portal.add("bob@example.test")
    browser = alice.sign_in("127.0.0.5")
    bob.sign_in("127.0.0.5")
    hers = [opens(dovecot, alice, "127.0.0.5") for _ in range(2)]
    by_name = sign_in("imap", dovecot.imap, "alice", alice.password, "127.0.0.5")
    his, on_campus = opens(dovecot, bob, "127.0.0.5"), opens(dovecot, alice, "127.10.0.1")
    browser.post("/api/session/revoke-others")
    for client in [*hers, by_name]:
        wait_until(lambda client=client: not is_live(client), "her session ends")
    assert is_live(his) and is_live(on_campus)
    leave(his)
    leave(on_campus)
    wait_until(lambda: waiting(portal, alice.email) == [], "it is done")
    [(_, address, _, detail)] = [entry for entry in portal.history(alice.email) if entry[0] == "mail_sessions_ended"]
    assert (address, detail["count"]) == ("127.0.0.5", 3)


def test_a_grant_that_runs_out_ends_them_too_unless_a_network_lets_in(world):
    portal, dovecot = world
    carol, dave = portal.add("carol@example.test"), portal.add("dave@example.test")
    carol.sign_in("127.0.0.6")
    dave.sign_in("127.0.0.7")
    ends, goes_on = opens(dovecot, carol, "127.0.0.6"), opens(dovecot, dave, "127.0.0.7")
    portal.clock.move(14 * HOURS - 120)
    assert is_live(ends) and is_live(goes_on)
    portal.network("Dave's", "mfa_skip", "127.0.0.7")
    portal.clock.move(120)
    wait_until(lambda: not is_live(ends), "her session ends with the fourteen hours")
    wait_until(lambda: waiting(portal, dave.email) == [], "his was looked at")
    assert is_live(goes_on)
    leave(goes_on)


def test_a_lock_ends_sessions_wherever_they_are(world):
    portal, dovecot = world
    erin = portal.add("erin@example.test")
    on_campus = opens(dovecot, erin, "127.10.0.2")
    portal.run("user", "lock", erin.email)
    wait_until(lambda: not is_live(on_campus), "the session ends")


def test_t23_a_rule_of_ones_own_ends_the_sessions_that_it_shuts_out(world):
    portal, dovecot = world
    frank = portal.add("frank@example.test")
    frank.sign_in("127.0.0.8")
    stays, ends = opens(dovecot, frank, "127.0.0.8"), opens(dovecot, frank, "127.10.0.3")
    by_pop3 = sign_in("pop3", dovecot.pop3, frank.email, frank.password, "127.10.0.3")
    portal.run("allowlist", "add", "127.0.0.8", "--user", frank.email)
    wait_until(lambda: not is_live(ends), "the session on the campus ends")
    wait_until(lambda: not still_talks(by_pop3), "that of POP3 too")
    assert is_live(stays)
    leave(stays)
    told = [(address, detail["count"]) for event, address, _, detail in portal.history(frank.email) if event == "mail_sessions_ended"]
    assert told == [("127.10.0.3", 2)]


def test_t23_a_network_from_which_nobody_gets_in_ends_everybodys_sessions_there(world):
    portal, dovecot = world
    grace, heidi = portal.add("grace@example.test"), portal.add("heidi@example.test")
    hers, theirs = opens(dovecot, grace, "127.10.7.1"), opens(dovecot, heidi, "127.10.7.2")
    stays = opens(dovecot, heidi, "127.10.8.1")
    portal.run("network", "set", "Lab", "--action", "deny", "--rule", "127.10.7.0/24", "--at", "1")
    for client in (hers, theirs):
        wait_until(lambda client=client: not is_live(client), "the session in the laboratory ends")
    assert is_live(stays)
    leave(stays)
    portal.run("network", "remove", "Lab")


def test_a_new_password_ends_the_sessions_that_showed_the_old_one(world):
    portal, dovecot = world
    ivan = portal.add("ivan@example.test")
    browser = ivan.sign_in("127.0.0.10")
    old = [opens(dovecot, ivan, source) for source in ("127.0.0.10", "127.10.0.4")]
    new = "slow rain on warm tin roofs"
    browser.post("/api/password/change", current_password=ivan.password, new_password=new, repeat_password=new)
    for client in old:
        wait_until(lambda client=client: not is_live(client), "the session ends")
    again = sign_in("imap", dovecot.imap, ivan.email, new, "127.10.0.4")
    wait_until(lambda: waiting(portal, ivan.email) == [], "it is done")
    assert is_live(again)
    leave(again)


def test_sessions_by_ipv6_end_by_address_and_by_prefix(start):
    doveadm, by_ipv6 = free_port(), free_port()
    settings = {
        "SEKISHO_GATE__MAIL__DOVEADM_URL": f"http://127.0.0.1:{doveadm}",
        "SEKISHO_GATE__MAIL__DOVEADM_KEY": DOVEADM_KEY,
    }
    portal = start(Portal, settings)
    portal.network("Campus", "mfa_skip", "::1/128")
    listener = f"service imap-login {{\n inet_listener imap6 {{\n address = ::1\n port = {by_ipv6}\n }}\n}}"
    start(Dovecot, portal.address, SECRET, doveadm_port=doveadm, extra=listener)
    judy, karl = portal.add("judy@example.test"), portal.add("karl@example.test")

    def opened(who):
        client = imaplib.IMAP4("::1", by_ipv6, 30)
        client.login(who.email, who.password)
        return client

    hers, his = opened(judy), opened(karl)
    portal.run("user", "lock", karl.email)
    wait_until(lambda: not is_live(his), "his session ends: ::/0")
    assert is_live(hers)
    portal.run("allowlist", "add", "192.0.2.1", "--user", judy.email)
    wait_until(lambda: not is_live(hers), "her session ends: ::1")
    assert [entry[1] for entry in portal.history(judy.email) if entry[0] == "mail_sessions_ended"] == ["::1"]


def test_a_masters_session_goes_on_while_the_master_is_let_in(start):
    doveadm = free_port()
    settings = {
        "SEKISHO_GATE__MAIL__DOVEADM_URL": f"http://127.0.0.1:{doveadm}",
        "SEKISHO_GATE__MAIL__DOVEADM_KEY": DOVEADM_KEY,
        "SEKISHO_GATE__MAIL__MASTER_USERS": "boss",
    }
    portal = start(Portal, settings)
    dovecot = start(Dovecot, portal.address, SECRET, doveadm_port=doveadm, masters={"boss": "master-word"})
    alice, boss = portal.add("alice@example.test"), portal.add("boss@example.test", username="boss")
    boss.sign_in("127.0.0.9")
    client = sign_in("imap", dovecot.imap, f"{alice.email}*boss", "master-word", "127.0.0.9")
    portal.run("network", "set", "Elsewhere", "--action", "deny", "--rule", "127.0.0.99")
    wait_until(lambda: portal.sql("SELECT due_at > 0 FROM mail_reviews") == [(1,)], "everybody was looked at")
    wait_until(lambda: waiting(portal, alice.email) == [], "nothing is due for alice")
    assert is_live(client)
    portal.run("allowlist", "add", "127.0.0.98", "--user", boss.email)
    wait_until(lambda: not is_live(client), "the master is shut out, and so is the session")


def test_a_doveadm_that_is_away_is_asked_again(start):
    doveadm = free_port()
    settings = {
        "SEKISHO_GATE__MAIL__DOVEADM_URL": f"http://127.0.0.1:{doveadm}",
        "SEKISHO_GATE__MAIL__DOVEADM_KEY": DOVEADM_KEY,
    }
    portal = start(Portal, settings)
    alice = portal.add("alice@example.test")
    alice.sign_in("127.0.0.5").post("/api/session/revoke-others")

    def attempts():
        return [tries for (tries,) in portal.sql("SELECT attempts FROM mail_kicks WHERE claimed_until = 0")]

    wait_until(lambda: set(attempts()) == {1}, "it was tried")
    start(Dovecot, portal.address, SECRET, doveadm_port=doveadm)
    portal.clock.move(60)
    wait_until(lambda: waiting(portal, alice.email) == [], "it is done")
