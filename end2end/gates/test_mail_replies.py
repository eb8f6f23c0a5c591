"""What Dovecot makes of every answer that a portal could give (deploy/dovecot, the address alone): a portal that
answers anything but what is agreed on lets nobody in."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.clients import PROTOCOLS, Refused, leave, sign_in

JSON = {"Content-Type": "application/json"}
DENIED = "no second factor counts here"


def says(body, status=200, headers=JSON):
    """An answer to the question; reports are answered as agreed."""

    def answer(request):
        if "command=report" in request[1]:
            return 200, JSON, b'{"status":0}'
        return status, headers, body

    return answer


def asks(protocol, servers, answer, password="right"):
    """Signs in while the portal answers that; None when let in, else the server's words."""
    stub, ports = servers
    stub.answer = answer
    try:
        leave(sign_in(protocol, ports[protocol], "alice", password))
        return None
    except Refused as refused:
        return str(refused)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_status_0_lets_in(stub_servers, protocol):
    assert asks(protocol, stub_servers, says(b'{"status":0}')) is None


@pytest.mark.parametrize(
    "protocol, expected",
    [("imap", f"[ALERT] {DENIED}"), ("pop3", f"-ERR [AUTH] {DENIED}"), ("submission", f"535 5.7.8 ")],
)
def test_a_negative_status_refuses_and_its_words_reach_the_client(stub_servers, protocol, expected):
    body = json.dumps({"status": -1, "msg": DENIED}).encode()
    told = asks(protocol, stub_servers, says(body))
    assert told.startswith(expected) and told.endswith(DENIED)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_negative_status_without_words_refuses(stub_servers, protocol):
    told = asks(protocol, stub_servers, says(b'{"status":-1}'))
    assert told is not None and DENIED not in told


def test_a_positive_status_after_the_password_lets_in(stub_servers):
    # which is why the portal never answers one
    assert asks("imap", stub_servers, says(b'{"status":1}')) is None


UNAGREED = {
    "a status that is a text": says(b'{"status":"-1"}'),
    "a status with a fraction": says(b'{"status":-1.0}'),
    "no status": says(b"{}"),
    "nothing": says(b""),
    "HTML": says(b"<!DOCTYPE html><title>Welcome</title>", headers={"Content-Type": "text/html"}),
    "204": says(b"", 204),
    "302": says(b"", 302, {"Location": "/sign-in"}),
    "400": says(b"{}", 400),
    "403": says(b"{}", 403),
    "404": says(b"{}", 404),
    "500": says(b"{}", 500),
    "503": says(b"{}", 503),
}


@pytest.mark.parametrize("answer", UNAGREED.values(), ids=UNAGREED.keys())
def test_any_other_answer_lets_nobody_in(stub_servers, answer):
    # at the same time: Dovecot tells of failures twice a second
    there = [protocol for protocol in PROTOCOLS if stub_servers[1][protocol]]
    with ThreadPoolExecutor() as at_once:
        told = list(at_once.map(lambda protocol: asks(protocol, stub_servers, answer), there))
    assert None not in told, dict(zip(there, told))


def test_a_wrong_password_is_refused_without_asking(stub_servers):
    stub, _ = stub_servers
    stub.asked.clear()
    assert asks("imap", stub_servers, says(b'{"status":0}'), password="wrong") is not None
    assert [path for _, path, *_ in stub.asked if "command=allow" in path] == []


def test_what_is_asked_names_person_address_and_protocol_and_no_password(stub_servers):
    stub, _ = stub_servers
    stub.asked.clear()
    assert asks("imap", stub_servers, says(b'{"status":0}')) is None
    [(method, path, headers, body)] = [request for request in stub.asked if "command=allow" in request[1]]
    asked = json.loads(body)
    assert (method, headers["Authorization"]) == ("POST", "Bearer secret")
    assert (asked["login"], asked["remote"], asked["protocol"], asked["master"]) == ("alice", "127.0.0.1", "imap", "")
    assert "pwhash" not in asked and b"right" not in body
