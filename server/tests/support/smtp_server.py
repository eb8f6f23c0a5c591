"""A mail server that isn't ours (aiosmtpd), for the tests.

Takes its behaviour as one JSON object in the first argument, tells what happens as one JSON object a line,
and ends when its standard input does:

  port            where to listen on 127.0.0.1; 0 finds a free port
  encryption      "none", "starttls" (offered, not required) or "tls" (from the first byte)
  cert, key       files in PEM
  user, password  who may sign in; without them nobody need
  replies         {"MAIL": "451 …", "RCPT": "550 …", "DATA": "552 …"}: said instead of 250
  delay           seconds before the answer to a mail's text
"""

import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

# broken connections are what some tests are about
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

behaviour = json.loads(sys.argv[1])
replies = behaviour.get("replies") or {}
user, password = behaviour.get("user"), behaviour.get("password")


def tell(event, **what):
    print(json.dumps({"event": event, **what}), flush=True)


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        tell("MAIL", address=address, tls=session.ssl is not None or behaviour["encryption"] == "tls")
        if "MAIL" in replies:
            return replies["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "RCPT" in replies:
            return replies["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        tell(
            "message",
            sender=envelope.mail_from,
            to=envelope.rcpt_tos,
            headers=[[name, str(value)] for name, value in mail.items()],
            text=mail.get_content().replace("\r\n", "\n"),
            signed_in=bool(session.authenticated),
            ascii=envelope.content.isascii(),
        )
        await asyncio.sleep(behaviour.get("delay") or 0)
        return replies.get("DATA", "250 OK")


def authenticate(server, session, envelope, mechanism, data):
    known = data.login.decode() == user and data.password.decode() == password
    tell("AUTH", accepted=known)
    return AuthResult(success=known)


async def main():
    context = None
    if behaviour["encryption"] != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(behaviour["cert"], behaviour["key"])
    loop = asyncio.get_running_loop()
    wrapped = behaviour["encryption"] == "tls"

    def session():
        return SMTP(
            Handler(),
            tls_context=None if wrapped else context,
            authenticator=authenticate,
            auth_required=user is not None,
            auth_require_tls=behaviour["encryption"] == "starttls",
            loop=loop,
        )

    server = await loop.create_server(
        session, "127.0.0.1", behaviour.get("port") or 0, ssl=context if wrapped else None
    )
    tell("ready", port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
