"""What the tests of the gates share: one portal and one of each server for all tests that change neither."""

import pytest

from harness.dovecot import Dovecot
from harness.portal import Portal
from harness.postfix import Postfix, is_possible


@pytest.fixture(scope="session")
def portal():
    """A portal whose clock no test moves but forward, by seconds."""
    with Portal() as portal:
        yield portal


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


def pytest_collection_modifyitems(items):
    """Postfix is root's: without root its tests say so and are skipped."""
    if not is_possible():
        for item in items:
            if "postfix" in item.fixturenames or "submission" in item.name:
                item.add_marker(pytest.mark.skip(reason="Postfix runs as root only"))


@pytest.fixture(scope="module")
def stub_servers():
    """Dovecot and Postfix before a stub whose answers the test chooses."""
    from harness.stub import Stub

    with Stub(lambda request: (500, {}, b"")) as stub, Dovecot(stub.address, "secret", {"alice": "right"}) as dovecot:
        postfix = Postfix(dovecot.sasl) if is_possible() else None
        yield stub, {"imap": dovecot.imap, "pop3": dovecot.pop3, "submission": postfix and postfix.port}
        if postfix:
            postfix.end()
