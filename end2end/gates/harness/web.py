"""A portal, a web server of deploy/ before it, and an application behind that; and browsers with a jar for each host."""

import http.client
import json
import re
import time
import urllib.parse

import pyotp

from .caddy import Caddy
from .nginx import Nginx
from .portal import PASSWORD, Portal
from .process import DEPLOY, filled, free_port
from .stub import Stub

WIKI, VAULT, STAFF = "wiki.example.test", "vault.example.test", "staff.example.test"
HOSTS = (WIKI, VAULT, STAFF)
#: What mail servers show to the portal; those before it have nothing to do with them.
MAIL_SECRET = "mail-secret-for-tests-only"
#: What the applications need; {port} is where the web server listens.
RULES = (
    f"{WIKI}:{{port}}/public bypass",
    f"{WIKI}:{{port}} one-factor",
    f"{VAULT}:{{port}} two-factors",
    f"{STAFF}:{{port}} one-factor role:support",
)


def nginx(portal, application, port, hosts=HOSTS):
    """nginx, as deploy/nginx has it."""
    values = {
        "server 127.0.0.1:8080;": f"server {portal};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port};",
        "portal.example.org": "portal.localhost",
        "server_name wiki.example.org;": f"server_name {' '.join(hosts)};",
        "http://127.0.0.1:3000": f"http://{application}",
    }
    for part in ("sekisho-host.conf", "sekisho-page.conf"):
        values[f"include {part};"] = (DEPLOY / "nginx" / part).read_text()
    folders = "".join(
        f"{kind}_temp_path @FOLDER@/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    body = f"http {{\naccess_log off;\n{folders}{filled('nginx/sekisho.conf', values)}\n}}"
    return Nginx(body, [port])


def caddy(portal, application, port):
    """Caddy, as deploy/caddy has it."""
    values = {
        "127.0.0.1:8080": portal,
        "portal.example.org {": f"http://portal.localhost:{port} {{",
        "wiki.example.org {": ", ".join(f"http://{host}:{port}" for host in HOSTS) + " {",
        "127.0.0.1:3000": application,
    }
    return Caddy(filled("caddy/Caddyfile", values), [port])


SERVERS = {"nginx": nginx, "caddy": caddy}


def tell(request):
    """An application that answers what it was asked."""
    method, path, headers, body = request
    told = {"method": method, "path": path, "headers": headers.items(), "body": body.decode(errors="replace")}
    return 200, {"Content-Type": "application/json"}, json.dumps(told).encode()


class Web:
    """All of it. With `portal`, an address, that one is asked instead of a portal of its own."""

    def __init__(self, server, portal=None):
        self.port = free_port()
        self.origin = f"http://portal.localhost:{self.port}"
        self.portal = None if portal else Portal(self.settings(), clock=False)
        self.application = Stub(tell)
        self.server = SERVERS[server](portal or self.portal.address, self.application.address, self.port)

    def settings(self):
        """What the portal is told of the web server."""
        return {
            "SEKISHO_SERVER__ORIGIN": self.origin,
            "SEKISHO_SERVER__TRUSTED_PROXIES": "127.0.0.1",
            "SEKISHO_POLICY__MFA__MODE": "opt-in",
            "SEKISHO_GATE__MAIL__SECRET": MAIL_SECRET,
            "SEKISHO_GATE__WEB__RULES": ",".join(RULES).format(port=self.port),
        }

    def restart_portal(self):
        """Ends the portal, and starts it again."""
        self.portal.end_process()
        self.portal.environment.update(self.settings())
        self.portal.start()

    def url(self, host, path="/"):
        """The address of a page."""
        return f"http://{host}:{self.port}{path}"

    def end(self):
        """Ends everything."""
        self.server.end()
        self.application.end()
        if self.portal:
            self.portal.end()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


class Answer:
    """What was answered, and to which address."""

    def __init__(self, url, status, headers, body):
        self.url, self.status, self.headers, self.body = url, status, headers, body

    @property
    def location(self):
        """Where it leads, as a whole address."""
        return urllib.parse.urljoin(self.url, self.headers["Location"] or "")

    @property
    def told(self):
        """What the application was asked, if it was the application that answered."""
        return json.loads(self.body)

    def header(self, name):
        """What the application was told in a header, in any spelling: all values."""
        plain = name.lower().replace("_", "-")
        return [value for known, value in self.told["headers"] if known.lower().replace("_", "-") == plain]


class WebBrowser:
    """A browser at an address of the loopback. It knows that every host is the web server."""

    def __init__(self, web, source):
        self.web, self.source, self.jars = web, source, {}

    def ask(self, url, method="GET", body=None, headers=(), raw=None):
        """One request; no redirect is followed. `raw` is what the first line says instead of the path."""
        parts = urllib.parse.urlsplit(url)
        jar = self.jars.setdefault(parts.hostname, {})
        connection = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=30, source_address=(self.source, 0))
        # what tests put there is not to be refused by the client
        connection._validate_path = lambda url: None
        try:
            target = raw or parts.path + (f"?{parts.query}" if parts.query else "")
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", parts.netloc)
            connection.putheader("Accept", "text/html")
            if jar:
                connection.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in jar.items()))
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            for name, value in headers:
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            if "Max-Age=0" in line:
                jar.pop(name, None)
            else:
                jar[name] = value
        return Answer(url, answer.status, answer.headers, text)

    def open(self, url):
        """A page, and wherever it leads."""
        answer = self.ask(url)
        for _ in range(12):
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            answer = self.ask(answer.location)
        raise RuntimeError(f"{url} goes round and round: {answer.location}")

    def submit(self, path, **fields):
        """Sends a form of the portal; answers the page it leads to."""
        headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", self.web.origin)]
        sent = self.ask(self.web.origin + path, "POST", urllib.parse.urlencode(fields).encode(), headers)
        if sent.status != 303:
            raise RuntimeError(f"{path}: {sent.status}\n{sent.body[:2000]}")
        return self.open(sent.location)

    def sign_in(self, email, next_page="", password=PASSWORD):
        """Signs in, with the password alone."""
        return self.submit("/api/sign-in/begin", identifier=email, password=password, next=next_page)

    def enrol(self):
        """Sets up an authenticator, by which a second factor is shown."""
        self.set_up("/security/mfa/totp", "/api/totp/confirm")

    def enrol_at_the_door(self, email):
        """Signs in as somebody who has to show a second factor, and sets it up on the way."""
        self.sign_in(email)
        self.set_up("/sign-in/enrol?method=totp", "/api/totp/confirm-at-sign-in")

    def set_up(self, page, form):
        """Sends the code of the key that a page shows."""
        page = self.open(self.web.origin + page).body
        key = re.search(r"secret-key.*?<code>([^<]+)<", page, re.DOTALL).group(1).replace(" ", "")
        self.submit(form, code=pyotp.TOTP(key).at(int(time.time())))
