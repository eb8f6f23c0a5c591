"""Dovecot, as deploy/dovecot configures it: IMAP, POP3, SASL for Postfix and doveadm, without root."""

import grp
import os

from .process import Program, filled, free_port, program, unprivileged

#: What a portal shows to doveadm.
DOVEADM_KEY = "doveadm-key-for-tests-only"

MAIN = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap pop3
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
# wrong passwords are answered at once: nobody guesses here
auth_failure_delay = 0
auth_debug = yes
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u allow_all_users=yes
}}
# behind a proxy that is listed, and one that isn't
haproxy_trusted_networks = 127.0.0.77
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imap_haproxy {{
    port = {haproxy}
    haproxy = yes
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
{extra}
"""

#: A passdb of the operator's own, where the portal is asked about the address alone.
OWN_PASSDB = """
passdb {{
  driver = passwd-file
  args = username_format=%u {folder}/passwords
}}
"""

#: A master user's passdb: whoever is in it signs in to other people's mail, as `person*master`.
MASTERS = """
auth_master_user_separator = *
passdb {{
  driver = passwd-file
  master = yes
  args = {folder}/masters
}}
"""


class Dovecot(Program):
    """A running Dovecot that asks the portal at `portal` ("127.0.0.1:8080").

    The portal checks passwords too, unless `passwords` (a map of users) has them: then it is asked about the address
    alone. `masters` are master users with their passwords. `extra` is more configuration."""

    name = "dovecot"

    def __init__(self, portal, secret, passwords=None, masters=None, extra="", doveadm_port=None):
        super().__init__()
        self.user, self.uid, self.gid = unprivileged()
        self.imap, self.pop3, self.haproxy = (free_port() for _ in range(3))
        # the portal has to know it before there is a Dovecot
        self.doveadm = doveadm_port or free_port()
        self.sasl = self.folder / "auth-for-postfix"
        os.chown(self.folder, self.uid, self.gid)
        self.write("dovecot.conf", self.configuration(portal, secret, passwords, masters, extra))
        self.start()

    def configuration(self, portal, secret, passwords, masters, extra):
        """Dovecot's own configuration around the files of deploy/."""
        asked = {"127.0.0.1:8080": portal, "change-this-secret": secret}
        parts = []
        if masters:
            self.write("masters", "".join(f"{user}:{{PLAIN}}{word}\n" for user, word in masters.items()))
            parts.append(MASTERS.format(folder=self.folder))
        if passwords is None:
            self.write("oauth2", filled("dovecot/sekisho-oauth2.conf.ext", asked))
            place = {"/etc/dovecot/sekisho-oauth2.conf.ext": self.folder / "oauth2"}
            parts.append(filled("dovecot/sekisho-password.conf", place))
        else:
            self.write("passwords", "".join(f"{user}:{{PLAIN}}{word}\n" for user, word in passwords.items()))
            parts.append(OWN_PASSDB.format(folder=self.folder))
        parts.append(filled("dovecot/sekisho.conf", asked))
        kick = {"change-this-key": DOVEADM_KEY, "port = 8085": f"port = {self.doveadm}"}
        parts.append(filled("dovecot/sekisho-kick.conf", kick))
        # Postfix is another user here, and nobody else is in the folder
        sasl = {"/var/spool/postfix/private/auth": self.sasl, "mode = 0660": "mode = 0666"}
        sasl |= {"user = postfix": f"user = {self.user}", "group = postfix": f"group = {self.group()}"}
        parts.append(filled("dovecot/sekisho-postfix.conf", sasl))
        parts.append(extra)
        return MAIN.format(
            folder=self.folder,
            user=self.user,
            group=self.group(),
            uid=self.uid,
            gid=self.gid,
            imap=self.imap,
            pop3=self.pop3,
            haproxy=self.haproxy,
            extra="\n".join(parts),
        )

    def group(self):
        """The name of the group."""
        return grp.getgrgid(self.gid).gr_name

    def start(self):
        """Starts it, and is done when it answers."""
        as_user = {"user": self.uid, "group": self.gid, "extra_groups": []} if os.getuid() == 0 else {}
        self.spawn([program("dovecot"), "-F", "-c", str(self.folder / "dovecot.conf")], **as_user)
        for port in (self.imap, self.pop3, self.haproxy, self.doveadm):
            self.wait_for_port(port)

    def read_log(self):
        """What Dovecot has said."""
        own = self.folder / "dovecot.log"
        return super().read_log() + (own.read_text(errors="replace") if own.exists() else "")
