"""A portal that answers whatever a test wants: wrong, late, or not at all."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Stub:
    """An HTTP server. `answer(request)` says what is answered: (status, headers, body), with a fourth the seconds
    until then, or None for silence until the stub ends. What was asked is kept in `asked`, as (method, path, headers, body)."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = []
        self.ended = threading.Event()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                request = (self.command, self.path, self.headers, body)
                stub.asked.append(request)
                answered = stub.answer(request)
                if answered is None:
                    stub.ended.wait()
                    self.close_connection = True
                    return
                status, headers, body, *late = answered
                # at the latest when the test is over
                stub.ended.wait(*late or [0])
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = handle_any

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.address = f"127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self):
        """Ends it."""
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
