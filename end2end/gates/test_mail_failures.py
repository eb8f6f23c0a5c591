"""T25 with the real mail servers: whatever is the matter with the portal, nobody is let in."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.clients import PROTOCOLS, is_let_in
from harness.dovecot import Dovecot
from harness.portal import PASSWORD, SECRET, Portal
from harness.postfix import Postfix, is_possible
from harness.process import free_port, wait_until
from harness.stub import Stub

JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html"}
ALICE = "alice@example.test"


#: A yes, after six seconds.
LATE = (200, JSON, b'{"status":0}', 6)


def token_is_right(request, policy):
    """A stub that takes every password, and answers the question about the address as `policy` says."""
    if request[1].startswith("/api/mail/token"):
        return 200, JSON, json.dumps({"access_token": "x", "username": ALICE}).encode()
    return (200, JSON, b'{"status":0}') if "report" in request[1] else policy


#: What a portal that is out of order may answer to the password, and to the address.
ANSWERS = {
    "500": lambda _: (500, {}, b""),
    "HTML": lambda _: (200, HTML, b"<!DOCTYPE html><title>Welcome</title>"),
    "500 to the address": lambda request: token_is_right(request, (500, {}, b"")),
    "HTML to the address": lambda request: token_is_right(request, (200, HTML, b"<!DOCTYPE html>")),
    "silence to the address": lambda request: token_is_right(request, None),
    "silence": lambda _: None,
    # a yes that comes when nobody waits for it any more
    "yes to the address, after six seconds": lambda request: token_is_right(request, LATE),
}


class Servers:
    """Dovecot and Postfix before whatever is at `address`."""

    def __init__(self, address, secret=SECRET, passwords=None):
        self.dovecot = Dovecot(address, secret, passwords)
        self.postfix = Postfix(self.dovecot.sasl) if is_possible() else None

    def let_in(self, source="127.0.0.1", email=ALICE):
        """The protocols by which somebody with the right password gets in."""
        ports = {"imap": self.dovecot.imap, "pop3": self.dovecot.pop3}
        if self.postfix:
            ports["submission"] = self.postfix.port
        # at the same time: who waits for silence to end waits for some seconds
        with ThreadPoolExecutor() as at_once:
            tries = {name: at_once.submit(is_let_in, name, port, email, PASSWORD, source) for name, port in ports.items()}
        return [name for name, tried in tries.items() if tried.result()]

    def end(self):
        """Ends both."""
        if self.postfix:
            self.postfix.end()
        self.dovecot.end()


@pytest.fixture(scope="module")
def before_a_stub():
    """Servers that ask a stub for passwords and addresses."""
    with Stub(ANSWERS["500"]) as stub:
        servers = Servers(stub.address)
        yield stub, servers
        servers.end()


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_t25_a_portal_that_is_out_of_order_lets_nobody_in(before_a_stub, answer):
    stub, servers = before_a_stub
    stub.answer = lambda request: token_is_right(request, (200, JSON, b'{"status":0}'))
    assert len(servers.let_in()) == 2 + is_possible(), "they would get in otherwise"
    stub.answer = answer
    assert servers.let_in() == []


def test_t25_a_portal_that_is_down_lets_nobody_in(start):
    both = start(Servers, f"127.0.0.1:{free_port()}")
    assert both.let_in() == []


def test_t25_nor_where_the_passwords_are_the_operators_own(start):
    address_alone = start(Servers, f"127.0.0.1:{free_port()}", passwords={ALICE: PASSWORD})
    assert address_alone.let_in() == []


def test_t25_a_wrong_secret_lets_nobody_in(portal, person, start):
    alice = person()
    alice.sign_in(alice.here)
    assert start(Servers, portal.address).let_in(alice.here, alice.email) == list(PROTOCOLS)[: 2 + is_possible()]
    for passwords in (None, {alice.email: PASSWORD}):
        wrong = start(Servers, portal.address, "another-secret-for-tests", passwords)
        assert wrong.let_in(alice.here, alice.email) == []


def test_t25_a_database_that_is_locked_lets_nobody_in_until_it_is_free(start):
    portal = start(Portal)
    alice = portal.add(ALICE)
    alice.sign_in("127.0.0.5")
    servers = start(Servers, portal.address)
    address_alone = start(Servers, portal.address, passwords={ALICE: PASSWORD})
    everywhere = servers.let_in("127.0.0.5")
    assert everywhere == address_alone.let_in("127.0.0.5") != []
    with sqlite3.connect(portal.database, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert servers.let_in("127.0.0.5") == []
        assert address_alone.let_in("127.0.0.5") == []
        other.execute("ROLLBACK")
    # what was asked meanwhile is still waited for by nobody, and is got rid of first
    for each in (servers, address_alone):
        wait_until(lambda each=each: each.let_in("127.0.0.5") == everywhere, "the database is free, and so is the way in")


def test_t25_a_portal_that_stops_lets_nobody_in(start):
    portal = start(Portal)
    alice = portal.add(ALICE)
    alice.sign_in("127.0.0.5")
    servers = start(Servers, portal.address)
    assert servers.let_in("127.0.0.5") != []
    portal.end_process()
    assert servers.let_in("127.0.0.5") == []
    portal.start()
    assert servers.let_in("127.0.0.5") != []
