"""Does this condition make sense: do its facts exist, and do the values fit their types?"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Final

from enduse.model.effects import REGIMES
from enduse.model.vocabulary import FACTS, PARTY_ROLES, lookup
from enduse.rules.nodes import Compare, CompareFacts, Constant, Contains, Holds, In, Is, Known, Node, Ref, Scalar, all_of, any_of, negate
from enduse.rules.syntax import Fault, Literal, Members, Name, Operation, Raw

_ORDERED: Final = ("int", "decimal", "date")
_MEANT: Final = {
    "bool": "true or false",
    "int": "a whole number",
    "decimal": "a number",
    "code": "a code in quotes",
    "text": "text in quotes",
    "date": "a date like 2024-02-23",
    "set": "a code in quotes",
}
_FLIPPED: Final = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

# How codes of the open value sets are spelled, by the last word of the fact's name: a misspelt code would never match and never be noticed.
_SPELLING: Final[dict[str, tuple[str, str]]] = {
    "country": ("[A-Z]{2}", "an ISO 3166-1 alpha-2 code"),
    "countries": ("[A-Z]{2}", "an ISO 3166-1 alpha-2 code"),
    "seats": ("[A-Z]{2}", "an ISO 3166-1 alpha-2 code"),
    "currency": ("[A-Z]{3}", "an ISO 4217 code"),
    "attached": ("|".join((*REGIMES, "HOUSE")), "one of " + ", ".join(REGIMES)),
    "roles": ("|".join(PARTY_ROLES[1:]), "a role of a party"),
    "hs6": ("[0-9]{6}", "six digits"),
    "hs4": ("[0-9]{4}", "four digits"),
    "hs2": ("[0-9]{2}", "two digits"),
}


def suggest(word: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?` with the closest known word, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""


def reference(name: str, offset: int = 0) -> Ref:
    """The fact of that name; raises Fault with a suggestion if the vocabulary has none."""
    found = lookup(name)
    if found is None:
        parts = name.split(".")
        roles = PARTY_ROLES if parts[0] != "party" or len(parts) != 3 or parts[1] not in PARTY_ROLES else (parts[1],)
        names = [f.name.replace("*", role) for f in FACTS for role in (roles if f.level == "party" else ("",))]
        raise Fault(f'unknown fact "{name}"' + suggest(name, names), offset)
    fact, role = found
    dim = {"transaction": None, "line": "line"}.get(fact.level, f"party:{role}")
    return Ref(name=name, column=fact.name, type=fact.type, dim=dim, required=fact.required)


def resolve(raw: Raw, groups: Mapping[str, frozenset[str]]) -> Node:
    """The checked condition; raises Fault."""
    if isinstance(raw, Name):
        fact = reference(raw.text, raw.offset)
        if fact.type != "bool":
            how = "contains …" if fact.type == "set" else "== …"
            raise Fault(f'"{raw.text}" is of type {fact.type}, not true or false; compare it, e.g. {raw.text} {how}', raw.offset)
        return Holds(fact)
    if isinstance(raw, Literal):
        if not isinstance(raw.value, bool):
            raise Fault(f"the value {raw.value!r} is not a condition", raw.offset)
        return Constant(raw.value)
    if isinstance(raw, Members):
        raise Fault("a list is not a condition; write a fact before it: fact in [..]", raw.offset)
    if raw.op == "or":
        return any_of([resolve(part, groups) for part in raw.operands])
    if raw.op == "and":
        return all_of([resolve(part, groups) for part in raw.operands])
    if raw.op == "not":
        return negate(resolve(raw.operands[0], groups))
    if raw.op.startswith("is "):
        return _resolve_is(raw, groups)
    left, right = raw.operands
    if raw.op in ("in", "not in", "contains"):
        node = _resolve_members(raw.op, _fact_of(left, raw), right, groups)
        return negate(node) if raw.op == "not in" else node
    return _resolve_comparison(raw.op, left, right, raw)


def _fact_of(raw: Raw, whole: Operation) -> Ref:
    if not isinstance(raw, Name):
        raise Fault(f"the left side of `{whole.op}` must be a fact", whole.offset if isinstance(raw, Operation) else raw.offset)
    return reference(raw.text, raw.offset)


def _resolve_is(raw: Operation, groups: Mapping[str, frozenset[str]]) -> Node:
    _, *words = raw.op.split(" ")
    inner = raw.operands[0]
    if words[-1] in ("known", "unknown"):
        node = Known(reference(inner.text, inner.offset)) if isinstance(inner, Name) else negate(Is(resolve(inner, groups), None))
        return node if (words[-1] == "known") == (words[0] != "not") else negate(node)
    node = Is(resolve(inner, groups), words[-1] == "true")
    return negate(node) if words[0] == "not" else node


def _resolve_comparison(op: str, left: Raw, right: Raw, whole: Operation) -> Node:
    if isinstance(left, Literal) and isinstance(right, Name):
        left, right, op = right, left, _FLIPPED[op]
    fact = _fact_of(left, whole)
    if fact.type == "set":
        raise Fault(f"\"{fact.name}\" is a set; write contains 'X', contains any [..] or contains any group:x", whole.offset)
    if op not in ("==", "!=") and fact.type not in _ORDERED:
        raise Fault(f'"{fact.name}" is of type {fact.type} and has no order; use ==, != or in', whole.offset)
    if isinstance(right, Name):
        other = reference(right.text, right.offset)
        if _family(fact.type) != _family(other.type):
            raise Fault(f'"{fact.name}" ({fact.type}) and "{other.name}" ({other.type}) cannot be compared', right.offset)
        node: Node = CompareFacts(fact, "==" if op == "!=" else op, other)
    elif isinstance(right, Literal):
        value = _value(fact, right)
        if fact.type == "bool":
            node = Holds(fact) if value else negate(Holds(fact))
        else:
            node = Compare(fact, "==" if op == "!=" else op, value)
    else:
        raise Fault(f"the right side of `{op}` must be a value or a fact; for a list write in [..]", whole.offset)
    return negate(node) if op == "!=" else node


def _resolve_members(op: str, fact: Ref, right: Raw, groups: Mapping[str, frozenset[str]]) -> Node:
    assert isinstance(right, Members)
    if op == "contains" and fact.type != "set":
        raise Fault(f'"{fact.name}" is not a set; write in [..]', right.offset)
    if op != "contains" and fact.type in ("set", "bool"):
        how = "contains any [..]" if fact.type == "set" else "== true"
        raise Fault(f'"{fact.name}" is of type {fact.type}; write {how}', right.offset)
    if right.group is None:
        values = [_value(fact, item) for item in right.items]
    else:
        if right.group not in groups:
            raise Fault(f'unknown group "{right.group}"' + suggest(right.group, groups), right.offset)
        if fact.type not in ("code", "text", "set"):
            raise Fault(f'"{fact.name}" is of type {fact.type}; a group holds codes', right.offset)
        values = [_value(fact, Literal(code, right.offset)) for code in groups[right.group]]
        if not values:
            raise Fault(f'group "{right.group}" is empty', right.offset)
    members = tuple(sorted(set(values), key=lambda value: (str(type(value)), value)))
    return Contains(fact, tuple(str(v) for v in members)) if op == "contains" else In(fact, members)


def _family(type: str) -> str:
    return {"int": "number", "decimal": "number", "code": "string", "text": "string"}.get(type, type)


def _value(fact: Ref, literal: Literal) -> Scalar:
    """The literal in the fact's type, or Fault."""
    value = literal.value
    kind = {bool: "bool", int: "int", float: "decimal", str: "code", dt.date: "date"}[type(value)]
    if fact.type == "decimal" and kind == "int":
        return float(value)  # type: ignore[arg-type]  # kind says it is an int
    if kind != {"text": "code", "set": "code"}.get(fact.type, fact.type):
        raise Fault(f'"{fact.name}" is of type {fact.type}: expected {_MEANT[fact.type]}, found {_written(value)}', literal.offset)
    found = lookup(fact.name)
    closed = found[0].values if found else ()
    if closed and value not in closed:
        raise Fault(f'"{fact.name}" is never {value!r}; it is one of {", ".join(closed)}' + suggest(str(value), closed), literal.offset)
    spelling = _SPELLING.get(re.split(r"[._]", fact.name)[-1]) if kind == "code" else None
    if spelling and not re.fullmatch(spelling[0], str(value)):
        raise Fault(f'"{fact.name}" cannot be {value!r}: expected {spelling[1]}', literal.offset)
    return value


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, str) else str(value)
