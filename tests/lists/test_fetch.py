"""Does a publisher's file come whole or not at all, whatever the network does?"""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from enduse.errors import Refused
from enduse.lists.fetch import Edition, Fetched, Limits, fetch
from enduse.lists.sniff import check_kind

QUICK = Limits(read_seconds=2, total_seconds=10, attempts=4, pause_seconds=0.01, window_seconds=0.2)
BODY = random.Random(7).randbytes(300_000)


def _fetch(publisher: Any, folder: Path, path: str = "/list", *, limits: Limits = QUICK, **more: Any) -> Fetched:
    return fetch(publisher.at(path), folder, "list", limits=limits, **more)


def _left(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_comes_whole_with_what_the_server_says_of_it(publisher: Any, tmp_path: Path) -> None:
    publisher.publish("/list", BODY)
    came = _fetch(publisher, tmp_path)
    assert came.path is not None
    assert came.path.read_bytes() == BODY
    assert came.edition == Edition(
        address=publisher.at("/list"), etag='"1"', last_modified="Fri, 20 Nov 2026 06:00:00 GMT", sha256=hashlib.sha256(BODY).hexdigest()
    )
    assert _left(tmp_path) == ["list"]
    assert publisher.headers()["User-Agent"].startswith("enduse")


def test_a_file_that_has_not_changed_is_not_sent_again(publisher: Any, tmp_path: Path) -> None:
    publisher.publish("/list", BODY)
    first = _fetch(publisher, tmp_path)
    again = _fetch(publisher, tmp_path, known=first.edition)
    assert again.path is None
    assert again.edition == first.edition
    assert publisher.headers()["If-None-Match"] == '"1"'
    publisher.publish("/list", BODY[:1000], etag='"2"')
    assert _fetch(publisher, tmp_path, known=first.edition).size == 1000


def test_what_was_known_of_another_address_is_not_asked_by(publisher: Any, tmp_path: Path) -> None:
    publisher.publish("/list", BODY)
    assert _fetch(publisher, tmp_path, known=Edition(address="https://elsewhere.example/list", etag='"1"')).size == len(BODY)
    assert "If-None-Match" not in publisher.headers()


def _breaking(publisher: Any, at: list[int], *, etag: str | None = '"1"') -> None:
    """Cuts the connection after so many bytes of each answer, one number per request; the last answers whole."""

    def serve(asked: Any) -> None:
        headers = {"ETag": etag} if etag else {}
        start, status = 0, 200
        if (wanted := asked.headers.get("Range")) and asked.headers.get("If-Range") == etag:
            start, status = int(wanted.removeprefix("bytes=").rstrip("-")), 206
            headers["Content-Range"] = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
        rest = BODY[start:]
        cut = at.pop(0) if at else len(rest)
        asked.reply(status, headers, rest[:cut], length=len(rest))

    publisher.pages["/list"] = serve


def test_a_connection_that_breaks_is_taken_up_where_it_broke(publisher: Any, tmp_path: Path) -> None:
    _breaking(publisher, [100_000, 50_000])
    came = _fetch(publisher, tmp_path)
    assert came.path is not None
    assert came.path.read_bytes() == BODY
    assert (came.resumed, came.attempts) == (True, 3)
    assert publisher.headers()["Range"] == "bytes=150000-"


def test_the_next_update_goes_on_where_the_last_one_gave_up(publisher: Any, tmp_path: Path) -> None:
    _breaking(publisher, [100_000, 0, 0, 0, 1000])
    with pytest.raises(Refused, match=r"broke off.*100,000 bytes are kept"):
        _fetch(publisher, tmp_path)
    assert _left(tmp_path) == ["list.part", "list.part.json"]
    came = _fetch(publisher, tmp_path)
    assert came.path is not None
    assert came.path.read_bytes() == BODY
    assert len(publisher.asked) == 6


def test_a_part_of_another_edition_is_never_gone_on_with(publisher: Any, tmp_path: Path) -> None:
    _breaking(publisher, [100_000, 0, 0, 0])
    with pytest.raises(Refused):
        _fetch(publisher, tmp_path)
    other = BODY[::-1]
    publisher.publish("/list", other, etag='"2"')
    came = _fetch(publisher, tmp_path)
    assert came.path is not None
    assert came.path.read_bytes() == other
    assert not came.resumed


@pytest.mark.parametrize("etag", [None, 'W/"1"'])
def test_without_a_strong_mark_of_the_edition_it_begins_anew(publisher: Any, tmp_path: Path, etag: str | None) -> None:
    _breaking(publisher, [100_000], etag=etag)
    came = _fetch(publisher, tmp_path)
    assert came.path is not None
    assert came.path.read_bytes() == BODY
    assert not came.resumed
    assert all("Range" not in headers for _, headers in publisher.asked)


def test_a_part_longer_than_the_file_is_thrown_away(publisher: Any, tmp_path: Path) -> None:
    _breaking(publisher, [100_000, 0, 0, 0])
    with pytest.raises(Refused):
        _fetch(publisher, tmp_path)
    publisher.publish("/list", BODY[:5000])
    assert _fetch(publisher, tmp_path).size == 5000


def test_a_piece_that_was_not_asked_for_is_no_list(publisher: Any, tmp_path: Path) -> None:
    publisher.pages["/list"] = lambda asked: asked.reply(206, {"Content-Range": "bytes 5-9/10"}, b"56789")
    with pytest.raises(Refused, match="not asked for"):
        _fetch(publisher, tmp_path)
    assert _left(tmp_path) == []


@pytest.mark.parametrize(("length", "words"), [(400_000, "broke off after 300,000 of 400,000"), (None, "")])
def test_a_length_that_is_not_kept_is_found_out(publisher: Any, tmp_path: Path, length: int | None, words: str) -> None:
    publisher.pages["/list"] = lambda asked: asked.reply(200, {}, BODY, length=length)
    if length is None:
        assert _fetch(publisher, tmp_path).size == len(BODY)
    else:
        with pytest.raises(Refused, match=words):
            _fetch(publisher, tmp_path)


def test_chunks_are_put_together_and_a_missing_last_one_is_noticed(publisher: Any, tmp_path: Path) -> None:
    ends = [False, True]

    def serve(asked: Any) -> None:
        start = int(asked.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        asked.send_response(206 if start else 200)
        asked.send_header("ETag", '"1"')
        asked.send_header("Transfer-Encoding", "chunked")
        if start:
            asked.send_header("Content-Range", f"bytes {start}-{len(BODY) - 1}/{len(BODY)}")
        asked.end_headers()
        whole = ends.pop(0)
        for at in range(start, len(BODY) if whole else len(BODY) // 2, 50_000):
            piece = BODY[at : at + 50_000]
            asked.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        asked.wfile.write(b"0\r\n\r\n" if whole else b"")
        asked.wfile.flush()
        asked.close_connection = True

    publisher.pages["/list"] = serve
    came = _fetch(publisher, tmp_path)
    assert came.path is not None
    assert came.path.read_bytes() == BODY
    assert (came.resumed, came.attempts) == (True, 2)


def test_a_drip_is_given_up(publisher: Any, tmp_path: Path) -> None:
    def drip(asked: Any) -> None:
        asked.send_response(200)
        asked.send_header("Content-Length", "1000000")
        asked.end_headers()
        for _ in range(400):
            try:
                asked.wfile.write(b"x")
                time.sleep(0.02)
            except OSError:
                return

    publisher.pages["/list"] = drip
    begun = time.monotonic()
    with pytest.raises(Refused, match=r"sent .* bytes in"):
        _fetch(publisher, tmp_path, limits=Limits(read_seconds=2, total_seconds=6, attempts=2, pause_seconds=0.01, window_seconds=0.3))
    assert time.monotonic() - begun < 4


def test_headers_that_drip_are_given_up_in_time(tmp_path: Path) -> None:
    import threading

    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listening.accept()
        connection.recv(4096)
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            for _ in range(200):
                connection.sendall(b"X-A: b\r\n")
                time.sleep(0.05)
        except OSError:
            pass

    threading.Thread(target=drip, daemon=True).start()
    begun = time.monotonic()
    with pytest.raises(Refused, match=r"more than 1\.0 seconds"):
        fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/x", tmp_path, "x", limits=Limits(read_seconds=2, total_seconds=1, attempts=1))
    assert time.monotonic() - begun < 3
    listening.close()


def test_a_server_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(Refused, match="could not be reached"):
        fetch(f"http://127.0.0.1:{port}/x", tmp_path, "x", limits=QUICK)


def test_a_name_that_nobody_has_is_asked_once(tmp_path: Path) -> None:
    waited: list[float] = []
    with pytest.raises(Refused, match=r"name is not known here|could not be reached"):
        fetch("https://lists.invalid/x", tmp_path, "x", limits=Limits(read_seconds=3, total_seconds=6, attempts=3, pause_seconds=0.01), wait=waited.append)
    assert len(waited) <= 2


def test_a_certificate_that_does_not_hold_is_no_passing_fault() -> None:
    import ssl
    import urllib.error

    from enduse.lists.fetch import _lasting, _words

    fault = ssl.SSLCertVerificationError("x")
    fault.verify_message = "self-signed certificate"
    assert _lasting(urllib.error.URLError(fault))
    assert "certificate does not hold (self-signed certificate)" in _words(urllib.error.URLError(fault))
    assert not _lasting(ConnectionResetError())


def test_a_passing_fault_is_tried_again_and_a_lasting_one_is_not(publisher: Any, tmp_path: Path) -> None:
    answers = [503, 429]

    def serve(asked: Any) -> None:
        asked.send_error(answers.pop(0)) if answers else asked.reply(200, {}, BODY)

    publisher.pages["/list"] = serve
    assert _fetch(publisher, tmp_path).attempts == 3
    with pytest.raises(Refused, match="answered 404"):
        _fetch(publisher, tmp_path, "/missing")
    assert [path for path, _ in publisher.asked].count("/missing") == 1


def test_more_bytes_than_a_list_may_have_are_not_taken(publisher: Any, tmp_path: Path) -> None:
    for length in (-1, None):
        publisher.pages["/list"] = lambda asked, length=length: asked.reply(200, {}, BODY, length=length)
        with pytest.raises(Refused, match="a list may have"):
            _fetch(publisher, tmp_path, limits=Limits(largest_bytes=100_000, attempts=1))
    assert _left(tmp_path) == []


def test_gzip_is_understood_though_it_was_not_asked_for(publisher: Any, tmp_path: Path) -> None:
    publisher.pages["/list"] = lambda asked: asked.reply(200, {"Content-Encoding": "gzip"}, gzip.compress(BODY))
    came = _fetch(publisher, tmp_path)
    assert came.path is not None
    assert came.path.read_bytes() == BODY
    assert publisher.headers()["Accept-Encoding"] == "identity"
    publisher.pages["/list"] = lambda asked: asked.reply(200, {"Content-Encoding": "gzip"}, gzip.compress(BODY)[:-9])
    with pytest.raises(Refused, match="damaged"):
        _fetch(publisher, tmp_path)
    publisher.pages["/list"] = lambda asked: asked.reply(200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(5_000_000)))
    with pytest.raises(Refused, match="unpacks to more"):
        _fetch(publisher, tmp_path, limits=Limits(largest_bytes=1_000_000))
    publisher.pages["/list"] = lambda asked: asked.reply(200, {"Content-Encoding": "br"}, BODY)
    with pytest.raises(Refused, match="encoding 'br'"):
        _fetch(publisher, tmp_path)
    assert _left(tmp_path) == []


@pytest.mark.parametrize("header", ["Repr-Digest", "Digest", "Content-MD5"])
def test_a_digest_sent_along_is_checked(publisher: Any, tmp_path: Path, header: str) -> None:
    def stated(data: bytes) -> str:
        if header == "Content-MD5":
            return base64.b64encode(hashlib.md5(data).digest()).decode()
        value = base64.b64encode(hashlib.sha256(data).digest()).decode()
        return f"sha-256=:{value}:" if header == "Repr-Digest" else f"SHA-256={value}"

    publisher.pages["/list"] = lambda asked: asked.reply(200, {header: stated(BODY)}, BODY)
    assert _fetch(publisher, tmp_path).checked in ("sha256", "md5")
    publisher.pages["/list"] = lambda asked: asked.reply(200, {header: stated(b"other")}, BODY)
    with pytest.raises(Refused, match="digest sent with them"):
        _fetch(publisher, tmp_path)


def test_the_publishers_own_checksum_is_checked(publisher: Any, tmp_path: Path) -> None:
    publisher.publish("/list", BODY)
    assert _fetch(publisher, tmp_path, expected=hashlib.sha1(BODY).hexdigest()).checked == "sha1"
    assert _fetch(publisher, tmp_path, expected=hashlib.sha256(BODY).hexdigest()).checked == "sha256"
    with pytest.raises(Refused, match="SHA1 digest"):
        _fetch(publisher, tmp_path, expected="0" * 40)
    with pytest.raises(Refused, match="of no kind"):
        _fetch(publisher, tmp_path, expected="abc")


def test_a_server_that_asks_for_patience_is_given_it_within_limits(publisher: Any, tmp_path: Path) -> None:
    answers = ["7", "100000", "soon"]

    def serve(asked: Any) -> None:
        if answers:
            asked.reply(503, {"Retry-After": answers.pop(0)})
        else:
            asked.reply(200, {}, BODY)

    publisher.pages["/list"] = serve
    waited: list[float] = []
    limits = Limits(attempts=4, pause_seconds=0.01, longest_wait_seconds=30, total_seconds=60)
    assert _fetch(publisher, tmp_path, limits=limits, wait=waited.append).attempts == 4
    assert waited == [7, 30, 0.04]


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("xml:LIST", b"", "empty"),
        ("xml:LIST", b"  \n ", "white space"),
        ("xml:LIST", b"<!DOCTYPE html><html><head><title>We are\n sorry</title></head></html>", r"web page.*We are sorry"),
        ("any", b"<script>location = 'x'</script>", "web page"),
        ("any", b"\xef\xbb\xbf<?xml version='1.0'?>\n<html xmlns='x'></html>", "web page"),
        ("xml:LIST", b'{"error": 1}', "is not XML"),
        ("xml:LIST|OTHER", b"<other/>", "<LIST> or <OTHER>"),
        ("xml:LIST", b"<?xml version='1.0'?><LIST><a>1</a>", "it was cut"),
        ("json", b"a,b\n1,2\n", "is not JSON"),
        ("json", b'{"results": [1, 2', "it was cut"),
        ("ndjson", b'{"a": 1}\n{"b"', "it was cut"),
        ("csv:name,id", b"<a/>", "is not CSV"),
        ("csv:name,id", b"first,last\n1,2\n", "do not name name, id"),
        ("csv:name,id", b"Report Date: x\nNAME,ID\n1,2", "no end"),
        ("zip", b"<a/>", "is not a zip"),
    ],
)
def test_a_file_of_another_kind_or_half_a_file_is_refused(tmp_path: Path, kind: str, data: bytes, words: str) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(Refused, match=words):
        check_kind(tmp_path / "x", kind, name="un")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("xml:LIST", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- c --><s:LIST xmlns:s='x'><a/></s:LIST>\n<!-- end -->\n"),
        ("xml:LIST", "<?xml version='1.0' encoding='utf-16'?><LIST>é</LIST>".encode("utf-16")),
        ("json", b' [{"a": 1}]\n'),
        ("ndjson", b'{"a": 1}\n{"b": 2}\n'),
        ("csv:name,id", b"Report Date: x\nNAME,ID\n1,2\n"),
        ("zip", b"PK\x03\x04"),
        ("any", b"x"),
    ],
)
def test_a_file_of_the_kind_promised_passes(tmp_path: Path, kind: str, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    check_kind(tmp_path / "x", kind, name="un")
