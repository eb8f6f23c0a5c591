"""What the tests of the gates share: one portal and one of each server for all tests that change none of them."""

import itertools
from types import SimpleNamespace

import pytest

from harness.dovecot import DOVEADM_KEY, Dovecot
from harness.portal import SECRET, Portal
from harness.postfix import Postfix, is_possible
from harness.process import free_port
from harness.stub import Stub

#: A network of the shared portal where the second factor is waived.
CAMPUS = "127.10.0.0/16"
#: A network from where nobody gets in.
BANNED = "127.66.0.0/16"
#: Somebody whom the shared portal allows to open other people's mail.
MASTER = "master@example.test"

numbers = itertools.count(1)


@pytest.fixture(scope="session")
def portal():
    """A portal whose clock no test moves but forward, by seconds."""
    doveadm = free_port()
    settings = {
        "SEKISHO_GATE__MAIL__DOVEADM_URL": f"http://127.0.0.1:{doveadm}",
        "SEKISHO_GATE__MAIL__DOVEADM_KEY": DOVEADM_KEY,
        "SEKISHO_GATE__MAIL__MASTER_USERS": MASTER,
    }
    with Portal(settings) as portal:
        portal.doveadm = doveadm
        portal.network("Campus", "mfa_skip", CAMPUS)
        portal.network("Banned", "deny", BANNED)
        yield portal


@pytest.fixture(scope="session")
def mail(portal):
    """Dovecot and Postfix before the shared portal, which checks passwords and addresses."""
    with Dovecot(portal.address, SECRET, doveadm_port=portal.doveadm) as dovecot:
        postfix = Postfix(dovecot.sasl) if is_possible() else None
        ports = {"imap": dovecot.imap, "pop3": dovecot.pop3, "submission": postfix and postfix.port}
        yield SimpleNamespace(dovecot=dovecot, postfix=postfix, ports=ports)
        if postfix:
            postfix.end()


@pytest.fixture
def person(portal):
    """Makes people: person() is somebody new, at nobody else's address."""

    def make(**given):
        number = next(numbers)
        new = portal.add(f"person{number}@example.test", **given)
        # two addresses of their own
        new.here, new.there = f"127.20.{number}.1", f"127.20.{number}.2"
        return new

    return make


@pytest.fixture
def start():
    """Starts programs that end with the test: start(Dovecot, …)."""
    started = []

    def begin(kind, *arguments, **options):
        started.append(kind(*arguments, **options))
        return started[-1]

    yield begin
    for program in reversed(started):
        program.end()


@pytest.fixture(scope="module")
def stub_servers():
    """Dovecot and Postfix before a stub whose answers the test chooses."""
    with Stub(lambda request: (500, {}, b"")) as stub, Dovecot(stub.address, "secret", {"alice": "right"}) as dovecot:
        postfix = Postfix(dovecot.sasl) if is_possible() else None
        yield stub, {"imap": dovecot.imap, "pop3": dovecot.pop3, "submission": postfix and postfix.port}
        if postfix:
            postfix.end()


def pytest_collection_modifyitems(items):
    """Postfix is root's: without root its tests say so and are skipped."""
    if not is_possible():
        for item in items:
            if "submission" in item.name:
                item.add_marker(pytest.mark.skip(reason="Postfix runs as root only"))
