"""Postfix with the submission service of deploy/postfix, whose people Dovecot judges. It runs as root alone."""

import grp
import os
import pwd
import signal

from .process import Program, directives, filled, free_port, program, wait_until

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = /dev/stdout
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.test
mydestination = example.test
local_recipient_maps =
local_transport = discard
default_transport = discard
# refusals are answered at once
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
"""

MASTER = """
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
discard   unix  - - n - - discard
anvil     unix  - - n - 1 anvil
proxymap  unix  - - n - - proxymap
postlog   unix-dgram n - n - 1 postlogd
"""


def is_possible():
    """Whether Postfix can be started: its master is root's."""
    return os.getuid() == 0


class Postfix(Program):
    """A running Postfix whose submission service asks the SASL socket of a Dovecot."""

    name = "postfix"

    def __init__(self, sasl):
        super().__init__()
        self.port = free_port()
        owner = pwd.getpwnam("postfix")
        drop = grp.getgrnam("postdrop").gr_gid
        queue = self.folder / "queue"
        for name in ("pid", "private", "public", "maildrop", "active", "incoming", "deferred", "defer", "bounce", "corrupt"):
            (queue / name).mkdir(parents=True, exist_ok=True)
            os.chown(queue / name, 0 if name == "pid" else owner.pw_uid, 0)
        os.chown(queue / "public", owner.pw_uid, drop)
        (self.folder / "data").mkdir()
        os.chown(self.folder / "data", owner.pw_uid, owner.pw_gid)
        self.write("main.cf", MAIN.format(folder=self.folder))
        self.write("master.cf", MASTER + self.submission(sasl))
        self.start()

    def submission(self, sasl):
        """The entry of deploy/postfix on a port of its own, without the certificate that a test hasn't got."""
        values = {
            "submission inet n       -       n": f"127.0.0.1:{self.port} inet n       -       n",
            "smtpd_sasl_path=private/auth": f"smtpd_sasl_path={sasl}",
            "smtpd_tls_security_level=encrypt": "smtpd_tls_security_level=none",
            "smtpd_tls_auth_only=yes": "smtpd_tls_auth_only=no",
        }
        lines = directives(filled("postfix/sekisho-master.cf", values))
        return "\n  ".join(lines) + "\n"

    def start(self):
        """Starts it, and is done when it answers."""
        self.spawn([program("postfix"), "-c", str(self.folder), "start-fg"], start_new_session=True)
        self.wait_for_port(self.port)

    def end_process(self):
        """Ends the master by its id; its children end with it, and `postfix start-fg` with the master."""
        pid = self.folder / "queue/pid/master.pid"
        if self.process is not None and self.process.poll() is None and pid.exists():
            os.kill(int(pid.read_text().split()[0]), signal.SIGTERM)
            wait_until(lambda: self.process.poll() is not None, "Postfix ends")
        super().end_process()
