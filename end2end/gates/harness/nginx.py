"""nginx: the mail proxy of deploy/nginx-mail, or any configuration that a test brings along."""

import os

from .process import Program, filled, free_port, program, unprivileged

MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
{modules}
events {{ worker_connections 256; }}
{body}
"""


class Nginx(Program):
    """A running nginx. `body` is what stands beside `events`; `ports` are those that it is to answer on."""

    name = "nginx"

    def __init__(self, body, ports, modules=()):
        super().__init__()
        _, uid, gid = unprivileged()
        os.chown(self.folder, uid, gid)
        loaded = "\n".join(f"load_module /usr/lib/nginx/modules/{module};" for module in modules)
        body = body.replace("@FOLDER@", str(self.folder))
        self.write("nginx.conf", MAIN.format(folder=self.folder, modules=loaded, body=body))
        as_user = {"user": uid, "group": gid, "extra_groups": []} if os.getuid() == 0 else {}
        configuration = ["-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "error.log")]
        self.spawn([program("nginx"), "-p", str(self.folder), *configuration], **as_user)
        for port in ports:
            self.wait_for_port(port)

    def read_log(self):
        """What nginx has said."""
        own = self.folder / "error.log"
        return super().read_log() + (own.read_text(errors="replace") if own.exists() else "")


class MailProxy(Nginx):
    """nginx as deploy/nginx-mail has it, asking the portal at `portal`. `listen` is where it listens instead of on
    the loopback's IPv4 address, `more` what each of its servers says besides."""

    def __init__(self, portal, secret, listen="127.0.0.1", options="", more=""):
        self.imap, self.pop3, self.smtp = (free_port() for _ in range(3))
        values = {"127.0.0.1:8080": portal, "change-this-secret": secret}
        for example, port in ((143, self.imap), (110, self.pop3), (587, self.smtp)):
            values[f"listen 127.0.0.1:{example};"] = f"listen {listen}:{port}{options}; {more}"
        body = filled("nginx-mail/sekisho-mail.conf", values)
        super().__init__(body, (self.imap, self.pop3, self.smtp), ["ngx_mail_module.so"])
