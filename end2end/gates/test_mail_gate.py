"""The mail gate with Dovecot and Postfix: who gets in from where, and who doesn't."""

import json
import socket

import pytest

from harness.clients import PROTOCOLS, Imap, Refused, Smtp, is_let_in, leave, sign_in
from harness.dovecot import Dovecot
from harness.portal import SECRET

#: An address of the campus network, and one from where nobody gets in (conftest.py).
ON_CAMPUS, FROM_BANNED = "127.10.0.7", "127.66.0.7"
#: A password with what forms, headers and URLs make something of.
ODD = "a+b %26&c=d; \"e'\\ パスワード・夜明けの関所"


def lets_in(mail, protocol, who, source, password=None):
    """Whether the mail servers let somebody in."""
    return is_let_in(protocol, mail.ports[protocol], who.email, password or who.password, source)


@pytest.mark.parametrize("protocol", PROTOCOLS)
class TestEveryProtocol:
    """Each of the three goes by the same decision."""

    def test_a_second_factor_shown_at_the_address_lets_in(self, mail, person, protocol):
        alice = person()
        alice.sign_in(alice.here)
        assert lets_in(mail, protocol, alice, alice.here)

    def test_a_network_that_waives_it_lets_in(self, mail, person, protocol):
        assert lets_in(mail, protocol, person(), ON_CAMPUS)

    def test_a_network_from_where_nobody_comes_refuses(self, mail, person, protocol):
        assert not lets_in(mail, protocol, person(), FROM_BANNED)

    def test_t24_another_address_is_refused(self, mail, person, protocol):
        alice = person()
        alice.sign_in(alice.here)
        assert not lets_in(mail, protocol, alice, alice.there)

    def test_t24_another_person_at_the_same_address_is_refused(self, mail, person, protocol):
        alice, bob = person(), person()
        alice.sign_in(alice.here)
        assert not lets_in(mail, protocol, bob, alice.here)

    def test_t24_an_expired_grant_is_refused(self, mail, portal, person, protocol):
        alice = person()
        alice.sign_in(alice.here)
        over = int(portal.clock.now())
        portal.sql("UPDATE grants SET ends_at = ? WHERE source = ?", over, f"{alice.here}/32")
        assert not lets_in(mail, protocol, alice, alice.here)

    def test_t24_a_grant_that_ended_with_all_sessions_is_refused(self, mail, person, protocol):
        alice = person()
        browser = alice.sign_in(alice.here)
        assert lets_in(mail, protocol, alice, alice.here)
        browser.post("/api/session/revoke-others")
        assert not lets_in(mail, protocol, alice, alice.here)

    def test_t24_a_grant_that_its_owner_ends_is_refused(self, mail, portal, person, protocol):
        alice = person()
        browser = alice.sign_in(alice.here)
        assert lets_in(mail, protocol, alice, alice.here)
        [(grant,)] = portal.sql("SELECT id FROM grants WHERE source = ?", f"{alice.here}/32")
        browser.post("/api/grant/revoke", id=grant)
        assert not lets_in(mail, protocol, alice, alice.here)

    def test_t24_a_new_password_ends_what_the_old_one_opened(self, mail, person, protocol):
        alice = person()
        browser = alice.sign_in(alice.here)
        new = "slow rain on warm tin roofs"
        browser.post("/api/password/change", current_password=alice.password, new_password=new, repeat_password=new)
        assert not lets_in(mail, protocol, alice, alice.here, new), "the grant has ended"
        assert not lets_in(mail, protocol, alice, ON_CAMPUS), "the old one is none"
        assert lets_in(mail, protocol, alice, ON_CAMPUS, new)

    def test_t24_a_locked_account_is_refused_on_campus_too(self, mail, portal, person, protocol):
        alice = person()
        portal.run("user", "lock", alice.email)
        assert not lets_in(mail, protocol, alice, ON_CAMPUS)

    def test_t27_without_any_second_factor_the_password_opens_nothing(self, mail, person, protocol):
        alice = person()
        assert not lets_in(mail, protocol, alice, alice.here)

    def test_a_wrong_password_is_refused_at_the_right_address(self, mail, person, protocol):
        alice = person()
        alice.sign_in(alice.here)
        assert not lets_in(mail, protocol, alice, alice.here, "another password")
        assert lets_in(mail, protocol, alice, alice.here)

    def test_a_password_of_any_letters_is_taken_as_it_is(self, mail, person, protocol):
        alice = person(password=ODD)
        assert lets_in(mail, protocol, alice, ON_CAMPUS)
        for other in (ODD.replace("+", " "), ODD.replace("%26", "&"), ODD[:-1]):
            assert not lets_in(mail, protocol, alice, ON_CAMPUS, other)

    def test_nobody_is_let_in_who_has_no_account(self, mail, protocol):
        assert not is_let_in(protocol, mail.ports[protocol], "nobody@example.test", "whatever", ON_CAMPUS)


