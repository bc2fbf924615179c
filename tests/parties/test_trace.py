"""Is a match explained by what decided it: the same score, points that add up, needs and counterfactuals that hold when they are tried?"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from enduse.basis import Basis
from enduse.model.nouns import Entity, Identifier, Party, Role
from enduse.parties import Index, compare, find
from enduse.parties.align import align
from enduse.parties.told import Told
from enduse.parties.trace import Trace, trace, trace_names
from enduse.parties.wording import worded
from enduse.run.prepare import embedded_content


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.of(embedded_content())


def entities(index: Index) -> Iterator[tuple[int, Entity]]:
    for row in range(index.basis.table("entities").num_rows):
        entity = index.entity(row)
        if entity.names:
            yield row, entity


def changed(name: str, rng: random.Random) -> str:
    words, at = name.split(), rng.randrange(len(name))
    return rng.choice(
        (
            name, name[:at] + name[at + 1 :], name[:at] + name[at : at + 1] + name[at:], " ".join(reversed(words)), f"{name} Trading LLC", f"{name}, ul. Lenina 7, Omsk", "".join(words),
            " ".join(words[:-1]) or name, name.upper(), f"{words[0][:1]}. {' '.join(words[1:])}" if len(words) > 1 else name,
        )
    )  # fmt: skip


@pytest.fixture(scope="module")
def asked(index: Index) -> list[Party]:
    """Listed names and changed ones, with and without what else is known of their bearers."""
    rng = random.Random(7)
    parties = []
    for _, entity in [*entities(index)] * 2:
        name = changed(rng.choice(entity.names).text, rng)
        party = Party(role=Role.buyer, name=name, kind=rng.choice((None, entity.kind)))
        if rng.random() < 0.6:
            more = {
                "country": rng.choice((*entity.countries, "BR")), "birth_date": rng.choice((*entity.birth_dates, None)), "identifiers": entity.identifiers[:1],
                "address": entity.addresses[0].text if entity.addresses else None,
            }  # fmt: skip
            some = rng.sample(sorted(more), rng.randrange(1, 4))
            party = replace(party, **{field: more[field] for field in some if more[field]})
        parties.append(party)
    return parties


def test_what_is_explained_is_what_was_found_and_its_points_add_up(index: Index, asked: list[Party]) -> None:
    explained = 0
    for party, found in zip(asked, find(asked, index), strict=True):
        for told, one in zip(trace(party, index, limit=2), found, strict=False):
            assert (told.row, told.score, told.band, told.matched_name, told.reasons) == (
                one.entity,
                round(one.score * 1000),
                one.band,
                one.matched_name,
                one.reasons,
            )
            assert sum(line.points for line in told.lines) == told.points
            assert told.channels
            assert {reason.code for line in told.lines for reason in line.reasons} <= {reason.code for reason in one.reasons} | {"birth_place_agrees"}
            for reason in one.reasons:
                if reason.code == "name_similar" and told.alignment is not None:
                    assert reason.values["score"] == sum(line.points for line in told.lines if line.part in ("words", "whole"))
            explained += 1
    assert explained > 500


def test_every_word_of_both_names_is_paired_once_or_left_over(index: Index, asked: list[Party]) -> None:
    for party in asked[:150]:
        for told in trace(party, index, limit=1):
            if told.alignment is None:
                continue
            for words, places in (
                (told.alignment.ours, [at for pair in told.alignment.pairs for at in pair.ours]), (told.alignment.theirs, [at for pair in told.alignment.pairs for at in pair.theirs])
            ):  # fmt: skip
                assert set(places) <= set(range(len(words)))
                assert all(places.count(at) == 1 for at in places if not any(pair.how == "joined" for pair in told.alignment.pairs))


@pytest.mark.parametrize("role", ["whole", "short"])
@pytest.mark.parametrize("forms", [None, frozenset({"llc"})])
def test_equal_words_agree_as_they_do_when_each_is_told(index: Index, role: str, forms: frozenset[str] | None) -> None:
    for row in range(0, index.basis.table("parties.variants").num_rows, 5):
        listed = index.wording(row)
        asked = worded(listed.variant._replace(role=role, forms=listed.variant.forms if forms is None else forms), index.weigh)
        assert align(asked, listed, index.limits) == align(asked, listed, index.limits, Told())
        assert align(listed, asked, index.limits) == align(listed, asked, index.limits, Told())


def test_what_is_needed_establishes_when_it_is_given(index: Index) -> None:
    tried = 0
    for row, entity in entities(index):
        party = Party(role=Role.buyer, name=entity.names[0].text, kind=entity.kind)
        for told in trace(party, index, rows=[row]):
            if ("country",) in told.needs and entity.countries:
                tried += 1
                (found,) = find([replace(party, country=entity.countries[0])], index)
                assert next(one.band for one in found if one.entity == row) == "established"
            if told.band == "possible" and ("birth",) in told.needs and entity.birth_dates:
                tried += 1
                (found,) = find([replace(party, birth_date=entity.birth_dates[0])], index)
                assert next(one.band for one in found if one.entity == row) == "established"
    assert tried > 30


def test_what_it_would_be_without_is_what_is_found_without(index: Index, asked: list[Party]) -> None:
    tried = 0
    for party in asked:
        if party.country is None or not party.name:
            continue
        for told in trace(party, index, limit=1):
            (less,) = find([replace(party, country=None)], index)
            one = next((one for one in less if one.entity == told.row), None)
            said = next(each for each in told.without if each.what == "country")
            assert (said.found, said.score, said.band) == ((True, round(one.score * 1000), one.band) if one else (False, said.score, "below"))
            tried += 1
    assert tried > 50


def party(name: str | None, **more: object) -> Party:
    return Party(role=Role.buyer, name=name, **more)  # type: ignore[arg-type]  # fields of several types in one mapping


def only(party: Party, basis: Basis) -> Trace:
    (told,) = trace(party, Index.of(basis), limit=1)
    return told


def test_without_the_shared_number_the_other_name_is_not_found(small_basis: Basis) -> None:
    inn = Identifier(scheme="inn", value="7707083893", country="RU", valid=True)
    told = only(party("Kamyshin Pump Trading", country="RU", identifiers=(inn,)), small_basis)
    assert (told.band, told.channels, told.needs) == ("established", ("identifier",), ())
    without = {each.what: each for each in told.without}
    assert not without["identifier"].found
    assert without["identifier"].score < 800
    assert without["name"].band == "established"


def test_the_channel_tells_how_it_was_met(small_basis: Basis) -> None:
    for name, channel in (
        ("Volgograd Precision Turbine Works", "printed"), ("Volgograd Precision Turbine Wroks", "slip"), ("Works Turbine Volgograd Precision", "words"),
        ("Volgograd Precision Turbine Works Import Export Bureau", "contained"), ("Volgograd Precision Turbine Works, ul. Lenina 7, Omsk", "piece"),
    ):  # fmt: skip
        assert channel in only(party(name), small_basis).channels, name
    told = only(party(None, address="Unit 1507, 15/F, Wah Ming Tower, 77 Nathan Street, Kowloon, Hong Kong"), small_basis)
    assert (told.channels, told.alignment) == (("address",), None)
    assert sum(line.points for line in told.lines) == told.points


def test_joined_words_initials_and_left_over_words_are_shown(small_basis: Basis) -> None:
    index = Index.of(small_basis)
    told = trace_names("Shen Lan Optics", "Shenlan Trading", index)
    assert told.alignment is not None
    assert [(pair.ours, pair.theirs, pair.how) for pair in told.alignment.pairs] == [((0, 1), (0,), "joined")]
    assert {word.text: word.role for word in told.alignment.theirs} == {"shenlan": "distinctive", "trading": "generic"}
    told = trace_names("A. G. Zhuravsky", "Anatoly Gennadyevich Zhuravsky", index, kind="person")
    assert told.alignment is not None
    assert told.alignment.as_person
    assert [pair.how for pair in told.alignment.pairs].count("initial") == 2


def test_an_entity_that_is_not_found_is_compared_all_the_same_and_stays_below(small_basis: Basis) -> None:
    (told,) = trace(party("Blumenhaus Lindau"), Index.of(small_basis), rows=[0])
    assert (told.band, told.channels) == ("below", ())
    assert sum(line.points for line in told.lines) == told.points < 800


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Shenzhen Biguang Technology", "Shenzhen Biguang Trading", None), ("ООО Гранитмаш", "Granitmash LLC", "organization"), ("Plant 12", "Plant 21", None), ("Ivan Petrov", "Petrov Ivan", "person"),
        ("Orion", "Orion", "vessel"), ("A", "B", None), ("…", "x", None),
    ],
)  # fmt: skip
def test_two_names_are_explained_as_they_are_compared(left: str, right: str, kind: str | None, index: Index) -> None:
    told = trace_names(left, right, index, kind=kind)
    match = compare(left, right, kind=kind, romaniser=index.romaniser, settings=index.basis.setting, weight=index.weigh)
    assert (told.score, told.band, told.reasons) == (round(match.score * 1000), match.band, match.reasons)
    assert sum(line.points for line in told.lines) == told.points
