"""Which names do the raw files of the lists print? Read a second time, with nothing of ours, so that a reader that drops a name is caught."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

MARKS = frozenset({"Text of image", "Chinese:", "Korean:"})
"""What the EU's tables hold where the Official Journal prints a name as an image: no names. The reader leaves them out with a warning."""


def tidy(cell: str | None) -> str:
    """The cell with white space collapsed: a name is asked for as a person would type what is printed."""
    return " ".join((cell or "").split())


def parts_of(cell: str | None) -> Iterator[str]:
    """The cell, and its parts between semicolons outside brackets, those without quotes and separators at their ends."""
    whole = tidy(cell)
    pieces, depth, start = [], 0, 0
    for at, char in enumerate(whole):
        depth += (char in "([") - (char in ")]" and depth > 0)
        if char == ";" and not depth:
            pieces.append(whole[start:at])
            start = at + 1
    for part in dict.fromkeys((whole, *(piece.strip(' ,;"') for piece in (*pieces, whole[start:])))):
        if sum(char.isalpha() for char in part) > 1 and not any(mark in part for mark in MARKS):
            yield part


def printed_names(lists: Path) -> dict[str, set[str]]:
    """Every name the raw files print, by list, read with nothing of ours. OFAC's aliases whose number has no primary row are left out: the reader's report counts them."""
    names: dict[str, set[str]] = defaultdict(set)
    for element in ElementTree.parse(lists / "un/UN_consolidated.xml").getroot().iter():
        if element.tag in ("INDIVIDUAL", "ENTITY"):
            parts = [tidy(element.findtext(f"{nth}_NAME")) for nth in ("FIRST", "SECOND", "THIRD", "FOURTH")]
            names["un"].update(parts_of(" ".join(part for part in parts if part.lower() not in ("na", "n/a"))))
        elif element.tag in ("ALIAS_NAME", "NAME_ORIGINAL_SCRIPT") and tidy(element.text).lower() not in ("na", "n/a"):
            names["un"].update(parts_of(element.text))
    for list_id, folder, primary, alias in (
        ("ofac-sdn", "ofac_2021", "sdn", "alt"),
        ("ofac-2023", "ofac_2023", "sdn", "alt"),
        ("ofac-nonsdn", "ofac_nonsdn", "cons_prim", "cons_alt"),
    ):
        held = {row[0]: row for row in _ofac(lists / folder / f"{primary}.csv")}
        names[list_id].update(tidy(row[1]) for row in held.values())
        names[list_id].update(tidy(row[3]) for row in _ofac(lists / folder / f"{alias}.csv") if row[0] in held)
    for folder in ("consolidated", "amendments"):
        for path in sorted((lists / "eu" / folder).glob("*.csv")):
            for row in _table(path):
                for column in ("name", "alias", "weakAlias", "previousName"):
                    names["eu-regulations" if folder == "consolidated" else "eu-amendments"].update(parts_of(row[column]))
    for list_id, path, delimiter, columns in (
        ("bis-dpl", "us/dpl.txt", "\t", ("Name",)), ("us-csl", "us/csl.csv", ",", ("name", "alt_names")), ("bis-mieu", "us/bis_mieu.csv", ",", ("Name", "Alias")),
        ("dod-1260h", "us/dod_1260h.csv", ",", ("Name", "Clean Name", "Alias", "Previous Name")), ("ndaa-1286", "us/section_1286.csv", ",", ("name", "aliases")),
        ("cn-measures", "cn/sanctions.csv", ",", ("Name", "Alias", "Chinese name")),
    ):  # fmt: skip
        for row in _table(lists / path, delimiter):
            for column in columns:
                names[list_id].update(parts_of(row[column]))
    for entity in _ftm(lists / "ftm/entities.ftm.json"):
        for key in ("name", "alias", "weakAlias", "previousName"):
            values = entity["properties"].get(key) or []
            names["ftm"].update(text for value in ([values] if isinstance(values, str) else values) if (text := tidy(value)))
    return dict(names)


def _ftm(path: Path) -> Iterator[dict[str, Any]]:
    """The parties of the export: all but people who are neither a target nor a target's relative (the reader's report counts them as skipped)."""
    entities = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    targets = {entity["id"] for entity in entities if entity.get("target")}
    close: set[str] = set()
    for tie in entities:
        if tie["schema"] in ("Family", "Associate"):
            ends = {end for key in ("person", "relative", "associate") for end in tie["properties"].get(key, ())}
            close |= ends if ends & targets else set()
    for entity in entities:
        if entity["schema"] in ("Person", "Company", "Organization", "LegalEntity", "PublicBody", "Vessel") and (
            entity["id"] in targets | close or entity["properties"].get("topics")
        ):
            yield entity


def _ofac(path: Path) -> Iterator[list[str]]:
    """One record a line, no line breaks in cells, `-0-` for nothing, 0x1A at the end."""
    for line in path.read_text("utf-8").splitlines():
        cells = next(csv.reader([line]), [])
        if cells and cells[0].isdigit():
            yield cells


def _table(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=delimiter)


def fold(name: str) -> tuple[str, ...]:
    """The words of a name without case, marks and signs, in any order. Of the test alone: what makes a namesake is not asked of the matcher."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    return tuple(sorted("".join(char if char.isalnum() else " " for char in bare).split()))