def test_the_user_name_will_do_and_its_letters_may_be_any_case(mail, person):
    alice = person(username="alice")
    for login in ("alice", "ALICE", alice.email, alice.email.upper()):
        assert is_let_in("imap", mail.ports["imap"], login, alice.password, ON_CAMPUS), login


def test_history_tells_the_person_once_and_counts(mail, portal, person):
    alice = person()
    for _ in range(3):
        assert not lets_in(mail, "imap", alice, alice.here)
    assert not lets_in(mail, "pop3", alice, alice.here)
    told = [entry for entry in portal.history(alice.email) if entry[0] == "mail_refused"]
    assert [(address, repeated, detail["protocol"], detail["refusal"]) for _, address, repeated, detail in told] == [
        (alice.here, 0, "pop3", "no_grant_here"),
        (alice.here, 2, "imap", "no_grant_here"),
    ]


def test_the_client_is_told_what_to_do(mail, person, portal):
    alice = person()
    with pytest.raises(Refused) as refused:
        sign_in("imap", mail.ports["imap"], alice.email, alice.password, alice.here)
    told = str(refused.value)
    assert told.startswith("[ALERT] Refused from this address.") and portal.url in told


def test_the_mapped_form_of_an_address_is_the_address(mail, person):
    alice = person()
    alice.sign_in(alice.here)
    for source, expected in ((alice.here, True), (alice.there, False)):
        # a proxy that Dovecot trusts says where the client is
        preface = f"PROXY TCP6 ::ffff:{source} ::1 40000 143\r\n".encode()
        client = Imap(mail.dovecot.haproxy, "127.0.0.77", preface=preface)
        try:
            client.login(alice.email, alice.password)
            client.logout()
            assert expected
        except client.error:
            client.shutdown()
            assert not expected


