"""nginx's mail proxy as deploy/nginx-mail has it, before a portal and real servers, and before portals that are out
of order."""

import imaplib
import poplib
import smtplib
from types import SimpleNamespace

import pytest

from harness.clients import PROTOCOLS, Refused, Smtp, is_let_in, leave, sign_in
from harness.dovecot import Dovecot
from harness.nginx import MailProxy
from harness.portal import PASSWORD, SECRET, Portal
from harness.postfix import Postfix, is_possible
from harness.process import free_port
from harness.stub import Stub

ON_CAMPUS = "127.10.0.7"
#: As people type them, and as forms, headers and URLs spoil them.
ODD = "a+b %26&c=d; 夜明けの関所"
#: The mail servers behind the proxy don't ask the portal again: they see the proxy's address.
NOT_ASKED = "auth_policy_server_url =\n"


@pytest.fixture(scope="module")
def world():
    """A portal, the proxy that asks it, and the servers behind."""
    people = {"alice@example.test": PASSWORD, "bob@example.test": ODD}
    people |= {f"carol-{protocol}@example.test": PASSWORD for protocol in PROTOCOLS}
    dovecot = Dovecot("127.0.0.1:1", "unused", people, extra=NOT_ASKED)
    postfix = Postfix(dovecot.sasl) if is_possible() else None
    settings = {
        "SEKISHO_GATE__MAIL__IMAP": f"127.0.0.1:{dovecot.imap}",
        "SEKISHO_GATE__MAIL__POP3": f"127.0.0.1:{dovecot.pop3}",
    }
    if postfix:
        settings["SEKISHO_GATE__MAIL__SMTP"] = f"127.0.0.1:{postfix.port}"
    with Portal(settings) as portal, MailProxy(portal.address, SECRET) as proxy:
        portal.network("Campus", "mfa_skip", "127.10.0.0/16")
        made = {email: portal.add(email, password) for email, password in people.items()}
        ports = {"imap": proxy.imap, "pop3": proxy.pop3, "submission": proxy.smtp}
        yield SimpleNamespace(portal=portal, proxy=proxy, ports=ports, people=made)
    if postfix:
        postfix.end()
    dovecot.end()


@pytest.mark.parametrize("protocol", PROTOCOLS)
class TestEveryProtocol:
    """Through the proxy, by each of the three."""

    def test_who_may_reaches_the_server_behind(self, world, protocol):
        alice = world.people["alice@example.test"]
        alice.sign_in("127.0.0.5")
        client = sign_in(protocol, world.ports[protocol], alice.email, alice.password, "127.0.0.5")
        if protocol == "imap":
            assert client.select("INBOX")[0] == "OK"
        elif protocol == "pop3":
            assert client.stat() == (0, 0)
        else:
            assert client.sendmail(alice.email, ["bob@example.test"], "Subject: x\r\n\r\nx\r\n") == {}
        leave(client)

    def test_t24_another_address_another_password_and_another_person_are_refused(self, world, protocol):
        alice, bob = world.people["alice@example.test"], world.people["bob@example.test"]
        alice.sign_in("127.0.0.5")
        port = world.ports[protocol]
        assert not is_let_in(protocol, port, alice.email, alice.password, "127.0.0.6")
        assert not is_let_in(protocol, port, alice.email, "another password", "127.0.0.5")
        assert not is_let_in(protocol, port, bob.email, bob.password, "127.0.0.5")
        assert not is_let_in(protocol, port, "nobody@example.test", alice.password, ON_CAMPUS)

    def test_t24_a_grant_that_ended_a_locked_account_and_a_network_of_nobody_are_refused(self, world, protocol):
        portal, port = world.portal, world.ports[protocol]
        carol = world.people[f"carol-{protocol}@example.test"]

        def lets_in(source="127.0.0.15"):
            return is_let_in(protocol, port, carol.email, carol.password, source)

        browser = carol.sign_in("127.0.0.15")
        assert lets_in()
        portal.sql("UPDATE grants SET ends_at = ? WHERE source = '127.0.0.15/32'", int(portal.clock.now()))
        assert not lets_in(), "its time is over"
        browser = carol.sign_in("127.0.0.15")
        assert lets_in()
        browser.post("/api/session/revoke-others")
        assert not lets_in(), "it was ended"
        assert lets_in(ON_CAMPUS)
        portal.run("network", "set", f"Lab {protocol}", "--action", "deny", "--rule", ON_CAMPUS, "--at", "1")
        assert not lets_in(ON_CAMPUS), "nobody gets in from there"
        portal.run("network", "remove", f"Lab {protocol}")
        assert lets_in(ON_CAMPUS)
        portal.run("user", "lock", carol.email)
        assert not lets_in(ON_CAMPUS), "the account is locked"

    def test_t25_silence_lets_nobody_in(self, start, protocol):
        silent = start(MailProxy, start(Stub, lambda request: None).address, "secret")
        port = {"imap": silent.imap, "pop3": silent.pop3, "submission": silent.smtp}[protocol]
        assert not is_let_in(protocol, port, "alice", "right")

    def test_a_password_of_any_letters_is_taken_as_it_is(self, world, protocol):
        port = world.ports[protocol]
        assert is_let_in(protocol, port, "bob@example.test", ODD, ON_CAMPUS)
        for other in (ODD.replace("+", " "), ODD.replace("%26", "&")):
            assert not is_let_in(protocol, port, "bob@example.test", other, ON_CAMPUS)

    def test_t25_a_wrong_secret_lets_nobody_in(self, world, start, protocol):
        alice = world.people["alice@example.test"]
        proxy = start(MailProxy, world.portal.address, "another-secret-for-tests")
        ports = {"imap": proxy.imap, "pop3": proxy.pop3, "submission": proxy.smtp}
        assert is_let_in(protocol, world.ports[protocol], alice.email, alice.password, ON_CAMPUS)
        assert not is_let_in(protocol, ports[protocol], alice.email, alice.password, ON_CAMPUS)


