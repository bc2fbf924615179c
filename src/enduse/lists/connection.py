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
    """Follows a redirect only to https, or from this machine to itself; never from the world to a private address (of names `_Hops` decides)."""

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
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False  # a name: the connection itself is looked at (`_Hops`)
    return not (getattr(address, "ipv4_mapped", None) or address).is_global


class _Hops:
    """The address that each connection of one request really has. A name may lead anywhere, whatever it led to a moment ago: so not the name is looked at, nor what it
    resolves to, but the other end of the socket, before a byte is sent."""

    def __init__(self) -> None:
        self._world: str | None = None  # host of a connection that left the private network

    def check(self, sock: socket.socket, host: str, *, proxied: bool) -> None:
        """Refused if the world sent us to a private address. Through a proxy the other end is the proxy's; where it goes is its business."""
        if proxied:
            return
        if not _is_private(str(sock.getpeername()[0])):
            self._world = self._world or host
        elif self._world is not None:
            sock.close()
            raise Refused(f"{self._world}: sends us on to {host}, a name that leads into a private network; nothing was loaded")


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
        hops = _Hops()

        def connections(base: Any, proxied: bool) -> Any:
            class Watched(base):  # type: ignore[misc]  # either kind of connection
                def __init__(self, *args: Any, **more: Any) -> None:
                    super().__init__(*args, **more)
                    self._create_connection = self._reach  # where the standard library takes its socket from; TLS begins after it

                def _reach(self, where: tuple[str, int], *more: Any) -> socket.socket:
                    sock = socket.create_connection(where, *more)
                    watch.sockets.append(sock)  # a server may drip its half of the TLS handshake too
                    hops.check(sock, where[0], proxied=proxied)
                    return sock

                def connect(self) -> None:
                    super().connect()
                    watch.sockets.append(self.sock)

            return Watched

        class HttpHandler(urllib.request.HTTPHandler):
            def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
                return self.do_open(connections(http.client.HTTPConnection, _proxied(req)), req)

        class HttpsHandler(urllib.request.HTTPSHandler):
            def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
                return self.do_open(connections(http.client.HTTPSConnection, _proxied(req)), req)  # its own default context verifies certificate and host name

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


def _proxied(request: urllib.request.Request) -> bool:
    return request.has_proxy() or getattr(request, "_tunnel_host", None) is not None


def _brief(address: str) -> str:
    """The address without its query, which may hold a token."""
    return urllib.parse.urlunsplit((*urllib.parse.urlsplit(address)[:3], "", ""))