class TestSpoofing:
    """Nobody comes from where they only say that they come from."""

    def test_t20_by_the_proxy_protocol_before_a_server_that_expects_none(self, mail, person):
        alice = person()
        alice.sign_in(alice.here)
        server = ("127.0.0.1", mail.dovecot.imap)
        with socket.create_connection(server, 30, source_address=(alice.there, 0)) as client:
            client.sendall(f"PROXY TCP4 {alice.here} 127.0.0.1 40000 143\r\n".encode())
            client.sendall(f'a LOGIN {alice.email} "{alice.password}"\r\n'.encode())
            with client.makefile("rb") as lines:
                answer = next(line for line in lines if line.startswith(b"a "))
        assert answer.startswith(b"a NO")

    def test_t20_by_the_proxy_protocol_from_who_is_no_proxy(self, mail, person):
        alice = person()
        preface = f"PROXY TCP4 {ON_CAMPUS} 127.0.0.1 40000 143\r\n".encode()
        with pytest.raises((OSError, Imap.error)):
            Imap(mail.dovecot.haproxy, alice.there, preface=preface).login(alice.email, alice.password)

    def test_t20_by_an_id_of_imap(self, mail, person):
        alice = person()
        alice.sign_in(alice.here)
        client = Imap(mail.dovecot.imap, alice.there)
        client.xatom("ID", f'("x-originating-ip" "{alice.here}" "x-originating-port" "143")')
        with pytest.raises(client.error):
            client.login(alice.email, alice.password)
        client.shutdown()

    def test_t20_by_xclient_of_submission(self, mail, person):
        alice = person()
        alice.sign_in(alice.here)
        client = Smtp("127.0.0.1", mail.ports["submission"], timeout=30, source_address=(alice.there, 0))
        client.ehlo()
        assert client.docmd("XCLIENT", f"ADDR={alice.here}")[0] >= 500
        client.ehlo()
        client.user, client.password = alice.email, alice.password
        with pytest.raises(Exception, match="535"):
            client.auth("PLAIN", client.auth_plain)
        client.close()

    def test_t20_by_headers_to_the_portal(self, portal, person):
        alice = person()
        alice.sign_in(alice.here)
        forwarded = {name: alice.here for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP")}
        body = {"login": alice.email, "master": "", "remote": alice.there, "real_remote": alice.here, "protocol": "imap"}
        headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json", **forwarded}
        asked = portal.request("POST", "/api/mail/dovecot?command=allow", json.dumps(body), headers, alice.here)
        assert json.loads(asked[2])["status"] == -1


@pytest.fixture(scope="module")
def masters_dovecot(portal):
    """A Dovecot whose masters sign in with passwords of its own."""
    masters = {"master@example.test": "master", "other@example.test": "master"}
    with Dovecot(portal.address, SECRET, masters=masters) as dovecot:
        yield dovecot


@pytest.fixture(scope="module")
def masters(portal):
    """The one whom the portal allows it, and one whom it doesn't."""
    return [portal.add(email) for email in ("master@example.test", "other@example.test")]


class TestMasters:
    """A master login opens somebody's mail with the second factor of the master, not of the somebody."""

    def opens(self, dovecot, whose, master, source):
        return is_let_in("imap", dovecot.imap, f"{whose.email}*{master.email}", "master", source)

    def test_t24_the_grant_of_whose_mail_it_is_counts_for_nobody_else(self, masters_dovecot, masters, person):
        alice, [master, _] = person(), masters
        alice.sign_in(alice.here)
        assert not self.opens(masters_dovecot, alice, master, alice.here)

    def test_the_masters_own_grant_lets_in_where_the_operator_allows_it(self, masters_dovecot, masters, person):
        alice, [master, _] = person(), masters
        master.sign_in(alice.there)
        assert self.opens(masters_dovecot, alice, master, alice.there)

    def test_nobody_else_is_a_master_whatever_grant_they_have(self, masters_dovecot, masters, person, portal):
        alice, [_, other] = person(), masters
        other.sign_in(alice.there)
        assert not self.opens(masters_dovecot, alice, other, alice.there)
        [refusal] = [entry[3]["refusal"] for entry in portal.history(other.email) if entry[0] == "mail_refused"]
        assert refusal == "not_for_others"


def test_with_an_authentication_cache_another_address_is_judged_by_itself(portal, person, start):
    alice = person()
    alice.sign_in(alice.here)
    dovecot = start(Dovecot, portal.address, SECRET, extra="auth_cache_size = 1M\nauth_cache_ttl = 1 hour\n")
    for _ in range(2):
        assert is_let_in("imap", dovecot.imap, alice.email, alice.password, alice.here)
        assert not is_let_in("imap", dovecot.imap, alice.email, alice.password, alice.there)


def test_the_operators_own_passwords_with_the_address_judged_by_the_portal(portal, person, start):
    alice = person()
    alice.sign_in(alice.here)
    dovecot = start(Dovecot, portal.address, SECRET, passwords={alice.email: "another one"})
    for source, password, expected in (
        (alice.here, "another one", True),
        (alice.there, "another one", False),
        (ON_CAMPUS, "another one", True),
        (ON_CAMPUS, alice.password, False),
    ):
        assert is_let_in("imap", dovecot.imap, alice.email, password, source) == expected


def test_mail_is_sent_by_who_is_let_in(mail, person):
    alice = person()
    alice.sign_in(alice.here)
    if mail.postfix is None:
        pytest.skip("Postfix runs as root only")
    client = sign_in("submission", mail.ports["submission"], alice.email, alice.password, alice.here)
    assert client.sendmail(alice.email, ["bob@example.test"], "Subject: hello\r\n\r\nhello\r\n") == {}
    leave(client)
