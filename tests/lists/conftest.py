"""What do tests of fetching share? A publisher's server on this machine that can be told to misbehave."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Serve = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request; `server.pages` says what is done with each path."""

    protocol_version = "HTTP/1.1"
    server: Publisher

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((path, dict(self.headers.items())))
        self.server.pages.get(path, lambda asked: asked.send_error(404))(self)

    def log_message(self, *_: object) -> None:
        return

    def reply(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"", *, length: int | None = -1) -> None:
        """Status line, headers and body; `length` -1 is the true one, None sends none."""
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length == -1 else length))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        self.close_connection = True


class Publisher(ThreadingHTTPServer):
    """Listens on a free port of 127.0.0.1."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.pages: dict[str, Serve] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def headers(self, number: int = -1) -> dict[str, str]:
        """What was sent with a request."""
        return self.asked[number][1]

    def publish(self, path: str, body: bytes, *, etag: str = '"1"', modified: str = "Fri, 20 Nov 2026 06:00:00 GMT") -> None:
        """A well-behaved file: conditional requests, ranges."""

        def serve(asked: Asked) -> None:
            headers = {"ETag": etag, "Last-Modified": modified, "Accept-Ranges": "bytes"}
            if asked.headers.get("If-None-Match") == etag:
                return asked.reply(304, headers, length=None)
            wanted = asked.headers.get("Range")
            if wanted and asked.headers.get("If-Range") in (etag, modified):
                start = int(wanted.removeprefix("bytes=").rstrip("-"))
                if start >= len(body):
                    return asked.reply(416, {"Content-Range": f"bytes */{len(body)}"})
                return asked.reply(206, {**headers, "Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}, body[start:])
            return asked.reply(200, headers, body)

        self.pages[path] = serve


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """A running server; it ends with the test."""
    server = Publisher()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)
