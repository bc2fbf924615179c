"""How is one address asked, so that neither a redirect, nor a slow server, nor a downgrade leads us astray?

The standard library's `urllib` is enough: what is needed is one GET with headers, the proxies of the environment, and our own rules of redirection and
deadline. A client library would bring connection pools and retries that we would have to switch off, and one more dependency to audit.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from email.message import Message
from typing import IO, Any, Final, Protocol

from enduse.errors import Refused, UsageError

REDIRECTS: Final = 5
AGENT: Final = "enduse (list update)"
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Answer(Protocol):
    """What is used of an HTTP answer: its status, headers, final address, and the bytes that are there by now."""

    status: int
    headers: Message
    url: str

    def read1(self, n: int = -1, /) -> bytes: ...


def check_address(address: str) -> str:
    """The address, if it may be asked: https, or http on this machine. UsageError otherwise."""
    parts = urllib.parse.urlsplit(address)
    if parts.username or parts.password:
        raise UsageError(f"{parts.hostname}: an address with a name and password in it would be stored and shown; give it without")
    if parts.scheme == "https" and parts.hostname:
        return address
    if parts.scheme == "http" and parts.hostname in _HERE:
        return address
    raise UsageError(f"{address}: a list is fetched over https only")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to https, or from this machine to itself; never from the world into a private network."""

    max_redirections = REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        old, new = urllib.parse.urlsplit(req.full_url), urllib.parse.urlsplit(newurl)
        if new.scheme != "https" and not (old.scheme == new.scheme == "http" and old.hostname in _HERE and new.hostname in _HERE):
            raise Refused(f"{_brief(req.full_url)}: sends us on to {_brief(newurl)}, which is not protected (https); nothing was loaded")
        if _is_private(new.hostname) and not _is_private(old.hostname):
            raise Refused(f"{_brief(req.full_url)}: sends us on to {_brief(newurl)}, inside a private network; nothing was loaded")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_private(host: str | None) -> bool:
    if not host or host in _HERE or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False  # a name: TLS proves that the host behind it may use it


class _Watch:
    """Cuts every socket of one request when its time is over: a timeout per read alone lets a server drip a header for ever."""

    def __init__(self, seconds: float) -> None:
        self.sockets: list[socket.socket] = []
        self.over = False
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def _cut(self) -> None:
        self.over = True
        for each in self.sockets:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(each, socket.SHUT_RDWR)  # of the plain socket: TLS would wait for its peer

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


@contextlib.contextmanager
def ask(address: str, headers: Mapping[str, str], *, read_seconds: float, seconds: float) -> Iterator[Answer]:
    """GET, within `seconds` in all and `read_seconds` for each read. Raises TimeoutError, OSError or http.client.HTTPException; HTTPError for 3xx-5xx
    (304 among them), which is an answer too."""
    with _Watch(seconds) as watch:

        class Http(http.client.HTTPConnection):
            def connect(self) -> None:
                super().connect()
                watch.sockets.append(self.sock)

        class Https(http.client.HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                watch.sockets.append(self.sock)

        class HttpHandler(urllib.request.HTTPHandler):
            def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
                return self.do_open(Http, req)

        class HttpsHandler(urllib.request.HTTPSHandler):
            def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
                return self.do_open(Https, req)  # the connection's own default context verifies certificate and host name

        proxies: dict[str, str] | None = {} if urllib.parse.urlsplit(address).hostname in _HERE else None
        opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(proxies),
            HttpHandler(),
            HttpsHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            _Redirects(),
            urllib.request.HTTPErrorProcessor(),
        ):  # fmt: skip  (no file:, ftp: or data: handler: a redirect cannot leave the web)
            opener.add_handler(handler)
        request = urllib.request.Request(check_address(address), headers={"User-Agent": AGENT, "Accept": "*/*", **headers})  # noqa: S310  (checked just here)
        try:
            answer: Any = opener.open(request, timeout=read_seconds)
            with answer:
                yield answer
        except (OSError, ValueError, AttributeError, http.client.HTTPException) as fault:
            if watch.over:  # whatever the cut socket made of it
                raise TimeoutError(f"took more than {seconds:.1f} seconds") from fault
            raise
        if watch.over:
            raise TimeoutError(f"took more than {seconds:.1f} seconds")


def _brief(address: str) -> str:
    """The address without its query, which may hold a token."""
    return urllib.parse.urlunsplit((*urllib.parse.urlsplit(address)[:3], "", ""))
