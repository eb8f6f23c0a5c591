"""Mail software: Python's own clients, each from an address of the loopback that the test chooses."""

import base64
import imaplib
import poplib
import smtplib
import socket

#: What is spoken.
PROTOCOLS = ("imap", "pop3", "submission")
#: Seconds that a client waits for an answer.
PATIENCE = 30


class Refused(Exception):
    """The server's answer to somebody who doesn't get in, as mail software shows it."""


class Imap(imaplib.IMAP4):
    """An IMAP client from an address; passwords in UTF-8."""

    def __init__(self, port, source, host="127.0.0.1", preface=b""):
        self.source, self.preface = source, preface
        super().__init__(host, port, PATIENCE)
        self._encoding = "utf-8"

    def _create_socket(self, timeout):
        found = socket.create_connection((self.host, self.port), timeout, source_address=(self.source, 0))
        found.sendall(self.preface)
        return found


class Pop3(poplib.POP3):
    """A POP3 client from an address; passwords in UTF-8."""

    encoding = "utf-8"

    def __init__(self, port, source, host="127.0.0.1", preface=b""):
        self.source, self.preface = source, preface
        super().__init__(host, port, PATIENCE)

    def _create_socket(self, timeout):
        found = socket.create_connection((self.host, self.port), timeout, source_address=(self.source, 0))
        found.sendall(self.preface)
        return found


class Smtp(smtplib.SMTP):
    """A client that sends, from an address; passwords in UTF-8."""

    def auth_plain(self, challenge=None):
        # as the original, which encodes ASCII alone
        return f"\0{self.user}\0{self.password}"

    def auth(self, mechanism, authobject, *, initial_response_ok=True):
        response = base64.b64encode(authobject().encode("utf-8")).decode("ascii")
        code, text = self.docmd("AUTH", f"{mechanism} {response}")
        if code == 235:
            return code, text
        raise smtplib.SMTPAuthenticationError(code, text)


def sign_in(protocol, port, user, password, source="127.0.0.1", host="127.0.0.1"):
    """Signs in, and answers the client; `Refused` with the server's words when it is refused."""
    try:
        if protocol == "imap":
            client = Imap(port, source, host)
            try:
                client.login(user, password)
            except BaseException:
                client.shutdown()
                raise
            return client
        if protocol == "pop3":
            client = Pop3(port, source, host)
            try:
                client.user(user)
                client.pass_(password)
            except BaseException:
                client.close()
                raise
            return client
        client = Smtp(host, port, timeout=PATIENCE, source_address=(source, 0))
        try:
            client.ehlo("client.example.test")
            client.user, client.password = user, password
            client.auth("PLAIN", client.auth_plain)
        except BaseException:
            client.close()
            raise
        return client
    except (imaplib.IMAP4.error, poplib.error_proto) as error:
        raise Refused(words(error.args[0])) from error
    except smtplib.SMTPAuthenticationError as error:
        raise Refused(f"{error.smtp_code} {words(error.smtp_error)}") from error
    except smtplib.SMTPServerDisconnected as error:
        raise Refused(str(error)) from error


def words(text):
    """A server's words as text."""
    return text.decode(errors="replace") if isinstance(text, bytes) else str(text)


def leave(client):
    """Signs out."""
    if isinstance(client, imaplib.IMAP4):
        client.logout()
    else:
        client.quit()


def is_let_in(protocol, port, user, password, source="127.0.0.1", host="127.0.0.1"):
    """Whether somebody gets in."""
    try:
        leave(sign_in(protocol, port, user, password, source, host))
        return True
    except Refused:
        return False
