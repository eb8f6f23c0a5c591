"""The web gate behind nginx and Caddy, configured by the files of deploy/."""

import itertools
import json
import time
import urllib.parse

import pytest

from harness.process import free_port
from harness.stub import Stub
from harness.web import MAIL_SECRET, STAFF, VAULT, WIKI, Web, WebBrowser

IDENTITY = ("Remote-User", "Remote-Groups", "Remote-Email", "Remote-Name")
numbers = itertools.count(1)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def web(request):
    """A portal with applications, behind each web server in turn."""
    with Web(request.param) as web:
        web.name = request.param
        yield web


@pytest.fixture
def somebody(web):
    """Makes people with a browser at an address of their own."""

    def make(role="general"):
        number = next(numbers)
        person = web.portal.add(f"person{number}@example.test", role=role)
        person.browser = WebBrowser(web, f"127.30.{number // 200}.{number % 200 + 1}")
        return person

    return make


@pytest.fixture
def ada(somebody):
    """Somebody who has signed in, and come to the wiki."""
    ada = somebody()
    ada.browser.sign_in(ada.email)
    assert ada.browser.open(ada.browser.web.url(WIKI)).status == 200
    return ada


def was_asked(web):
    """How often the application was asked."""
    return len(web.application.asked)


def test_somebody_signs_in_on_the_way_and_comes_to_the_page_asked_for(web, somebody):
    ada, before = somebody(), was_asked(web)
    page = web.url(WIKI, "/a/%E5%B1%B1?b=c%26d&e")
    sign_in = ada.browser.open(page)
    assert sign_in.status == 200 and sign_in.url.startswith(f"{web.origin}/sign-in?next=")
    assert was_asked(web) == before, "nothing reached the application"
    back = urllib.parse.parse_qs(urllib.parse.urlsplit(sign_in.url).query)["next"][0]
    there = ada.browser.sign_in(ada.email, back)
    assert (there.url, there.status) == (page, 200)
    assert there.told["path"] == "/a/%E5%B1%B1?b=c%26d&e"
    told = {name: there.header(name) for name in IDENTITY}
    local = ada.email.split("@")[0]
    expected = {"Remote-User": ada.email, "Remote-Groups": "general", "Remote-Email": ada.email, "Remote-Name": local}
    assert told == {name: [value] for name, value in expected.items()}
    # the portal's session stays the portal's
    assert set(ada.browser.jars[WIKI]) == {"__Host-sekisho-gate", "__Host-sekisho-enter"}
    assert "__Host-sekisho=" not in " ".join(there.header("Cookie"))


def test_a_second_application_opens_without_another_password(web, somebody):
    rosa = somebody("support")
    rosa.browser.enrol_at_the_door(rosa.email)
    for host in (WIKI, STAFF):
        page = rosa.browser.open(web.url(host, "/x"))
        assert (page.url, page.status, page.header("Remote-Groups")) == (web.url(host, "/x"), 200, ["support"])
    opened = [detail for event, _, _, detail in web.portal.history(rosa.email) if event == "application_opened"]
    assert len(opened) == 2
    # signing out ends both
    rosa.browser.submit("/api/sign-in/out")
    for host in (WIKI, STAFF):
        assert rosa.browser.ask(web.url(host)).status == 302


def test_somebody_whom_the_rule_does_not_name_is_told_so(web, ada):
    before = was_asked(web)
    page = ada.browser.open(web.url(STAFF))
    assert page.status == 403 and page.url.startswith(f"{web.origin}/enter?") and STAFF in page.body
    assert was_asked(web) == before
    assert web.portal.history(ada.email)[0][0] == "application_refused"


def test_a_second_factor_is_asked_for_and_counts_once_it_was_shown(web, ada):
    asked = ada.browser.ask(web.url(VAULT))
    asked = ada.browser.ask(ada.browser.ask(asked.location).location)
    assert asked.location.startswith(f"{web.origin}/sign-in/step-up?next=")
    ada.browser.enrol()
    assert ada.browser.open(web.url(VAULT)).header("Remote-User") == [ada.email]


