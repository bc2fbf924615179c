"""Which settings has the user made otherwise than we ship them, and may they be so?

`HOME/settings.toml` names them as `docs/reference/settings.md` does, in tables or with the whole name in quotes. `prepare` compiles them into the Basis.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.errors import DefinitionError
from enduse.facts.settings import SETTINGS as FACT_SETTINGS
from enduse.goods.settings import SETTINGS as GOODS_SETTINGS
from enduse.model import operating
from enduse.model.toml_text import parse_toml
from enduse.owners import SETTINGS as OWNER_SETTINGS
from enduse.parties import SETTINGS as PARTY_SETTINGS
from enduse.tables.definition_file import read_definition

FILE: Final = "settings.toml"
RUN_SETTINGS: Final[dict[str, tuple[str, str]]] = {
    "lists.max_age_days": ("30", "a list retrieved longer ago than this is stale: screening refuses it unless allowed by --allow-stale"),
}
SHIPPED: Final[dict[str, tuple[str, str]]] = {**RUN_SETTINGS, **FACT_SETTINGS, **GOODS_SETTINGS, **OWNER_SETTINGS, **PARTY_SETTINGS, **operating.SETTINGS}
"""Every setting with its value and meaning."""
SCHEMA: Final = pa.schema([(name, pa.string()) for name in ("name", "value", "meaning")])
OWN: Final = pa.schema([(name, pa.string()) for name in ("name", "value")])

FITTED: Final = ("parties.calibration", "goods.text.weights", "goods.text.curve.", "goods.mismatch.kinds")
"""Fitted as a whole on our development texts and lists: a figure by itself means nothing."""
LAID: Final = ("parties.generic_share", "parties.slip_letters", "parties.slip_letters_person")
"""What the index over the lists is laid down by."""
_NUMBER: Final = re.compile(r"\d+(\.\d+)?")
_BOUNDS: Final[tuple[tuple[str, int, int], ...]] = (
    ("parties.candidates", 1, 1000), ("parties.neighbours", 1, 1000), ("parties.telling_name", 1, 1000), ("parties.", 0, 1000), ("lists.max_age_days", 1, 3650), ("facts.", 2, 1000),
    ("owners.just_under", 0, 100), ("owners.", 0, 36500), ("goods.values.outlier", 0, 1000), ("goods.", 0, 1),
)  # fmt: skip
"""Least and greatest value of what begins so; the first that fits counts."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One setting as it stands: `value`, what the package ships, and whether the user says so (`own`)."""

    name: str
    value: str
    shipped: str
    meaning: str
    own: bool


def read(home: Path) -> dict[str, str]:
    """What `HOME/settings.toml` says otherwise than the package, by name. Raises `DefinitionError` with line and remedy."""
    path = home / FILE
    if not path.is_file():
        return {}
    text = read_definition(path)
    own: dict[str, str] = {}
    for name, value in _flat(parse_toml(text, str(path)), ""):
        fault = _fault(name, value)
        if fault:
            raise DefinitionError(fault, file=str(path), line=_line(text, name))
        if name in own:
            raise DefinitionError(f"{name} stands there twice; keep one", file=str(path), line=_line(text, name))
        own[name] = _text(value)
    return {name: value for name, value in sorted(own.items()) if value != SHIPPED[name][0]}


def value(home: Path, name: str) -> str:
    """One setting as the home has it."""
    return read(home).get(name, SHIPPED[name][0])


def text_of(home: Path) -> dict[str, str]:
    """The file as it stands, by its name; empty if there is none."""
    return {FILE: read_definition(home / FILE)} if (home / FILE).is_file() else {}


def settings(own: Mapping[str, str]) -> list[Setting]:
    """All settings, by name."""
    return [
        Setting(name=name, value=own.get(name, value), shipped=value, meaning=meaning, own=name in own) for name, (value, meaning) in sorted(SHIPPED.items())
    ]


def table(own: Mapping[str, str]) -> pa.Table:
    """The table `settings` of a Basis."""
    return pa.Table.from_pylist([{"name": each.name, "value": each.value, "meaning": each.meaning} for each in settings(own)], schema=SCHEMA)


def own_table(own: Mapping[str, str]) -> pa.Table:
    """The table `settings.own` of a Basis: what the user set."""
    return pa.Table.from_pylist([{"name": name, "value": value} for name, value in sorted(own.items())], schema=OWN)


def _flat(tree: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _text(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else " ".join(value) if isinstance(value, list) else str(value).strip()


def _fault(name: str, value: Any) -> str | None:
    """What is wrong with the setting, and what to do about it."""
    if name not in SHIPPED:
        near = difflib.get_close_matches(name, SHIPPED, n=1, cutoff=0.6)
        return f"no setting is called {name!r}" + (f"; did you mean {near[0]}?" if near else "; `enduse settings` lists them")
    if any(name == one or (one.endswith(".") and name.startswith(one)) for one in FITTED):
        return f"{name} is fitted as a whole and not set by hand; leave it out"
    if name in LAID:
        return f"{name} is what the index over the lists is laid down by and cannot be set; leave it out"
    shipped = SHIPPED[name][0]
    if shipped in ("yes", "no"):
        return None if isinstance(value, bool) or value in ("yes", "no") else f"{name} is yes or no, not {value!r}"
    if not _NUMBER.fullmatch(shipped):
        words = value.split() if isinstance(value, str) else value if isinstance(value, list) and all(isinstance(one, str) for one in value) else []
        return None if words and all(re.fullmatch(r"[\w.:-]+", one) for one in words) else f"{name} is a list of ids such as {shipped!r}, not {value!r}"
    least, most = next((low, high) for head, low, high in _BOUNDS if name.startswith(head))
    whole = "." not in shipped and not name.startswith("goods.")
    try:
        number = Decimal(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or not least <= number <= most or (whole and not re.fullmatch(r"\d+", _text(value))):
        return f"{name} is a {'whole ' if whole else ''}number from {least} to {most}, not {value!r}"
    return None


def _line(text: str, name: str) -> int:
    """The line that sets it: the last part of its name stands there, in its table or with the names of its tables before it."""
    head, last = "", name.split(".")[-1]
    best = 1
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
            head = found[1].replace('"', "").replace(" ", "") + "."
        elif found := re.match(r"\s*([\w.\"' -]+?)\s*=", line):
            key = re.sub(r"[\"' ]", "", found[1])
            if head + key == name:
                return number
            if key.split(".")[-1] == last:
                best = number
    return best
