"""Of the EU's rows that carry both alphabets: is the party found by its Cyrillic name when the Latin names alone are listed, and nobody else with it?

Annex IV of Regulation (EU) No 833/2014 (end users) and the list of Regulation (EU) No 269/2014. Every Cyrillic alias of a row is asked for as it is printed; the list holds the
Latin names of all those rows. False is an answer that names another row with which the asked row shares no name; besides, made-up people and firms in Cyrillic are asked for.
Rows are split by a hash of their identity, half to tune on and half to measure.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from rapidfuzz import fuzz

from enduse.basis import Basis
from enduse.lab.crossed import small_basis
from enduse.lab.forms import without_form
from enduse.lab.same_name import plain_latin
from enduse.lab.strangers import strangers
from enduse.lists import Source
from enduse.lists.load import load
from enduse.model.nouns import Entity, NameKind, Party, Role
from enduse.parties import Found, Index, find
from enduse.run.sources import reader_of
from enduse.text.clean import printed_key, scripts_of
from enduse.text.keys import fold
from enduse.text.lexicon import GENERIC, PLACES

FILES = ("32014R0833.csv", "32014R0269.csv")


@cache
def rows_with_both(folder: Path) -> tuple[Entity, ...]:
    """Entities of annex IV and of the freeze list with a Latin and a Cyrillic name, every name of a weak kind left out."""
    _, reader = reader_of("eu-regulations")
    found: list[Entity] = []
    for name in FILES:
        records, _ = load(reader, Source.at(folder / name), list_id="eu-regulations")
        for record in records:
            if name.startswith("32014R0833") and not any(listing.annex == "IV" for listing in record.listings):
                continue
            names = tuple([one for one in record.entity.names if one.kind in (NameKind.primary, NameKind.strong)])
            if {"Cyrl", "Latn"} <= {scripts_of(one.text) for one in names}:
                found.append(replace(record.entity, names=names, identifiers=(), addresses=()))
    return tuple(found)


def side_of(entity: Entity) -> str:
    """On which side of the split a row lies: by its first name, so that a party listed twice stays on one side."""
    return "dev" if hashlib.sha256(printed_key(entity.names[0].text).encode()).digest()[0] % 2 else "test"


def asked_and_listed(entities: list[Entity], like: Basis) -> tuple[list[tuple[int, str]], list[list[Found]], list[Entity]]:
    """Each Cyrillic name with the place of its row, the answers, and the rows as they were listed: with their Latin names alone."""
    listed = [replace(entity, names=tuple([one for one in entity.names if scripts_of(one.text) == "Latn"])) for entity in entities]
    asked = list(dict.fromkeys((at, one.text) for at, entity in enumerate(entities) for one in entity.names if scripts_of(one.text) == "Cyrl"))
    answers = find([Party(role=Role.consignee, name=text) for _, text in asked], Index.of(small_basis(listed, like)))
    return asked, [list(hits) for hits in answers], listed


def own_words(text: str) -> set[str]:
    """The words of a name that are no legal form, no number and none of the trade or place, in Latin letters; asked of tables, not of the matcher."""
    return {word for word in plain_latin(without_form(text)).split() if len(word) >= 4 and fold(word) not in GENERIC and fold(word) not in PLACES}


def share_a_name(ours: Entity, theirs: Entity) -> bool:
    """Whether two rows have a printed name in common or a word of their own that sounds alike: branches of one plant, works of one name."""
    if {printed_key(one.text) for one in ours.names} & {printed_key(one.text) for one in theirs.names}:
        return True
    left, right = ({word for one in entity.names for word in own_words(one.text)} for entity in (ours, theirs))
    return any(fuzz.ratio(a, b) >= 80 for a in left for b in right)


def false_answers(asked: list[tuple[int, str]], answers: list[list[Found]], entities: list[Entity]) -> list[tuple[str, str]]:
    """Answers that name another row with which the asked row shares no name."""
    return [
        (text, one.matched_name)
        for (at, text), hits in zip(asked, answers, strict=True)
        for one in hits
        if one.entity != at and not share_a_name(entities[at], entities[one.entity])
    ]


@pytest.mark.shared
def test_a_row_is_found_by_its_cyrillic_names_when_latin_ones_are_listed(shared: Path, small_content: Basis, capsys: pytest.CaptureFixture[str]) -> None:
    entities = [entity for entity in rows_with_both(shared / "lists" / "eu" / "consolidated") if side_of(entity) == "test"]
    asked, answers, _ = asked_and_listed(entities, small_content)
    found = [any(one.entity == at for one in hits) for (at, _), hits in zip(asked, answers, strict=True)]
    wrong = false_answers(asked, answers, entities)
    wrongly_asked = len({text for text, _ in wrong})
    cyrillic = [
        name for people in (True, False) for _, name in strangers(1, 500, people=people, locales=("ru_RU", "uk_UA", "bg_BG")) if scripts_of(name) == "Cyrl"
    ]
    listed = [replace(entity, names=tuple([one for one in entity.names if scripts_of(one.text) == "Latn"])) for entity in entities]
    alarms = [hits for hits in find([Party(role=Role.consignee, name=name) for name in cyrillic], Index.of(small_basis(listed, small_content))) if hits]
    with capsys.disabled():
        print(
            f"\nCyrillic names against Latin rows: {sum(found)} of {len(found)} found ({sum(found) / len(found):.3f}), another row besides at {wrongly_asked} "
            f"({wrongly_asked / len(found):.4f}); of {len(cyrillic)} made-up Cyrillic names {len(alarms)} meet a row"
        )
    assert len(found) > 1000
    assert sum(found) / len(found) >= 0.89  # .894 measured, of every alias, translations and bare acronyms among them
    assert wrongly_asked <= 0.005 * len(found), wrong
    assert len(alarms) <= 0.005 * len(cyrillic)
