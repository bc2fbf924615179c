"""On which line of a TOML text does each key stand? `tomllib` does not say."""

from __future__ import annotations

import re
from typing import Final

import msgspec

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"""\s*([A-Za-z0-9_\-]+|"[^"]*"|'[^']*')\s*(?:\.[^=]*)?=\s*(.*)$""")
_STRINGS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


class Place(msgspec.Struct, frozen=True):
    """Line (from 1) of a key; `body` is the line on which the first character of its value stands, `long` whether the value is a multi-line string."""

    line: int
    body: int
    long: bool


def find_places(text: str) -> dict[tuple[str | int, ...], Place]:
    """Paths like `("rule", 0, "condition")` to their places; a table's own header is found under its path without a key.

    >>> places = find_places('[[rule]]\\nid = "a"\\n[[rule.example]]\\nexpect = "true"\\n')
    >>> places[("rule", 0, "id")].line, places[("rule", 0, "example", 0, "expect")].line
    (2, 4)
    """
    places: dict[tuple[str | int, ...], Place] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    closing: str | None = None  # inside a multi-line string: the quotes that end it
    depth = 0  # inside an array that spans lines
    for number, line in enumerate(text.split("\n"), 1):
        if closing is not None:
            if closing in line:
                closing = None
            continue
        if depth:
            depth += _balance(line)
            continue
        if header := _HEADER.match(line):
            table = _open_table(header[2], header[1] == "[[", counts)
            places.setdefault(table, Place(number, number, False))
            continue
        key = _KEY.match(line)
        if not key:
            continue
        value = key[2]
        quotes = value[:3] if value[:3] in ('"""', "'''") else None
        at_once = quotes is not None and not value[3:].strip()  # the first newline after the quotes is not part of the value
        places.setdefault((*table, key[1].strip("\"'")), Place(number, number + 1 if at_once else number, quotes is not None))
        if quotes:
            closing = None if quotes in value[3:] else quotes
        else:
            depth = max(0, _balance(value))
    return places


def _open_table(dotted: str, is_array: bool, counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    names = [name.strip().strip("\"'") for name in dotted.split(".")]
    path: tuple[str | int, ...] = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if is_array and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _balance(line: str) -> int:
    bare = _STRINGS.sub("", line).partition("#")[0]
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
