"""A portal of one's own: the real binary, with people and second factors that others made."""

import http.client
import json
import os
import re
import sqlite3
import subprocess
import urllib.parse

import pyotp

from .clock import Clock
from .process import ROOT, Program, free_port, wait_until

BINARY = os.environ.get("SEKISHO_BINARY", str(ROOT / "target/debug/sekisho"))
#: What mail servers show to the portal.
SECRET = "gate-secret-for-tests-only"
#: The password of everybody who isn't given another one.
PASSWORD = "plum-Lantern-27-river-cobalt"


class Portal(Program):
    """A running portal, on SQLite. `settings` are keys of its configuration, as environment variables."""

    name = "portal"

    def __init__(self, settings=None, clock=True):
        super().__init__()
        self.port = free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.address}"
        self.database = self.folder / "sekisho.db"
        self.clock = Clock(self.folder)
        self.people = {}
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "SEKISHO_SERVER__LISTEN": f"127.0.0.1:{self.port}",
            "SEKISHO_DATABASE__URL": f"sqlite:{self.database}",
            "SEKISHO_SECRET__FILE": str(self.folder / "secret.key"),
            "SEKISHO_POLICY__MFA__MODE": "required",
            "SEKISHO_POLICY__GRANT__BINDING": "source-address",
            "SEKISHO_GATE__MAIL__SECRET": SECRET,
            **(self.clock.environment() if clock else {}),
            **(settings or {}),
        }
        self.start()

    def start(self):
        """Starts the server, and is done when it is ready."""
        self.spawn([BINARY, "serve"], env=self.environment)
        self.wait_for_port(self.port)
        wait_until(lambda: self.request("GET", "/readyz")[0] == 200, "the portal is ready")

    def run(self, *arguments, given=""):
        """Runs a command of the portal's command line, which must succeed; answers what it printed."""
        done = subprocess.run(
            [BINARY, *arguments], cwd=self.folder, env=self.environment, input=given, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise RuntimeError(f"sekisho {' '.join(arguments)}: {done.stderr}{done.stdout}")
        return done.stdout

    def sql(self, statement, *values):
        """Runs a statement on the portal's database, as nobody but a test does."""
        with sqlite3.connect(self.database, timeout=10) as database:
            return database.execute(statement, values).fetchall()

    def request(self, method, path, body=None, headers=None, source="127.0.0.1"):
        """Asks the portal from `source`; answers status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(source, 0))
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def network(self, name, action, *rules):
        """Adds a network after those that are there: `mfa_skip`, `mfa_require` or `deny`."""
        [(place,)] = self.sql("SELECT COALESCE(MAX(position), 0) + 1 FROM networks")
        self.sql(
            "INSERT INTO networks (position, name, name_key, action) VALUES (?, ?, ?, ?)", place, name, name.lower(), action
        )
        for rule in rules:
            self.sql("INSERT INTO network_rules (network_id, rule) SELECT id, ? FROM networks WHERE name = ?", rule, name)
        self.sql("UPDATE portal_state SET networks_version = networks_version + 1")

    def add(self, email, password=PASSWORD, role="general", username=None):
        """Adds somebody."""
        names = ["--username", username] if username else []
        self.run("user", "add", "--email", email, "--role", role, *names, "--password-stdin", given=password)
        self.people[email] = Person(self, email, password)
        return self.people[email]

    def history(self, email):
        """What somebody's history says, the newest first: (event, address, repeated, detail)."""
        rows = self.sql(
            "SELECT h.event, h.address, h.repeated, h.detail FROM history h JOIN accounts a ON a.id = h.account_id "
            "WHERE a.email = ? ORDER BY h.id DESC",
            email,
        )
        return [(event, address, repeated, json.loads(detail)) for event, address, repeated, detail in rows]


class Person:
    """Somebody with an account and an authenticator."""

    def __init__(self, portal, email, password):
        self.portal, self.email, self.password = portal, email, password
        self.key = None

    def browser(self, source):
        """A browser of theirs, without cookies, at an address."""
        return Browser(self.portal, source)

    def sign_in(self, source):
        """Signs in from `source` with the password and a second factor, which is set up where there is none yet: a
        grant counts there from now on. Answers the browser."""
        browser = self.browser(source)
        where = browser.post("/api/sign-in/begin", identifier=self.email, password=self.password)
        if where.startswith("/sign-in/enrol"):
            page = browser.get("/sign-in/enrol?method=totp")
            shown = re.search(r"secret-key.*?<code>([^<]+)<", page, re.DOTALL)
            self.key = shown.group(1).replace(" ", "")
            browser.post("/api/totp/confirm-at-sign-in", code=self.code())
        elif where.startswith("/sign-in/verify"):
            # a code works once: the next one is half a minute away
            self.portal.clock.move(30)
            browser.post("/api/sign-in/verify", factor="totp", code=self.code())
        if "__Host-sekisho" not in browser.cookies:
            raise RuntimeError(f"{self.email} is not signed in at {where}: {browser.cookies}")
        return browser

    def code(self):
        """What the authenticator shows now."""
        return pyotp.TOTP(self.key).at(int(self.portal.clock.now()))


class Browser:
    """Somebody's browser at an address; it keeps cookies and follows no redirect."""

    def __init__(self, portal, source):
        self.portal, self.source, self.cookies = portal, source, {}

    def get(self, path):
        """A page."""
        return self.ask("GET", path)[2]

    def post(self, path, **fields):
        """Sends a form; answers where it leads. A form that is refused is an error."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.portal.url, "Accept": "text/html"}
        status, answer, body = self.ask("POST", path, urllib.parse.urlencode(fields), headers)
        if status != 303:
            raise RuntimeError(f"{path}: {status}\n{body[:4000]}")
        return answer["Location"]

    def ask(self, method, path, body=None, headers=None):
        """A request with the browser's cookies."""
        headers = dict(headers or {})
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        status, answer, text = self.portal.request(method, path, body, headers, self.source)
        for line in answer.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return status, answer, text
