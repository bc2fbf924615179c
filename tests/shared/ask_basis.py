"""What does a Basis answer to many names? A script, started by the tests in as many processes as there are cores: a spawned worker could not import a test module."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from enduse.facts import parties_of
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import GoodsLine, Kind, OperatorRole, Party, Role, Route, Transaction, TransactionKind
from enduse.run import api, bases, prepare

AS_OF = "2026-09-30"
NOW = dt.datetime(2026, 9, 30, tzinfo=dt.UTC)
CHUNK = 4096
Asked = tuple[str, str | None, str | None, str | None]
"""Name, country, kind and date of birth of a consignee."""


def main(work: str, place: Path, out: Path, into: Path | None = None) -> None:
    """What a worker is started for: `prepare` a home, find and screen `names`, `screen` consignees; the answer goes to `out` as JSON."""
    if work == "prepare":
        answer: Any = prepare.prepare(place, now=NOW).digest
    else:
        assert into is not None
        basis, asked = bases.Basis.open(place), json.loads(into.read_bytes())
        answer = find_and_screen(basis, asked) if work == "names" else screen_consignees(basis, asked)
    out.write_text(json.dumps(answer), "utf-8")


def find_and_screen(basis: bases.Basis, asked: Sequence[str]) -> list[tuple[str, list[tuple[int, bool]]]]:
    """For each name, as the name of a consignee in Italy and nothing more: the outcome, the entities found, and whether as the very printed name.

    What is found is asked of the kernel's own step, which remembers it for the screening that follows: the names are matched once for both answers.
    """
    screening = api.screening(basis, as_of=AS_OF)
    answers: list[tuple[str, list[tuple[int, bool]]]] = []
    for start in range(0, len(asked), CHUNK):
        shipments = [ordinary_shipment(str(at), name) for at, name in enumerate(asked[start : start + CHUNK])]
        found = [next(per for party, per in zip(parties_of(shipment), row, strict=True) if party.role == Role.consignee)
                 for shipment, row in zip(shipments, kernel.match_parties(shipments, basis), strict=True)]  # fmt: skip
        outcomes = kernel.screen(to_batch(shipments), screening).column("outcome").to_pylist()
        answers += [(outcome, [(one.entity, one.exact) for one in row]) for outcome, row in zip(outcomes, found, strict=True)]
    return answers


def screen_consignees(basis: bases.Basis, asked: Sequence[Asked]) -> list[tuple[str, list[str], list[str]]]:
    """For each consignee of the ordinary shipment: the outcome, the rules, and which names in force it was taken for."""
    screening = api.screening(basis, as_of=AS_OF)
    answers: list[tuple[str, list[str], list[str]]] = []
    for start in range(0, len(asked), CHUNK):
        batch = to_batch([ordinary_shipment(str(at), *consignee) for at, consignee in enumerate(asked[start : start + CHUNK])])
        out = kernel.screen(batch, screening)
        for outcome, rules, document in zip(*(out.column(name).to_pylist() for name in ("outcome", "rules", "document")), strict=True):
            matches = (
                [] if outcome == "release" else [f"{m['matched_name']} ({m['score']})" for m in json.loads(document).get("matches", ()) if m.get("in_force")]
            )
            answers.append((outcome, rules, list(dict.fromkeys(matches))[:3]))
    return answers


def ordinary_shipment(id: str, name: str, country: str | None = "IT", kind: str | None = None, birth_date: str | None = None) -> Transaction:
    """Coffee from a German roaster to a consignee, shipped on the day of screening."""
    return Transaction(
        id=id, kind=TransactionKind.shipment, operator_role=OperatorRole.exporter, ship_date=AS_OF,
        goods=(GoodsLine(description="roasted coffee", hs_code="090121", origin="BR", value="1200.00", currency="EUR"),),
        route=Route(ship_from="DE", ship_to=country),
        parties=(
            Party(role=Role.seller, name="Rösterei Feldkamp GmbH", country="DE"),
            Party(role=Role.consignee, name=name, country=country, kind=Kind(kind) if kind else None, birth_date=birth_date),
        ),
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
