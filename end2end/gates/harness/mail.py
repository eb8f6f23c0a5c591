"""Dovecot and Postfix before a portal that runs already, for suites in other languages:

    python -m harness.mail --portal http://127.0.0.1:8080 --secret SECRET

prints one line of JSON with the ports ({"imap": …, "pop3": …, "submission": …, "doveadm": …, "doveadm_key": …}) and
runs until its standard input is closed. `submission` is null where Postfix can't be started, for want of root."""

import argparse
import json
import sys
import urllib.parse

from .dovecot import DOVEADM_KEY, Dovecot
from .postfix import Postfix, is_possible


def main():
    """Runs until nobody listens any more."""
    parser = argparse.ArgumentParser(prog="harness.mail")
    parser.add_argument("--portal", required=True, help="where the portal answers, such as http://127.0.0.1:8080")
    parser.add_argument("--secret", required=True, help="the portal's gate.mail.secret")
    parser.add_argument("--doveadm-port", type=int, help="the port that the portal's gate.mail.doveadm_url names")
    given = parser.parse_args()
    portal = urllib.parse.urlsplit(given.portal).netloc
    with Dovecot(portal, given.secret, doveadm_port=given.doveadm_port) as dovecot:
        postfix = Postfix(dovecot.sasl) if is_possible() else None
        try:
            ports = {"imap": dovecot.imap, "pop3": dovecot.pop3, "doveadm": dovecot.doveadm}
            ports |= {"submission": postfix.port if postfix else None, "doveadm_key": DOVEADM_KEY}
            print(json.dumps(ports), flush=True)
            sys.stdin.read()
        finally:
            if postfix:
                postfix.end()


if __name__ == "__main__":
    main()
