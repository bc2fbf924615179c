"""What do these tests share? A small world of owners written in one line: ties, listed parties, a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from enduse.basis import Basis
from enduse.lists.holdings.shares import read_share
from enduse.model.nouns import Listing
from enduse.model.ownership import FULL
from enduse.owners import SETTINGS, Owners, Position, rules_table
from enduse.owners.build import REGISTERS
from enduse.owners.graph import EDGES, EVER_FROM, EVER_TO, LINKS, NODES

RULES = Path(__file__).resolve().parents[2] / "src" / "enduse" / "data" / "tables" / "ownership_rules.csv"
_TIE = re.compile(r"(\w+)>(\w+):([^@#]*)(?:@([\d-]*)\.\.([\d-]*))?(?:#(\d))?")
_EPOCH = dt.date(1970, 1, 1)
FREEZES = {"US": "Specially Designated Nationals and Blocked Persons List", "EU": "Reg. (EU) No 269/2014", "UK": "UK Sanctions List", "UN": "UN Security Council Consolidated List"}  # fmt: skip

World = Callable[..., Position]


def _day(text: str | None, open_end: int) -> int:
    return (dt.date.fromisoformat(text) - _EPOCH).days if text else open_end


def make_owners(ties: str, established: dict[str, bool], *, families: dict[str, str] | None = None, agents: frozenset[str] = frozenset()) -> tuple[Owners, dict[str, int]]:  # fmt: skip
    """Owners over ties such as `X>A:50; A>T:40c@2020-01-01..2024-12-31#1`: share, `c` control, `u` unknown control, `i` indirect, `role`, `#` register."""
    parsed = [_TIE.fullmatch(part.strip()) for part in ties.split(";")]
    assert all(parsed), ties
    found = [each.groups() for each in parsed if each]
    names = sorted({name for each in found for name in each[:2]} | set(established))
    row = {name: place for place, name in enumerate(names)}
    edges = []
    for owner, owned, said, start, end, register in found:
        tie = 2 if said == "role" else 1 if said.endswith("i") else 0
        share = said.rstrip("cui") if said != "role" else "0"
        known = None if share == "?" else read_share(share)
        assert known or share == "?", said
        least, most = known or (0, FULL)
        edges.append(
            {
                "owned": row[owned],
                "owner": row[owner],
                "tie": tie,
                "stated": known is not None,
                "least": least,
                "most": most,
                "control": 1 if said.endswith("c") else 2 if said.endswith("u") else 0,
                "start": _day(start, EVER_FROM),
                "end": _day(end, EVER_TO),
                "register": int(register or 0),
                "source": "",
                "where": "",
            }
        )
    edges.sort(key=lambda edge: (edge["owned"], edge["owner"]))
    nodes = [
        {"key": n, "register": "r", "name": n, "kind": None, "country": None, "family": (families or {}).get(n, ""), "agent": n in agents, "same": row[n]}
        for n in names
    ]
    links = [{"node": row[name], "entity": row[name], "established": sure, "score": 1000, "matched": name} for name, sure in sorted(established.items())]
    settings = [{"name": name, "value": value, "meaning": meaning} for name, (value, meaning) in SETTINGS.items()]
    tables = {
        "owners.nodes": pa.Table.from_pylist(nodes, schema=NODES),
        "owners.edges": pa.Table.from_pylist(edges, schema=EDGES),
        "owners.links": pa.Table.from_pylist(links, schema=LINKS),
        "owners.registers": pa.Table.from_pylist([{"id": i, "version": "1", "holdings": 0} for i in "rs"], schema=REGISTERS),
        "owners.rules": rules_table([("ownership_rules.csv", RULES.read_text(encoding="utf-8"))]),
        "settings": pa.Table.from_pylist(settings),
    }
    return Owners(Basis(tables)), row


def listings_of(spec: str) -> tuple[str, bool, list[Listing]]:
    """`X US EU`: frozen there; `X~ US`: only possibly that party; `X US/licence_needed/Entity List//PROGRAMME`: another measure."""
    name, *measures = re.split(r"\s+(?=[A-Z]{2,5}(?:/|\s|$))", spec.strip())
    made = []
    for number, measure in enumerate(measures):
        regime, effect, act, programme = [*measure.split("/"), "", "", ""][:4]
        bare = name.rstrip("~")
        made.append(
            Listing(
                listing_id=f"{bare}:{number}", entity_id=bare, source="t", authority=regime, regime=regime, effect=effect or "asset_freeze",
                act=act or FREEZES.get(regime, "Act"), programme=programme or None,
            )
        )  # fmt: skip
    return name.rstrip("~"), not name.endswith("~"), made


@pytest.fixture(scope="session")
def world() -> World:
    """`world(ties, listed, target, date)`: the position of the target; `listed` as `X US EU; Y~ UK`."""

    def ask(ties: str, listed: str, target: str = "T", date: str = "2026-06-01", **more: object) -> Position:
        parties = [listings_of(spec) for spec in listed.split(";") if spec.strip()]
        owners, row = make_owners(ties, {name: sure for name, sure, _ in parties}, **more)  # type: ignore[arg-type]  # families and agents, passed through
        by_entity = {row[name]: found for name, _, found in parties}
        return owners.position(row[target], date=date, listings=lambda entity: by_entity.get(entity, []), counts=lambda *_: True)

    return ask
