"""Which fact does the user declare, and is its value of the right type?"""

from __future__ import annotations

import difflib
import re
from typing import Any, Final

from enduse.codes.countries import canonical_country
from enduse.ingest.values import Bad, Converter, Number, as_text, date_converter, text
from enduse.ingest.words import yes_or_no
from enduse.model.vocabulary import BY_NAME, PARTY_ROLES, Fact, lookup
from enduse.tables import Cell
from enduse.tables.cells import excerpt


def find_fact(name: str) -> Fact:
    """The vocabulary entry; `Bad` with a suggestion if there is none, or if it does not say whose fact it is."""
    found = lookup(name)
    if found is None:
        known = [fact for fact in BY_NAME if "*" not in fact]
        known += [fact.replace("*", role) for fact in BY_NAME if "*" in fact for role in PARTY_ROLES if role != "any"]
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        raise Bad(f"unknown fact {name!r}", f"did you mean {near[0]!r}?" if near else "enduse facts lists the vocabulary")
    if found[1] == "any":
        raise Bad(f"{name!r} does not say which party", f"name the role, e.g. {name.replace('.any.', '.consignee.')!r}")
    return found[0]


def fact_converter(fact: Fact, *, date_order: str | None, decimal: str | None) -> Converter:
    """A converter from cells to values of the fact's type: sets are joined by `;` or `|`."""
    if fact.type == "bool":
        return yes_or_no
    if fact.type == "date":
        return date_converter(date_order)
    if fact.type == "decimal":
        return Number(decimal)
    if fact.type == "int":
        return _whole

    def code(cell: Cell) -> str | None:
        words = text(cell)
        return None if words is None else _member(fact, words)

    def members(cell: Cell) -> list[str] | None:
        words = text(cell)
        return None if words is None else sorted({_member(fact, word) for word in map(str.strip, re.split(r"[;|]", words)) if word})

    return members if fact.type == "set" else code


def settle_fact(name: str, value: Any) -> Any:
    """A declared value of nested JSON, checked against the vocabulary and in canonical form; `Bad` if it does not fit."""
    fact = find_fact(name)
    if value is None:
        return None
    if fact.type == "bool" and isinstance(value, bool):
        return value
    if fact.type == "int" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if fact.type == "set" and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted({_member(fact, item.strip()) for item in value if item.strip()})
    if fact.type in ("decimal", "date", "code", "text") and isinstance(value, str):
        return fact_converter(fact, date_order=None, decimal=".")(value)
    raise Bad(f"the fact {name!r} cannot be {excerpt(repr(value))}", f"write {_WANTED[fact.type]}")


_WANTED: Final[dict[str, str]] = {
    "bool": "true or false",
    "int": "a whole number",
    "decimal": 'a decimal string, e.g. "0.5"',
    "code": "a code as a string",
    "text": "a string",
    "date": "an ISO date as a string",
    "set": "a list of strings",
}


def _member(fact: Fact, word: str) -> str:
    if fact.values:
        if word not in fact.values:
            near = difflib.get_close_matches(word, fact.values, n=1)
            raise Bad(f"{excerpt(word)!r} is no value of {fact.name}", f"did you mean {near[0]!r}?" if near else f"use one of: {', '.join(fact.values)}")
        return word
    if fact.name.endswith(("country", "countries")):
        found = canonical_country(word)
        if found is None:
            raise Bad(f"{excerpt(word)!r} is no country", "write the ISO 3166 alpha-2 code")
        return found
    return word


def _whole(cell: Cell) -> int | None:
    words = text(cell)
    if words is None:
        return None
    if not re.fullmatch(r"-?[0-9]{1,15}", words):
        raise Bad(f"{excerpt(as_text(cell))!r} is no whole number", "write digits only")
    return int(words)