def test_t26_identity_that_the_client_writes_never_arrives(web, ada, somebody):
    spellings = [name.replace("-", joint) for name in IDENTITY for joint in ("-", "_")]
    forged = [(name, "admin") for name in spellings] + [(name.upper(), "root") for name in spellings]
    page = ada.browser.ask(web.url(WIKI), headers=forged)
    assert page.header("Remote-User") == [ada.email]
    for browser in (ada.browser, somebody().browser):
        public = browser.ask(web.url(WIKI, "/public/x"), headers=forged)
        assert public.status == 200
        for name in IDENTITY:
            assert public.header(name) in ([], [""]), name
    denied = somebody().browser.ask(web.url(WIKI), headers=forged)
    assert denied.status == 302


def test_t26_the_decision_is_for_the_page_really_asked_for(web, somebody):
    """Whatever a client says about the page, or however it writes it: nobody passes who isn't signed in."""
    browser, before = somebody().browser, was_asked(web)
    says = [
        ("X-Original-URL", web.url(WIKI, "/public/x")),
        ("X-Original-Method", "OPTIONS"),
        ("X-Forwarded-Uri", "/public/x"),
        ("X-Forwarded-Host", f"{WIKI}:{web.port}"),
        ("X-Forwarded-Method", "OPTIONS"),
        ("X-Forwarded-Proto", "http"),
        ("X-Rewrite-Url", "/public/x"),
    ]
    for headers in [[one] for one in says] + [says]:
        assert browser.ask(web.url(WIKI, "/secret"), headers=headers).status in (302, 403), headers
    for query in ("X-Forwarded-Uri=/public/x", "uri=/public/x", "rd=/public/x&X-Forwarded-Host=x", "?", "/public/x"):
        assert browser.ask(web.url(WIKI, f"/secret?{query}")).status == 302, query
    for raw in (
        "/public/../secret",
        "/public/%2e%2e/secret",
        "/public/%2E./secret",
        "/public/..%2fsecret",
        "/public%2f..%2fsecret",
        "/public/..;/secret",
        "/public/..%5csecret",
        "/public/.%252e/secret",
        "/public//../secret",
        "//public/x",
        "/./public/../secret",
        f"http://{STAFF}:{web.port}/secret",
        f"http://{WIKI}:{web.port}/public/../secret",
    ):
        assert browser.ask(web.url(WIKI), raw=raw).status in (302, 400, 403), raw
    assert was_asked(web) == before, web.application.asked[before:]


def test_t26_a_host_in_the_first_line_is_the_host_that_is_judged(web, ada):
    """Somebody with a pass for the wiki asks for another application's page, and says in `Host` that it is the wiki's;
    and the other way round."""
    before = was_asked(web)
    wiki, staff = web.url(WIKI, "/secret"), web.url(STAFF, "/secret")
    assert ada.browser.ask(wiki, raw=staff).status in (302, 400, 403)
    assert was_asked(web) == before
    jar = ada.browser.jars[STAFF] = ada.browser.jars[WIKI]
    assert jar
    answer = ada.browser.ask(staff, raw=wiki)
    # the first line counts: she is let into the wiki, and the application is told that it is the wiki
    assert answer.status == 200
    assert [request[2]["Host"].partition(":")[0] for request in web.application.asked[before:]] == [WIKI]


def test_a_body_passes_through_and_only_where_somebody_passes(web, ada, somebody):
    body = bytes(range(256)) * 400
    form = [("Content-Type", "application/octet-stream")]
    done = ada.browser.ask(web.url(WIKI, "/save?x=1"), "POST", body, form)
    assert (done.status, done.told["method"], done.told["path"]) == (200, "POST", "/save?x=1")
    assert web.application.asked[-1][3] == body
    before = was_asked(web)
    denied = somebody().browser.ask(web.url(WIKI, "/save"), "POST", body, form)
    assert denied.status in (302, 303) and was_asked(web) == before


