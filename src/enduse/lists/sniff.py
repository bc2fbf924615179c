"""Is this file of the kind its publisher promised, from its first byte to its last? A web page sent with status 200 is not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from enduse.errors import Refused

HEAD: Final = 65_536
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|title|meta|center|div)\b", re.IGNORECASE | re.DOTALL
)
_TITLE: Final = re.compile(r"<title[^>]*>([^<]{1,120})", re.IGNORECASE)
_ROOT: Final = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_END: Final = re.compile(r"</(?:[\w.-]+:)?([\w.-]+)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)


def check_kind(path: Path, kind: str, *, name: str) -> None:
    """Refused if the file is empty, a web page, of another format than `kind`, or visibly cut.

    `kind`: `xml:ROOT` (or several, joined by `|`), `json`, `ndjson`, `csv:COLUMN,COLUMN` (words that the first lines hold), `zip`, `any`.
    """
    form, _, detail = kind.partition(":")
    size = path.stat().st_size
    if not size:
        raise Refused(f"{name}: came empty; the version held stays in use")
    with path.open("rb") as stream:
        raw_head = stream.read(HEAD)
        stream.seek(max(size - HEAD, 0))
        raw_tail = stream.read()
    head, tail = _text(raw_head, raw_head), _text(raw_tail, raw_head)
    if _PAGE.match(head):
        title = _TITLE.search(head)
        said = f" ({' '.join(title[1].split())})" if title else ""
        raise Refused(f"{name}: a web page came instead of the list{said}; open the address in a browser to see why")
    if not head.strip():
        raise Refused(f"{name}: nothing but white space came; the version held stays in use")
    fault = {"xml": _xml, "json": _json, "ndjson": _lines, "csv": _csv, "zip": _zip}.get(form, _any)(head, tail, detail)
    if fault:
        raise Refused(f"{name}: {fault}; the version held stays in use")


def _text(data: bytes, head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return data.removeprefix(mark).decode(encoding, "replace")
    return data.decode("utf-8", "replace")


def _xml(head: str, tail: str, roots: str) -> str | None:
    found = _ROOT.search(head) if head.lstrip().startswith("<") else None
    if not found:
        return f"is not XML (it begins {head.lstrip()[:40]!r})"
    if roots and found[1] not in roots.split("|"):
        return f"is XML of another kind: <{found[1]}> where <{roots.replace('|', '> or <')}> was to come"
    closing = _END.search(tail)
    return None if closing and closing[1] == found[1] else f"ends before </{found[1]}>: it was cut"


def _json(head: str, tail: str, _: str) -> str | None:
    first, last = head.lstrip()[:1], tail.rstrip()[-1:]
    if first not in ("{", "["):
        return f"is not JSON (it begins {head.lstrip()[:40]!r})"
    return None if last == {"{": "}", "[": "]"}[first] else "ends in the middle of a value: it was cut"


def _lines(head: str, tail: str, _: str) -> str | None:
    if not head.lstrip().startswith("{"):
        return f"is not JSON lines (it begins {head.lstrip()[:40]!r})"
    return None if tail.rstrip().endswith("}") else "ends in the middle of a line: it was cut"


def _csv(head: str, tail: str, words: str) -> str | None:
    top = "\n".join(head.splitlines()[:3]).lower()
    if head.lstrip()[:1] in ("<", "{"):
        return f"is not CSV (it begins {head.lstrip()[:40]!r})"
    lacking = [word for word in words.split(",") if word and word.lower() not in top]
    if lacking:
        return f"its first lines do not name {', '.join(lacking)}: another table, or another edition of it"
    return None if tail.endswith(("\n", "\r", "\x1a")) else "its last line has no end: it was cut"


def _zip(head: str, _: str, __: str) -> str | None:
    return None if head.startswith("PK") else f"is not a zip (it begins {head.lstrip()[:40]!r})"


def _any(_: str, __: str, ___: str) -> str | None:
    return None
