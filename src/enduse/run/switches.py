"""Which disputed or stayed law has an operator switched, who confirmed it, and what do the packs say then?

A switch is a person's statement about the law on record: the rule is compiled with the state, the person and the reason in its citation, so that every
decision it touches says so. It is part of the Basis like the rules themselves.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.errors import DefinitionError, UsageError
from enduse.model.toml_text import parse_toml
from enduse.run import package
from enduse.run.home import write_atomic
from enduse.tables.definition_file import read_definition

FILE: Final = "switches.toml"
STATES: Final = ("in_force", "stayed")
SWITCHES: Final = pa.schema([(name, pa.string()) for name in ("id", "state", "by", "on", "reason")])
_RULE: Final = re.compile(r"\s*\[\[rule\]\]")
_ID: Final = re.compile(r'\s*id\s*=\s*"([^"]+)"')


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A switch that comes with the package: `members` are ids of rules and of rows of the ownership rules that belong together."""

    id: str
    title: str
    members: tuple[str, ...]
    citation: str


class Switch(msgspec.Struct, frozen=True, kw_only=True):
    """One switch as set: `id` is one of the package's, a rule's or an ownership row's; `state` one of STATES; `on` an ISO date."""

    id: str
    state: str
    by: str
    on: str
    reason: str

    @property
    def told(self) -> str:
        """What a citation says of it."""
        return f"{self.state.replace('_', ' ')} as confirmed by {self.by} on {self.on}: {self.reason}"


def known() -> tuple[Known, ...]:
    """The switches of the package."""
    rows = csv.DictReader(io.StringIO(package.text("tables", "switches.csv")))
    return tuple(Known(id=row["id"], title=row["title"], members=tuple(row["members"].split(";")), citation=row["citation"]) for row in rows)


def read(home: Path) -> tuple[Switch, ...]:
    """The switches set in the home. Raises `DefinitionError` where the file is not what `enduse rules switch` writes."""
    path = home / FILE
    if not path.is_file():
        return ()
    try:
        found = msgspec.convert(parse_toml(read_definition(path), str(path)).get("switch", []), tuple[Switch, ...])
    except msgspec.ValidationError as fault:
        raise DefinitionError(f"is not a list of switches: {fault}; set them with `enduse rules switch`", file=str(path)) from fault
    for one in found:
        _check(one, str(path))
    return found


def text_of(home: Path) -> dict[str, str]:
    """The file of switches as it stands, by its name; empty if there is none."""
    path = home / FILE
    return {FILE: read_definition(path)} if path.is_file() else {}


def _check(one: Switch, where: str) -> None:
    if one.state not in STATES:
        raise UsageError(f"{where}: {one.id}: {one.state!r} is none of {', '.join(STATES)}")
    if not one.by.strip() or not one.reason.strip():
        raise UsageError(f"{where}: {one.id}: a switch needs the name of who confirms it and the reason")
    try:
        dt.date.fromisoformat(one.on)
    except ValueError as fault:
        raise UsageError(f"{where}: {one.id}: {one.on!r} is no ISO date") from fault


def write(home: Path, switch: Switch | None, *, id: str) -> None:
    """Set a switch, or with None take it back."""
    if switch is not None:
        _check(switch, "enduse rules switch")
    kept = [one for one in read(home) if one.id != id]
    rows: list[dict[str, Any]] = [msgspec.to_builtins(one) for one in (*kept, *((switch,) if switch else ()))]
    lines = ["# Written by `enduse rules switch`. Run `enduse prepare` after a change."]
    for row in sorted(rows, key=lambda row: str(row["id"])):
        lines += ["", "[[switch]]", *(f"{name} = {msgspec.json.encode(value).decode()}" for name, value in row.items())]
    write_atomic(home / FILE, ("\n".join(lines) + "\n").encode())


