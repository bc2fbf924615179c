"""Is nothing lost by passing over what no reading of a name can be?"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import pytest

from enduse.basis import Basis
from enduse.model.nouns import Kind, Party, Role
from enduse.parties import Index, find
from enduse.parties.sieve import ALL, Flags, worth_comparing
from enduse.parties.words import I64
from enduse.run.prepare import embedded_content
from enduse.text.names import Reading

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
