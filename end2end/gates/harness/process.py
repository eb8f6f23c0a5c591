"""Processes, ports and folders: what every program of the harness stands on."""

import itertools
import os
import pwd
import random
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
#: The longest that anything here is waited for, in seconds: a machine under load is slow.
LONGEST = 30

#: Ports for programs that can't be told to take any. Those that the system itself hands out (on Linux 32768 and up) are
#: left to it: between the look at such a port and the program's start, some outgoing connection may sit down on it.
#: The server's tests take the next ones, and the browser's those after. Of tests that run side by side each process
#: has some of its own.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORTS = range(12_000 + WORKER * 2_000, 14_000 + WORKER * 2_000)
_next = itertools.count(random.randrange(len(PORTS)))


def is_free(port):
    """Whether nobody listens there, at any address."""
    with socket.socket() as listener:
        try:
            listener.bind(("", port))
        except OSError:
            return False
        return True


def free_port():
    """A port of this machine on which nobody listens; never the same twice in a row."""
    ports = (PORTS[next(_next) % len(PORTS)] for _ in PORTS)
    return next(port for port in ports if is_free(port))


def look_again():
    """A moment between two looks at something that tells nobody when it happens."""
    select.select([], [], [], 0.02)


def wait_until(condition, what, longest=LONGEST):
    """Waits until `condition()` is true, and answers what it was."""
    end = time.monotonic() + longest
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {longest} s")
        look_again()


def is_open(port, address="127.0.0.1"):
    """Whether somebody listens there."""
    try:
        socket.create_connection((address, port), timeout=5).close()
        return True
    except OSError:
        return False


def filled(path, values):
    """The text of a file of deploy/ with its example values replaced. A value that isn't there is an error: the file
    was changed, and the test would no longer be of that file."""
    text = (DEPLOY / path).read_text()
    for example, value in values.items():
        if example not in text:
            raise ValueError(f"deploy/{path} has no {example!r}")
        text = text.replace(example, str(value))
    return text


def directives(text):
    """The lines of a configuration that say something."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def program(name):
    """Where a program is; system programs lie outside of many users' PATH."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not found:
        raise FileNotFoundError(f"{name} is not installed: scripts/setup-test.sh does that")
    return found


def unprivileged():
    """The user and group that a server runs as: this one, or nobody for root."""
    if os.getuid() != 0:
        me = pwd.getpwuid(os.getuid())
        return me.pw_name, me.pw_uid, me.pw_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_name, nobody.pw_uid, nobody.pw_gid


class Program:
    """A running program with a folder of its own."""

    name = "program"

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix=f"sekisho-{self.name}-"))
        self.folder.chmod(0o755)
        self.log = self.folder / "log"
        self.process = None

    def write(self, name, text):
        """Writes a file into the folder."""
        path = self.folder / name
        path.write_text(text)
        return path

    def spawn(self, command, **options):
        """Starts the program; its output goes to the log."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **options
            )

    def wait_for_port(self, port, address="127.0.0.1"):
        """Waits until the program answers there."""

        def there():
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with {self.process.returncode}\n{self.read_log()}")
            return is_open(port, address)

        try:
            wait_until(there, f"{self.name} on port {port}")
        except TimeoutError as error:
            raise RuntimeError(f"{error}\n{self.read_log()}") from error

    def read_log(self):
        """What the program has said."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def end_process(self):
        """Ends the program, by its id."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(LONGEST)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def end(self):
        """Ends the program and removes its folder."""
        self.end_process()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
