"""What rules does this pack of TOML hold, and what is wrong with it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, NoReturn

import msgspec

from enduse.errors import DefinitionError
from enduse.model.effects import REGIMES, Effect, ReasonClass
from enduse.model.nouns import OperatorRole
from enduse.model.toml_text import parse_toml
from enduse.rules.nodes import Node
from enduse.rules.places import Place, find_places
from enduse.rules.resolve import reference, resolve, suggest
from enduse.rules.rule import Example, Rule, RuleSet, digest_rule, make_ruleset
from enduse.rules.syntax import Fault, parse

_CLOSED: Final[dict[str, tuple[str, ...]]] = {
    "status": ("in_force", "stayed", "proposed", "repealed"),
    "outcome": ("block", "review", "note"),
    "reason_class": tuple(ReasonClass),
    "effects": tuple(Effect),
    "listing_effects": tuple(Effect),
    "listing_band": ("established", "possible", "listed_name", "address", "building", "unattached"),
    "unknown": ("review", "note"),
    "confirmed": ("primary", "secondary", "unconfirmed", "operator"),
    "regime": REGIMES,
    "roles": tuple(OperatorRole),
    "expect": ("true", "false", "unknown"),
}
_TEXTS: Final = ("id", "title", "status", "scope", "condition", "outcome", "reason_class", "listing_band", "unknown", "citation", "source", "confirmed")
_LISTS: Final = ("regime", "roles", "effects", "listing_effects", "show")
_DATES: Final = ("valid_from", "valid_to")
_RULE_KEYS: Final = (*_TEXTS, *_LISTS, *_DATES, "example")
_NEEDED: Final = ("id", "title", "condition", "outcome", "reason_class", "citation")


def compile_packs(packs: Mapping[str, str], groups: Mapping[str, frozenset[str]]) -> RuleSet:
    """Read packs (file name to TOML text) into rules checked against the vocabulary and the country groups.

    Raises DefinitionError with file, line and what to write instead. Examples are read here and run by `run_examples`.
    """
    rules: list[Rule] = []
    seen: dict[str, Rule] = {}
    for file in sorted(packs):
        for rule in _Pack(file, packs[file], groups).read():
            if rule.id in seen:
                first = seen[rule.id]
                raise DefinitionError(
                    f'rule "{rule.id}" is defined already at {first.file}:{first.line}; give one of them another id', file=file, line=rule.line
                )
            seen[rule.id] = rule
            rules.append(rule)
    return make_ruleset(rules)


class _Pack:
    """One text being read: knows the places of its keys."""

    def __init__(self, file: str, text: str, groups: Mapping[str, frozenset[str]]) -> None:
        self.file, self.groups = file, groups
        self.text = text.replace("\r\n", "\n")
        self.places = find_places(self.text)

    def read(self) -> list[Rule]:
        content = parse_toml(self.text, self.file)
        self.check_keys(content, (), ("pack", "rule"))
        pack = content.get("pack")
        if not isinstance(pack, dict):
            self.fail('the pack has no [pack] table; begin with [pack] and id = "…"', ("pack",))
        self.check_keys(pack, ("pack",), ("id", "title"))
        pack_id = pack.get("id")
        if not isinstance(pack_id, str) or not pack_id:
            self.fail('[pack] needs id = "…"', ("pack",))
        rules = content.get("rule", [])
        if not isinstance(rules, list):
            self.fail("write each rule under [[rule]]", ("rule",))
        return [self.read_rule(pack_id, table, ("rule", number)) for number, table in enumerate(rules)]

    def read_rule(self, pack_id: str, table: dict[str, Any], path: tuple[str | int, ...]) -> Rule:
        self.check_keys(table, path, _RULE_KEYS)
        for key in _NEEDED:
            if not table.get(key):
                self.fail(f'rule "{table.get("id", "?")}" has no {key}', path)
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key in _TEXTS:
                values[key] = self.text_of(key, value, (*path, key))
            elif key in _LISTS:
                values[key] = self.list_of(key, value, (*path, key))
            elif key in _DATES:
                values[key] = self.date_of(value, (*path, key))
        if values.get("valid_from") and values.get("valid_to") and values["valid_to"] < values["valid_from"]:
            self.fail("valid_to lies before valid_from", (*path, "valid_to"))
        scope_text, condition_text = values.pop("scope", "true"), values.pop("condition")
        held = values["outcome"] == "block" and values.get("confirmed") == "unconfirmed"  # an unconfirmed rule may ask for review, never block
        rule = Rule(
            **{**values, "outcome": "review" if held else values["outcome"]},
            stated=values["outcome"],
            pack=pack_id,
            scope=self.condition_of(scope_text, (*path, "scope")),
            scope_text=_one_line(scope_text),
            condition=self.condition_of(condition_text, (*path, "condition")),
            condition_text=_one_line(condition_text),
            examples=tuple(self.read_example(one, (*path, "example", n)) for n, one in enumerate(table.get("example", []))),
            file=self.file,
            line=self.place((*path, "id")).line,
        )
        if (rule.listing_effects or rule.listing_band) and not rule.party_roles:
            self.fail("a rule about listings must name a party; use party.<role>.… or party.any.… in its condition", (*path, "condition"))
        return msgspec.structs.replace(rule, digest=digest_rule(rule))

    def read_example(self, table: dict[str, Any], path: tuple[str | int, ...]) -> Example:
        self.check_keys(table, path, ("facts", "expect", "note"))
        facts = table.get("facts", {})
        if not isinstance(facts, dict):
            self.fail('facts is a table: facts = { "tx.kind" = "shipment" }', (*path, "facts"))
        for name, value in facts.items():
            if name != "date":
                self.check_fact_value(name, value, (*path, "facts"))
        return Example(facts=facts, expect=self.text_of("expect", table.get("expect", ""), (*path, "expect")), line=self.place(path).line)

    def check_fact_value(self, name: str, value: object, path: tuple[str | int, ...]) -> None:
        try:
            ref = reference(name)
        except Fault as fault:
            self.fail(fault.message, path)
        kinds: dict[str, tuple[type, ...]] = {"bool": (bool,), "int": (int,), "decimal": (int, float), "date": (dt.date, str), "set": (list,)}
        wanted = kinds.get(ref.type, (str,))
        if not isinstance(value, wanted) or isinstance(value, bool) != (ref.type == "bool"):
            self.fail(f'"{name}" is of type {ref.type}; found {value!r}', path)
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            self.fail(f'"{name}" is a set of codes in quotes', path)

    # ---- values

    def text_of(self, key: str, value: object, path: tuple[str | int, ...]) -> str:
        if not isinstance(value, str):
            self.fail(f"{key} must be text in quotes", path)
        self.check_closed(key, value, path)
        return value

    def list_of(self, key: str, value: object, path: tuple[str | int, ...]) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(f'{key} must be a list of texts: {key} = ["…"]', path)
        for item in value:
            self.check_closed(key, item, path)
            if key == "show":
                try:
                    reference(item)
                except Fault as fault:
                    self.fail(fault.message, path)
        return tuple(value)

    def date_of(self, value: object, path: tuple[str | int, ...]) -> dt.date:
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{path[-1]} must be a date like 2024-02-23", path)

    def condition_of(self, text: str, path: tuple[str | int, ...]) -> Node:
        try:
            return resolve(parse(text), self.groups)
        except Fault as fault:
            place = self.place(path)
            inside = text.count("\n", 0, fault.offset) if place.long else 0
            before = text.rfind("\n", 0, fault.offset) + 1
            raise DefinitionError(
                f"{fault.message} ({path[-1]}, column {fault.offset - before + 1})", file=self.file, line=(place.body if place.long else place.line) + inside
            ) from None

    # ---- checks

    def check_closed(self, key: str, value: str, path: tuple[str | int, ...]) -> None:
        closed = _CLOSED.get(key)
        if closed and value not in closed:
            self.fail(f'{key} cannot be "{value}"; it is one of {", ".join(closed)}' + suggest(value, closed), path)

    def check_keys(self, table: object, path: tuple[str | int, ...], known: tuple[str, ...]) -> None:
        if not isinstance(table, dict):
            self.fail(f"{path[-1] if path else 'this'} must be a table", path)
        for key in table:
            if key not in known:
                self.fail(f'unknown key "{key}"' + suggest(key, known), (*path, key))

    def place(self, path: tuple[str | int, ...]) -> Place:
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1, False))

    def fail(self, message: str, path: tuple[str | int, ...]) -> NoReturn:
        raise DefinitionError(message, file=self.file, line=self.place(path).line)


def _one_line(text: str) -> str:
    return " ".join(text.split())
