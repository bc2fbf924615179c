"""Is nothing lost by passing over what no reading of a name can be?"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from enduse.basis import Basis
from enduse.model.nouns import Entity, Kind, Name, NameKind, Party, Role
from enduse.parties import Index, build, find
from enduse.parties.sieve import ALL, Flags, worth_comparing
from enduse.parties.words import I64
from enduse.run.prepare import embedded_content
from enduse.run.romanise_table import romanise_table
from enduse.text.names import Reading

pytestmark = pytest.mark.usefixtures("either_way")

OTHER_WRITINGS = (
    "김정은", "리영호", "박용일", "陈明珠", "王志成", "李静仪", "محمد الأحمد", "عبد الرحمن السلطان", "Владимир Владимирович Путин", "ولاديمير بوتين", "SHAYKH AABU-SULTAN", "Abu Sultan", "Kim Jongun",
    "Kimjongun", "J. U. Kim", "Kim J U", "al-Assad Bashar", "Basharalassad", "Ali", "MARTIN", "Maria del Carmen Garcia Lopez",
)  # fmt: skip


def asked(basis: Basis) -> list[Party]:
    """Every name of the starter set as printed, turned round, without its first and last word, written together, one letter short; names in other scripts; people of no known kind and of a kind."""
    names = list(dict.fromkeys(basis.table("parties.names").column("text").to_pylist()))[::4]
    written = [
        *OTHER_WRITINGS,
        *names,
        *(" ".join(reversed(name.split())) for name in names),
        *(" ".join(name.split()[1:]) for name in names),
        *(" ".join(name.split()[:-1]) for name in names),
        *("".join(name.split()) for name in names),
        *(name[:3] + name[4:] for name in names),
    ]
    return [
        Party(role=Role.consignee, name=name, kind=(None, Kind.person, Kind.organization)[at % 3]) for at, name in enumerate(dict.fromkeys(written)) if name
    ]


def test_what_is_passed_over_would_have_been_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    basis = embedded_content()
    parties, index = asked(basis), Index.of(basis)
    quick = find(parties, index)
    passed: list[int] = []

    def all_of_them(index: Index, readings: Sequence[Reading | None], at: I64, row: I64) -> tuple[Flags, list[int]]:
        kept, bits = worth_comparing(index, readings, at, row)
        passed.append(bits.count(0))  # listed readings that no reading of the party is compared with
        return np.ones_like(kept), [ALL] * len(bits)

    monkeypatch.setattr(sys.modules["enduse.parties.leads"], "worth_comparing", all_of_them)
    assert find(parties, index) == quick
    assert sum(passed) > 200


PAIRS = (
    ("Popov Radio Plant", "Научный радиозавод Попова Уфа", None), ("Isaev Design Bureau Research Institute", "Исследовательский институт КБ Исаева, Уфа", None),
    ("Nori", "نوري", Kind.person), ("Reshid", "رشيد", Kind.person), ("深圳X50TECHNO公司", "X51TECHNO Shenzhen", None), ("深圳市X50TECHNO有限公司", "深圳市X51TECHNO", None),
    ("Granit 02nd", "Granit 2", None), ("Granit Works", "Granit / Научный", None), ("Toplivnoye", "Granit Toplivnoye Kvarz", None), ("Granit Kvarz Repair Plant 140", "Granit Kvarz Plant 223", None),
)  # fmt: skip
"""Names that once were passed over though they agree, and their like."""


def test_what_agrees_is_never_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    romanise = romanise_table()
    entities = [
        Entity(entity_id=str(at), kind=kind, names=(Name(text=listed, kind=NameKind.primary), Name(text=f"{asked} Kvarz", kind=NameKind.strong)))
        for at, (listed, asked, kind) in enumerate(PAIRS)
    ]
    tables = build(entities, romanise)
    tables["text.romanise"] = romanise
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity) for entity in entities]})
    index = Index(Basis(tables, dict.fromkeys(tables, "")))
    parties = [Party(role=Role.consignee, name=asked, kind=kind) for _, asked, kind in PAIRS]
    leads = sys.modules["enduse.parties.leads"]
    monkeypatch.setattr(leads, "_FEW", 0)
    sifted = find(parties, index)
    assert [find([party], index)[0] for party in parties] == sifted
    assert find(parties, index, keep=[]) == sifted
    monkeypatch.setattr(leads, "worth_comparing", lambda index, readings, at, row: (np.ones(len(at), bool), [ALL] * len(at)))
    assert find(parties, index) == sifted
    assert sum(map(bool, sifted)) > len(parties) // 2


def test_a_further_name_that_cannot_be_better_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    basis = embedded_content()
    parties, index = asked(basis), Index.of(basis)
    quick = find(parties, index)
    told: list[bool] = []
    rooms = sys.modules["enduse.parties.find"]
    no_better = rooms._no_better
    monkeypatch.setattr(rooms, "_no_better", lambda *given: told.append(no_better(*given)))
    assert find(parties, index) == quick
    assert sum(told) > 20