def test_t20_an_address_that_the_client_writes_does_not_count(web, ada):
    web.portal.run("allowlist", "add", ada.browser.source, "--user", ada.email)
    assert ada.browser.ask(web.url(WIKI)).status == 200
    home, ada.browser.source = ada.browser.source, "127.31.0.1"
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP"):
        value = f"for={home}" if name == "Forwarded" else home
        assert ada.browser.ask(web.url(WIKI), headers=[(name, value)]).status == 302, name
    assert ada.browser.ask(web.url(WIKI), headers=[("X-Forwarded-For", f"{home}, 127.0.0.1")]).status == 302


def test_t23_what_is_taken_away_counts_at_the_next_request(web, ada):
    assert ada.browser.ask(web.url(WIKI)).status == 200
    web.portal.run("allowlist", "add", "198.51.100.0/24", "--user", ada.email)
    assert ada.browser.ask(web.url(WIKI)).status == 302
    web.portal.run("allowlist", "clear", "--user", ada.email)
    assert ada.browser.ask(web.url(WIKI)).status == 200
    web.portal.run("user", "lock", ada.email)
    assert ada.browser.ask(web.url(WIKI)).status == 302


def test_the_questions_are_not_asked_by_the_portals_public_name(web, ada):
    for path in ("/api/authz/auth-request", "/api/authz/forward-auth", "/api/authz/ext-authz/x"):
        headers = [("X-Original-URL", web.url(WIKI, "/public/x"))]
        assert ada.browser.ask(web.origin + path, headers=headers).status == 404
    secret = [("X-Auth-Key", MAIL_SECRET), ("Content-Type", "application/json")]
    asked = json.dumps({"login": ada.email, "remote": ada.browser.source, "protocol": "imap"})
    for method, path in (
        ("POST", "/api/mail/dovecot?command=allow"),
        ("POST", "/api/mail/token"),
        ("GET", "/api/mail/nginx"),
    ):
        body = asked.encode() if method == "POST" else None
        closed = ada.browser.ask(web.origin + path, method, body, secret)
        assert closed.status == 404 and "Auth-Status" not in closed.headers, path
        inside, _, _ = web.portal.request(method, path, body, dict(secret))
        assert inside != 404, f"{path} is there for mail servers"


def test_what_no_rule_names_and_no_block_serves_is_closed(web, ada):
    """nginx takes its first block, the portal's, which refuses to be called by another name; Caddy answers an empty
    page by itself, with its status for that."""
    before = was_asked(web)
    other = ada.browser.ask(web.url("other.example.test"))
    if web.name == "nginx":
        assert other.status == 421
    else:
        assert (other.status, other.body) == (200, "")
    assert was_asked(web) == before


def test_t25_a_portal_that_is_down_lets_nobody_pass(web, ada):
    before = was_asked(web)
    web.portal.end_process()
    try:
        assert ada.browser.ask(web.url(WIKI)).status in (500, 502)
        assert ada.browser.ask(web.url(WIKI, "/public/x")).status in (500, 502)
        assert was_asked(web) == before
    finally:
        web.restart_portal()
    assert ada.browser.ask(web.url(WIKI)).status == 200, "and it goes on when it is there again"


@pytest.mark.parametrize("server", ["nginx", "caddy"])
@pytest.mark.parametrize(
    "answer",
    [None, (500, {}, b"no"), (503, {}, b""), (404, {}, b""), (401, {}, b""), (403, {"Remote-User": "admin"}, b"")],
    ids=["hangs", "500", "503", "404", "401", "403"],
)
def test_t25_a_portal_that_answers_anything_else_lets_nobody_pass(server, answer):
    with Stub(lambda request: answer) as portal, Web(server, portal.address) as web:
        begun = time.monotonic()
        page = WebBrowser(web, "127.30.0.1").ask(web.url(WIKI))
        assert page.status >= 300, page.status
        assert time.monotonic() - begun < 10
        assert was_asked(web) == 0


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_t25_a_portal_that_never_was_there_lets_nobody_pass(server):
    with Web(server, f"127.0.0.1:{free_port()}") as web:
        assert WebBrowser(web, "127.30.0.1").ask(web.url(WIKI)).status in (500, 502)
        assert was_asked(web) == 0
