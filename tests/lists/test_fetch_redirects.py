"""Which addresses does a download of a list go to, and which redirects does it follow?"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from enduse.errors import Refused, UsageError
from enduse.lists.fetch import Fetched, Limits, fetch

QUICK = Limits(read_seconds=2, total_seconds=10, attempts=4, pause_seconds=0.01, window_seconds=0.2)
BODY = bytes(range(256)) * 1_000


def _fetch(publisher: Any, folder: Path, path: str = "/list", *, limits: Limits = QUICK) -> Fetched:
    return fetch(publisher.at(path), folder, "list", limits=limits)


@pytest.mark.parametrize(
    "address", ["http://lists.example/x", "ftp://lists.example/x", "file:///etc/passwd", "https:///x", "https://name:secret@lists.example/x", "x"]
)
def test_an_address_that_is_not_protected_is_not_asked(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError) as fault:
        fetch(address, tmp_path, "x", limits=QUICK)
    assert "secret" not in str(fault.value)


@pytest.mark.parametrize("target", ["http://lists.example/x", "ftp://127.0.0.1/x", "file:///etc/hostname"])
def test_a_redirect_to_what_is_not_protected_is_not_followed(publisher: Any, tmp_path: Path, target: str) -> None:
    publisher.pages["/list"] = lambda asked: asked.reply(302, {"Location": target})
    with pytest.raises(Refused, match=r"not protected|302"):
        _fetch(publisher, tmp_path)
    assert len(publisher.asked) == 1


def test_a_redirect_from_the_world_into_a_private_network_is_not_followed() -> None:
    import urllib.request
    from http.client import HTTPMessage
    from io import BytesIO

    from enduse.lists.connection import _Redirects

    for target in ("https://127.0.0.1/x", "https://10.0.0.8/x", "https://[fe80::1]/x", "https://printer.local/x"):
        with pytest.raises(Refused, match="private network"):
            _Redirects().redirect_request(urllib.request.Request("https://lists.example/x"), BytesIO(), 302, "", HTTPMessage(), target)
    assert _Redirects().redirect_request(urllib.request.Request("https://lists.example/x"), BytesIO(), 302, "", HTTPMessage(), "https://other.example/x")


@pytest.mark.parametrize(("inside", "refused"), [({"127.0.0.2"}, True), ({"127.0.0.1", "127.0.0.2"}, False), (set(), False)])
def test_a_redirect_to_a_name_that_leads_into_a_private_network_is_not_followed(
    inside: set[str], refused: bool, publisher: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enduse.lists import connection

    connect = socket.create_connection
    monkeypatch.setattr(connection, "_is_private", lambda host: host in inside)
    publisher.pages["/list"] = lambda asked: asked.reply(302, {"Location": publisher.at("/x").replace("127.0.0.1", "localhost")})
    port = int(publisher.at("").rpartition(":")[2].partition("/")[0])
    with socket.create_server(("127.0.0.2", port)) as other:
        other.settimeout(10)
        monkeypatch.setattr(socket, "create_connection", lambda where, *more: connect(("127.0.0.2" if where[0] == "localhost" else where[0], where[1]), *more))
        if not refused:
            with pytest.raises(Refused, match=r"did not answer in time|took more"):
                _fetch(publisher, tmp_path, limits=Limits(read_seconds=0.3, total_seconds=0.5, attempts=1))
            assert other.accept()[0].recv(9) == b"GET /x HT"
            return
        with pytest.raises(Refused, match=r"127\.0\.0\.1: sends us on to localhost, a name that leads into a private network"):
            _fetch(publisher, tmp_path)
        assert other.accept()[0].recv(9) == b""  # nothing was said to it


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "fe80::1%eth0", "::ffff:10.0.0.8", "fd00::1", "0.0.0.0", "100.64.0.1"])
def test_an_address_that_is_not_of_the_world_is_known(address: str) -> None:
    from enduse.lists.connection import _is_private

    assert _is_private(address)
    assert not any(map(_is_private, ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34", "lists.example")))


def test_a_redirect_on_this_machine_is_followed_but_not_for_ever(publisher: Any, tmp_path: Path) -> None:
    publisher.publish("/list", BODY)
    publisher.pages["/moved"] = lambda asked: asked.reply(301, {"Location": publisher.at("/list")})
    publisher.pages["/round"] = lambda asked: asked.reply(302, {"Location": publisher.at("/round")})
    assert _fetch(publisher, tmp_path, "/moved").size == len(BODY)
    with pytest.raises(Refused, match="302"):
        _fetch(publisher, tmp_path, "/round")
