"""How are addresses with labelled parts, and pairs of them, read and counted? Each is on the development or the test side for good, by a digest of its text."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from enduse.text.address_parts import tidy_number, town_key, word_key
from enduse.text.address_words import NOISE
from enduse.text.addresses import Place, read_address
from enduse.text.romanise import Romaniser

HERE = Path(__file__).parent
PARTS = ("country", "town", "postcode", "street", "house", "block", "floor", "room", "box")
"""Parts that are counted; region, district and the building's name are labelled where they are told, and counted as found or not."""


def side(text: str) -> str:
    """dev or test."""
    return "dev" if hashlib.sha256(text.encode()).digest()[0] % 2 else "test"


def labelled(which: str | None = None) -> list[dict[str, str]]:
    """The rows of addresses.tsv of that side."""
    with (HERE / "addresses.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if which is None or side(row["address"]) == which]


def pairs(which: str | None = None) -> list[tuple[str, str, str]]:
    """The pairs of address_pairs.tsv of that side: left, right, and what they are to each other. A pair goes where its left address goes."""
    with (HERE / "address_pairs.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [(row["left"], row["right"], row["are"]) for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return [row for row in rows if which is None or side(row[0]) == which]


def expected(row: dict[str, str], part: str) -> set[str]:
    """The labels of that part by their keys."""
    text = row[part].lower()
    if not text:
        return set()
    if part == "town":
        return {town_key(text.replace(" ", ""))}
    if part == "street":
        return {" ".join(sorted(word_key(word) for word in text.split() if word not in NOISE))}
    if part in ("block", "room"):
        return {tidy_number(word) for word in text.split()}
    return {row[part]} if part == "country" else {tidy_number(text)} if part != "postcode" else {text}


def told(place: Place, part: str) -> set[str]:
    """What was read of that part."""
    match part:
        case "country":
            return {place.country} if place.country else set()
        case "town":
            return {place.town} if place.town else set()
        case "postcode":
            return set(place.postcodes)
        case "street":
            return {" ".join(sorted(street)) for street in place.streets}
        case "block":
            return {block[2:] for block in place.blocks}
        case "room":
            return set(place.rooms)
        case _:
            value = getattr(place, part)
            return {value} if value else set()


def count(rows: Iterable[dict[str, str]], romaniser: Romaniser) -> tuple[dict[str, Counter[str]], list[str]]:
    """For each part how many were right, wrong and missed; and the misses, in words. A further street that is told counts for nothing if the labelled one is among them."""
    counts: dict[str, Counter[str]] = {part: Counter() for part in PARTS}
    faults = []
    for row in rows:
        place = read_address(row["address"], romaniser)
        for part in PARTS:
            right, got = expected(row, part), told(place, part)
            if part == "street" and right & got:
                got = right
            counts[part].update(right=len(right & got), wrong=len(got - right), missed=len(right - got))
            if right != got:
                faults.append(f"{row['address']}: {part} {sorted(got)} for {sorted(right)}")
    return counts, faults
