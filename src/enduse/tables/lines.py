"""Which lines of JSON are in these bytes?"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from enduse.errors import Refused
from enduse.tables.cells import BadRow
from enduse.tables.encoding import SAMPLE, settle_encoding
from enduse.tables.source import Input

MAX_LINE: Final = 16 * 1024 * 1024  # bytes in one line


class LineChunk(msgspec.Struct, frozen=True, kw_only=True):
    """Consecutive lines that are not blank, as UTF-8; `bad` is keyed by position."""

    lines: list[int]
    texts: list[bytes]
    bad: dict[int, BadRow]


class JsonLines:
    """An NDJSON file, opened. JSON is UTF-8 (RFC 8259); UTF-16 and UTF-32 with a byte order mark, or an encoding that is named, are read as well."""

    format = "ndjson"

    def __init__(self, source: Input, *, encoding: str | None = None) -> None:
        self._source = source
        self.name = source.name
        self.notes: list[str] = []
        self.blank = 0
        sample = source.head(SAMPLE)
        if not sample:
            raise Refused(f"{self.name}: is empty; export it again")
        settled = settle_encoding(encoding, sample, self.name, whole=False) if encoding or sample[:2] in _MARKS else None
        self._codec = None if settled is None or settled.name.startswith("utf-8") else settled.name
        self.encoding: str | None = self._codec or "utf-8"

    def chunks(self, size: int) -> Iterator[LineChunk]:
        """Lines in file order, `size` at a time."""
        self.blank = 0
        lines: list[int] = []
        texts: list[bytes] = []
        bad: dict[int, BadRow] = {}
        for number, text, fault in self._walk():
            if fault:
                bad[len(texts)] = fault
            lines.append(number)
            texts.append(text)
            if len(texts) == size:
                yield LineChunk(lines=lines, texts=texts, bad=bad)
                lines, texts, bad = [], [], {}
        if texts:
            yield LineChunk(lines=lines, texts=texts, bad=bad)

    def _walk(self) -> Iterator[tuple[int, bytes, BadRow | None]]:
        if self._codec:
            with io.TextIOWrapper(self._source.open(), encoding=self._codec, errors="replace", newline="\n") as stream:
                number = 0
                while line := self._next(stream):
                    number += 1
                    fault = BadRow(reason="the bytes of the line do not fit the encoding", remedy="write NDJSON as UTF-8") if "\ufffd" in line else None
                    fault = fault or (_overlong() if _runs_on(stream, line) else None)
                    yield from self._line(number, line.encode("utf-8", "replace"), fault)
            return
        with self._source.open() as raw:
            number = 0
            while data := raw.readline(MAX_LINE):
                number += 1
                yield from self._line(number, data, _overlong() if _runs_on(raw, data) else None)

    def _next(self, stream: io.TextIOWrapper) -> str:
        try:
            return stream.readline(MAX_LINE)
        except UnicodeError as error:
            raise Refused(f"{self.name}: the text cannot be read as {self.encoding} ({error}); write NDJSON as UTF-8") from error

    def _line(self, number: int, line: bytes, fault: BadRow | None) -> Iterator[tuple[int, bytes, BadRow | None]]:
        line = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
        if line or fault:
            yield number, line, fault
        else:
            self.blank += 1


_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00")


def _runs_on(stream: object, line: str | bytes) -> bool:
    """Whether the line was cut at the limit; the rest of it is passed over."""
    if len(line) < MAX_LINE or line[-1:] in ("\n", b"\n"):
        return False
    while rest := stream.readline(MAX_LINE):  # type: ignore[attr-defined]  # a text or a binary stream: both have readline
        if rest[-1:] in ("\n", b"\n"):
            break
    return True


def _overlong() -> BadRow:
    return BadRow(reason=f"the line is longer than {MAX_LINE:,} bytes", remedy="write one transaction per line")


class _Repeated(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len(pairs) > 1 and len({key for key, _ in pairs}) < len(pairs):
        raise _Repeated


# Numbers stay text: only keys are of interest, and Python refuses to convert integers of more than 4,300 digits.
_KEYS_ONLY: Final = json.JSONDecoder(object_pairs_hook=_once, parse_int=str, parse_float=str)
_PAIRS: Final = json.JSONDecoder(object_pairs_hook=tuple, parse_int=str, parse_float=str)


# A key that is lost takes its `":` with it. The count can be trusted unless white space stands between the two, or an escape hides one of them.
_SPACED: Final = re.compile(rb'"\s+:')


def repeated_key(text: bytes) -> tuple[str, str] | None:
    """The path of the first key that stands twice in one object of this valid JSON, with its first value; None if every key stands once.

    Decoders take the last of several values (RFC 8259, section 4, leaves it open), so what a sender wrote first would be lost without a word.
    """
    if b"\\u00" not in text and not _SPACED.search(text) and text.count(b'":') == msgspec.json.encode(msgspec.json.decode(text)).count(b'":'):
        return None
    document = text.decode("utf-8", "surrogatepass")
    try:
        _KEYS_ONLY.decode(document)
    except _Repeated:
        return _find_repeated(_PAIRS.decode(document), "")
    return None


def _find_repeated(thing: Any, path: str) -> tuple[str, str] | None:
    members = thing if isinstance(thing, tuple) else ()
    seen: dict[str, Any] = {}
    for key, value in members:
        at = f"{path}.{key}" if path else str(key)
        if key in seen:
            first = seen[key]
            return at, first if isinstance(first, str) else "…"
        seen[key] = value
        if found := _find_repeated(value, at):
            return found
    for place, value in enumerate(thing if isinstance(thing, list) else ()):
        if found := _find_repeated(value, f"{path}[{place}]"):
            return found
    return None