def test_a_refusal_is_in_the_persons_history_with_the_clients_address(world):
    alice = world.people["alice@example.test"]
    assert not is_let_in("pop3", world.ports["pop3"], alice.email, alice.password, "127.0.9.9")
    refused = [entry for entry in world.portal.history(alice.email) if entry[:2] == ("mail_refused", "127.0.9.9")]
    assert [entry[3]["protocol"] for entry in refused] == ["pop3"]


def test_the_mapped_form_of_an_address_is_the_address(world, start):
    alice = world.people["alice@example.test"]
    alice.sign_in("127.0.0.5")
    # a socket of IPv6 that takes IPv4 as well tells nginx the mapped form
    proxy = start(MailProxy, world.portal.address, SECRET, listen="[::]", options=" ipv6only=off")
    assert is_let_in("imap", proxy.imap, alice.email, alice.password, "127.0.0.5")
    assert not is_let_in("imap", proxy.imap, alice.email, alice.password, "127.0.0.6")


def test_t20_an_xclient_of_the_client_changes_nothing(world):
    alice = world.people["alice@example.test"]
    client = Smtp("127.0.0.1", world.ports["submission"], timeout=30, source_address=("127.0.0.6", 0))
    client.ehlo()
    assert client.docmd("XCLIENT", f"ADDR={ON_CAMPUS}")[0] >= 500
    client.user, client.password = alice.email, alice.password
    with pytest.raises(smtplib.SMTPException):
        client.auth("PLAIN", client.auth_plain)
    client.close()


def asks_stub(start, answer):
    """What each protocol is answered by a proxy before a portal that answers that; None for who is let in."""
    stub = Stub(answer)
    proxy = start(MailProxy, stub.address, "secret")
    told = {}
    for protocol, port in (("imap", proxy.imap), ("pop3", proxy.pop3), ("submission", proxy.smtp)):
        try:
            leave(sign_in(protocol, port, "alice", "right"))
            told[protocol] = None
        except (Refused, imaplib.IMAP4.abort, poplib.error_proto) as refused:
            told[protocol] = str(refused)
    stub.end()
    return told


def test_t25_nothing_but_auth_status_ok_lets_in(world, start):
    server = {"Auth-Server": "127.0.0.1", "Auth-Port": world.portal.environment["SEKISHO_GATE__MAIL__IMAP"].split(":")[1]}
    for status, headers, body in (
        (500, {}, b""),
        (200, {}, b"<!DOCTYPE html><title>Welcome</title>"),
        (200, server, b""),
        (200, {**server, "Auth-Status": "ok"}, b""),
        (204, server, b""),
    ):
        told = asks_stub(start, lambda request, answer=(status, headers, body): answer)
        assert None not in told.values(), (status, headers, told)


def test_the_status_of_the_answer_is_nothing_to_nginx(start):
    # which is why the portal says OK in one place alone
    dovecot = start(Dovecot, "127.0.0.1:1", "unused", {"alice": "right"}, extra=NOT_ASKED)
    ok = {"Auth-Status": "OK", "Auth-Server": "127.0.0.1", "Auth-Port": str(dovecot.imap)}
    stub = start(Stub, lambda request: (403, ok, b""))
    proxy = start(MailProxy, stub.address, "secret")
    assert is_let_in("imap", proxy.imap, "alice", "right")


def test_t25_a_portal_that_is_down_lets_nobody_in(start):
    down = start(MailProxy, f"127.0.0.1:{free_port()}", "secret")
    for protocol, port in (("imap", down.imap), ("pop3", down.pop3), ("submission", down.smtp)):
        assert not is_let_in(protocol, port, "alice", "right"), protocol
