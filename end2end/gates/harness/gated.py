"""nginx of deploy/nginx before a portal that runs already, and an application behind it, for suites in other languages:

    python -m harness.gated --portal 127.0.0.1:8080 --port 8000 --hosts wiki.localhost

prints a line when they answer, and runs until its standard input is closed. The portal is `portal.localhost`; the
application tells in JSON what it was asked."""

import argparse
import sys

from .stub import Stub
from .web import nginx, tell


def main():
    """Runs until nobody listens any more."""
    parser = argparse.ArgumentParser(prog="harness.gated")
    parser.add_argument("--portal", required=True, help="where the portal answers, such as 127.0.0.1:8080")
    parser.add_argument("--port", required=True, type=int, help="where nginx is to listen")
    parser.add_argument("--hosts", required=True, nargs="+", help="names of the application")
    given = parser.parse_args()
    with Stub(tell) as application:
        server = nginx(given.portal, application.address, given.port, given.hosts)
        try:
            print("ready", flush=True)
            sys.stdin.read()
        finally:
            server.end()


if __name__ == "__main__":
    main()
