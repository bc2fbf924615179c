"""Is what was measured as good as somebody said it must be?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from enduse.errors import DefinitionError

LEAST: Final = ("control", "one_change", "two_changes", "worst_class")
MOST: Final = ("false_per_1000", "near_per_1000", "ece")


class Floors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shares between 0 and 1 that must be reached, figures that must not be passed; `classes`: the share of one class under one change; `crossed`: of names asked across scripts, `Cyrl-Latn`."""

    control: float | None = None
    one_change: float | None = None
    two_changes: float | None = None
    worst_class: float | None = None
    false_per_1000: float | None = None
    near_per_1000: float | None = None
    ece: float | None = None
    classes: dict[str, float] = {}
    crossed: dict[str, float] = {}


def read_floors(text: str, where: str) -> Floors:
    """The floors of a TOML file. Raises `DefinitionError`."""
    try:
        return msgspec.convert(tomllib.loads(text), Floors)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise DefinitionError(f"{fault}; keys are {', '.join((*LEAST, *MOST))} and the tables [classes] and [crossed]", file=where) from fault


def below(report: Mapping[str, Any], floors: Floors) -> list[str]:
    """A sentence for each floor that was not kept; a class that was not asked keeps no floor."""
    changed, alerts = report["changed"], report["false_alerts"]
    reached: dict[str, float | None] = {
        "control": report["control"]["recall"], "one_change": changed["one"]["recall"], "two_changes": changed["two"]["recall"], "worst_class": (changed["worst"] or {}).get("recall"),
    }  # fmt: skip
    told = [_least(key, reached[key], wanted) for key in LEAST if (wanted := getattr(floors, key)) is not None]
    passed = {"false_per_1000": alerts["made_up"]["per_1000"], "near_per_1000": alerts["near"]["per_1000"], "ece": report["calibration"]["ece"]}
    for key in MOST:
        limit = getattr(floors, key)
        if limit is not None and (passed[key] is None or passed[key] > limit):
            told.append(f"{key}: {passed[key]} is more than {limit}")
    classes = {row["name"]: row["one"]["recall"] for row in changed["classes"]}
    told += [_least(f"classes.{name}", classes.get(name), wanted) for name, wanted in floors.classes.items()]
    pairs = {f"{row['asked_in']}-{row['listed_in']}": row["recall"] for row in report["crossed"]}
    told += [_least(f"crossed.{name}", pairs.get(name), wanted) for name, wanted in floors.crossed.items()]
    return [sentence for sentence in told if sentence]


def _least(key: str, reached: float | None, wanted: float) -> str:
    if reached is None:
        return f"{key}: nothing was asked, and {wanted} is wanted"
    return f"{key}: {reached} is less than {wanted}" if reached < wanted else ""
