"""Is as much read of a listed entity as evidence asks for?"""

from __future__ import annotations

import pytest

from enduse.model.nouns import Kind, Party, Role
from enduse.parties import Index, find
from enduse.parties.evidence import Side, side_of, weigh_evidence
from enduse.run.prepare import embedded_content
from enduse.text.clean import scripts_of

INDEX = Index(embedded_content())
ROWS = range(0, INDEX.basis.table("entities").num_rows, 7)
NAMES = INDEX.basis.table("parties.names").num_rows


def test_what_evidence_reads_of_a_record_is_what_the_whole_record_says() -> None:
    for row in ROWS:
        whole, quick = side_of(INDEX.entity(row), INDEX.romaniser), INDEX.records.side(row)
        assert (quick.kind, quick.countries, quick.birth_dates, quick.identifiers) == (whole.kind, whole.countries, whole.birth_dates, whole.identifiers)
        assert INDEX.records.places(row) == whole.places


@pytest.mark.parametrize("kind", [None, *Kind])
def test_of_an_entity_a_party_asks_that_tells_nothing_but_its_kind_any_name_says_enough(kind: Kind | None) -> None:
    party = Side(kind=str(kind) if kind else None)
    for name in range(0, NAMES, 3):
        of_name = Side(kind=INDEX.name_entity_kind(name))
        assert weigh_evidence(party, of_name, INDEX.limits) == weigh_evidence(party, INDEX.records.side(int(INDEX.name_entity[name])), INDEX.limits)


def test_a_party_without_a_country_is_told_of_another_kind_and_no_record_is_read() -> None:
    firm = next(name for name in range(NAMES) if INDEX.name_entity_kind(name) == "organization" and len(INDEX.name_text(name).split()) > 2)
    index = Index(INDEX.basis)
    (found,) = find([Party(role=Role.buyer, name=INDEX.name_text(firm), kind=Kind.vessel)], index)
    hit = next(one for one in found if one.entity == index.name_entity[firm])
    assert [reason.values for reason in hit.reasons if reason.code == "kind_differs"] == [{"party": "vessel", "listed": "organization"}]
    assert not index.records._sides


def test_two_names_in_ascii_are_never_of_other_scripts() -> None:
    assert {scripts_of(text) for text in ("", "12", "Abc", "a1-")} == {None, "Latn"}