def members(switches: Iterable[Switch]) -> dict[str, Switch]:
    """Each rule or ownership row that is switched. Raises `UsageError` where two switches name one."""
    groups = {one.id: one.members for one in known()}
    out: dict[str, Switch] = {}
    for switch in switches:
        for member in groups.get(switch.id, (switch.id,)):
            if member in out:
                raise UsageError(
                    f"{FILE}: {member} is switched by {out[member].id} and by {switch.id}; take one back with `enduse rules switch {switch.id} default`"
                )
            out[member] = switch
    return out


def switched_packs(packs: Mapping[str, str], switched: Mapping[str, Switch]) -> tuple[dict[str, str], set[str]]:
    """The packs with the rules switched, and which of the members are rules."""
    out, found = dict(packs), set[str]()
    for text in packs.values():
        for number, line in enumerate(text.splitlines(), start=1):
            match = _ID.match(line)
            if match and match[1] in switched and _is_rule(text, number):
                found.add(match[1])
    for name in sorted(found):
        for file, text in out.items():
            places = [number for number, line in enumerate(text.splitlines(), start=1) if (m := _ID.match(line)) and m[1] == name and _is_rule(text, number)]
            for number in places:
                switch = switched[name]
                values = {"status": switch.state, "confirmed": "operator", "citation": f"{cited(text, number)}; {switch.told}"}
                out[file] = with_values(text, number, values)
    return out, found


def _is_rule(text: str, line: int) -> bool:
    heads = [one for one in text.splitlines()[: line - 1] if one.lstrip().startswith("[")]
    return bool(heads) and bool(_RULE.match(heads[-1]))


def cited(text: str, line: int) -> str:
    """The citation of the rule that has its id on that line (from 1)."""
    lines = text.splitlines()
    first, last = _block(lines, line)
    return str(parse_toml("\n".join(lines[first + 1 : last]), "pack").get("citation", ""))


def with_values(text: str, line: int, values: Mapping[str, str]) -> str:
    """The pack with some values of the rule that has its id on that line (from 1) written anew.

    >>> with_values('[[rule]]\\nid = "A"\\nstatus = "stayed"\\n[[rule]]\\nid = "B"', 2, {"status": "in_force"}).splitlines()
    ['[[rule]]', 'id = "A"', 'status = "in_force"', '[[rule]]', 'id = "B"']
    """
    lines = text.splitlines()
    first, last = _block(lines, line)
    kept = [one for one in lines[first + 1 : last] if one.split("=")[0].strip() not in values]
    place = next(at for at, one in enumerate(kept) if _ID.match(one)) + 1
    kept[place:place] = [f"{name} = {msgspec.json.encode(value).decode()}" for name, value in values.items()]
    return "\n".join([*lines[: first + 1], *kept, *lines[last:]]) + "\n"


def _block(lines: Sequence[str], line: int) -> tuple[int, int]:
    """Where the rule with its id on that line begins, and where its own values end."""
    first = max(at for at in range(line) if _RULE.match(lines[at]))
    return first, next((at for at in range(line, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))


def switched_rows(texts: Sequence[tuple[str, str]], switched: Mapping[str, Switch]) -> tuple[list[tuple[str, str]], set[str]]:
    """The ownership rules with rows switched (a text after the others, whose rows take the place of theirs), and which of the members are such rows."""
    rows: dict[str, dict[str, str]] = {}
    for _, text in texts:
        for row in csv.DictReader(io.StringIO(text.removeprefix("﻿"))):
            if row.get("id") in switched:
                rows[row["id"]] = row
    if not rows:
        return list(texts), set()
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(next(iter(rows.values()))), lineterminator="\n")
    writer.writeheader()
    for name, row in sorted(rows.items()):
        switch = switched[name]
        writer.writerow({**row, "status": switch.state, "confirmed": "operator", "citation": f"{row['citation']}; {switch.told}"})
    return [*texts, (FILE, stream.getvalue())], set(rows)


def table(switches: Iterable[Switch]) -> pa.Table:
    """The switches as the table `rules.switches` of a Basis."""
    return pa.Table.from_pylist([msgspec.to_builtins(one) for one in sorted(switches, key=lambda one: one.id)], schema=SWITCHES)
