"""Live sessions end at Dovecot when the second factor no longer counts at their address."""

import imaplib

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

    wait_until(lambda: attempts() == [1], "it was tried")
    start(Dovecot, portal.address, SECRET, doveadm_port=doveadm)
    portal.clock.move(60)
    wait_until(lambda: waiting(portal, alice.email) == [], "it is done")
