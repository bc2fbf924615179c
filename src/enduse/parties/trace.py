"""How did this match come about: which words met which, by which channel, with what evidence, and what would it be without each piece of it?

Nothing is decided here: every figure is asked of the functions that decide, with the same inputs, or with one of them changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from enduse.model.nouns import Party, Reason
from enduse.parties.align import Agreement, align
from enduse.parties.compare import best_pair
from enduse.parties.evidence import Evidence, Side, side_of, weigh_evidence
from enduse.parties.find import Work, find
from enduse.parties.index import Index
from enduse.parties.points import is_held
from enduse.parties.probability import probability, telling
from enduse.parties.settings import Limits
from enduse.parties.told import Told
from enduse.parties.verdict import NameVerdict, name_reasons, rule_kind, settle
from enduse.parties.wording import Wording
from enduse.text.names import Reading

ROLES: Final = {"": "word", "g": "generic", "p": "place", "i": "initial", "a": "particle", "n": "number", "m": "patronymic"}


class Word(msgspec.Struct, frozen=True):
    """A word of a name as it is compared. `role`: one of ROLES, or `distinctive` for a word that is rare; `weight` 0..100 by rarity on the lists."""

    text: str
    role: str
    weight: int


class Pairing(msgspec.Struct, frozen=True):
    """Words that met: places in `ours` and `theirs`. `likeness` 0..1000; `how`: words, joined (one is several written together) or initial."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    likeness: int
    how: str


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """The readings of two names that agree best, word by word. What no pairing names is left over."""

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    pairs: tuple[Pairing, ...]
    forms_ours: tuple[str, ...]
    forms_theirs: tuple[str, ...]
    as_person: bool
    short: bool
    score: int


class Line(msgspec.Struct, frozen=True):
    """What one part of the comparison adds or takes off, in thousandths. `part`: words, whole, reading, kind, country, birth_date, address, identifiers, limits.

    `why`: exact, slip, contained (whole); decisive, kind, short, full (reading); identified, possible, not_full, most (limits).
    """

    part: str
    points: int
    reasons: tuple[Reason, ...] = ()
    why: tuple[str, ...] = ()


class Without(msgspec.Struct, frozen=True):
    """What becomes of the match if the party did not say so. `found`: whether it would still be found; then as what."""

    what: str
    value: str
    score: int
    band: str
    found: bool


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """One match, taken apart. The points of `lines` add up to `points`, from which the probability `score` (in thousandths) is read. `needs`: sets of things of which each would establish a match that is possible now."""

    name: str | None
    matched_name: str
    name_kind: str
    entity: str | None
    row: int
    score: int
    points: int
    band: str
    exact: bool
    reasons: tuple[Reason, ...]
    channels: tuple[str, ...]
    alignment: Alignment | None
    lines: tuple[Line, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    without: tuple[Without, ...] = ()
    held: bool = False  # by an equal name, a number or an address alone: no operating point lowers it


class _Case(NamedTuple):
    """A comparison as it was decided."""

    reading: Reading | None
    name: str
    name_kind: str
    verdict: NameVerdict
    base: int
    score: int
    band: str


_NO_NAME: Final = NameVerdict(agreement=Agreement(0, False, 0), exact=False, short=False)


def trace(party: Party, index: Index, *, limit: int = 3, rows: Sequence[int] | None = None) -> list[Trace]:
    """The best candidates of the party, taken apart; or these listed entities (rows of table `entities`), found or not."""
    kept: list[Work] = []
    (found,) = find([party], index, keep=kept)
    wanted = [one.entity for one in found[:limit]] if rows is None else rows
    work = kept[0] if kept else Work(None, side_of(party, index.romaniser), (), (), {}, (), (), ())
    return [_traced(party, row, work, index) for row in wanted]


def trace_names(left: str, right: str, index: Index, *, kind: str | None = None) -> Trace:
    """Two names compared, with the rarity of words on the lists of the index."""
    pair, evidence = best_pair(left, right, kind=kind, romaniser=index.romaniser, limits=index.limits, weight=index.weigh)
    assert pair is not None, "two texts are two names"
    case = _Case(pair.mine, pair.listed.text, pair.name_kind, pair.verdict, pair.base, pair.score, pair.band)
    side = Side(kind=kind)
    return _told(
        case,
        side,
        side,
        evidence,
        (),
        index,
        name=left,
        entity=None,
        row=-1,
        reasons=name_reasons(pair.mine, right, pair.verdict, pair.name_kind) + evidence.reasons,
    )


def _traced(party: Party, row: int, work: Work, index: Index) -> Trace:
    entity = index.entity(row)
    listed = side_of(entity, index.romaniser)
    evidence = weigh_evidence(work.side, listed, index.limits)
    found = next((one for one in work.found if one.entity == row), None)
    hit = work.hits.get(row)
    name = entity.names[0].text if entity.names else entity.addresses[0].text if entity.addresses else ""
    if hit is not None and work.reading is not None:
        name = index.name_text(hit.name)
        score, band = settle(hit.verdict, hit.base, evidence, rule_kind(work.side.kind, listed.kind, name, index.romaniser), hit.name_kind, index.limits)
        case = _Case(work.reading, name, hit.name_kind, hit.verdict, hit.base, score, band)
    elif found is not None:
        case = _Case(work.reading, found.matched_name, found.name_kind, _NO_NAME, 0, found.points, found.band)
    else:
        pair, _ = best_pair(party, entity, kind=None, romaniser=index.romaniser, limits=index.limits, weight=index.weigh)
        case = (
            _Case(pair.mine, pair.listed.text, pair.name_kind, pair.verdict, pair.base, pair.score, "below")
            if pair
            else _Case(None, name, "primary", _NO_NAME, 0, 0, "below")
        )
    named = name_reasons(case.reading, case.name, case.verdict, case.name_kind) if case.reading is not None and case.verdict is not _NO_NAME else ()
    made = _told(
        case, work.side, listed, evidence, tuple(_channels(row, work, index)), index, name=party.name, entity=entity.entity_id, row=row,
        reasons=found.reasons if found is not None else (*named, *evidence.reasons), exact=found is not None and found.exact,
    )  # fmt: skip
    return replace(made, without=tuple(_without(party, row, index)), held=found is not None and is_held(found))


def _told(
    case: _Case, ours: Side, theirs: Side, evidence: Evidence, channels: tuple[str, ...], index: Index, *, name: str | None, entity: str | None, row: int,
    reasons: tuple[Reason, ...], exact: bool | None = None,
) -> Trace:  # fmt: skip
    kind = rule_kind(ours.kind, theirs.kind, case.name, index.romaniser)
    alignment = _aligned(case.verdict, index.limits)
    lines = tuple(_lines(case, alignment, ours, theirs, evidence, index.limits))
    needs = tuple(_needs(case, evidence, kind, index.limits)) if case.band == "possible" else ()
    return Trace(
        name=name, matched_name=case.name, name_kind=case.name_kind, entity=entity, row=row, points=case.score, band=case.band,
        score=_thousandths(case.score, case.verdict, evidence, index.limits),
        exact=case.verdict.exact if exact is None else exact, reasons=reasons, channels=channels, alignment=alignment, lines=lines, needs=needs,
    )  # fmt: skip


def _aligned(verdict: NameVerdict, limits: Limits) -> Alignment | None:
    if verdict.read is None:
        return None
    left, right = verdict.read
    told = Told()
    agreement = align(left, right, limits, told)
    person = left.variant.person or right.variant.person
    if person:
        left, right = left.person, right.person
    return Alignment(
        ours=_words(left, limits), theirs=_words(right, limits), pairs=tuple(Pairing(*each) for each in sorted(told.pairs)), forms_ours=tuple(left.variant.forms),
        forms_theirs=tuple(right.variant.forms), as_person=person, short=verdict.short, score=agreement.score,
    )  # fmt: skip


def _words(name: Wording, limits: Limits) -> tuple[Word, ...]:
    def role(sort: str, raw: str, weight: int) -> str:
        return "distinctive" if sort == "" and weight >= limits.rare and len(raw) > 2 else ROLES[sort]

    return tuple(Word(word.raw, role(word.sort, word.raw, weight), weight) for word, weight in zip(name.tokens, name.weights, strict=True))


def _channels(row: int, work: Work, index: Index) -> Iterator[str]:
    """How the party and the entity met."""
    leads = [lead for lead in work.leads if lead.entity == row]
    for code, met in (
        ("printed", any(lead.printed for lead in leads)), ("slip", any(lead.slip for lead in leads)), ("contained", any(lead.inside for lead in leads)),
        ("words", any(lead.words for lead in leads)), ("piece", any(int(index.name_entity[piece.name]) == row for piece in work.pieces)),
        ("identifier", row in work.by_identifier), ("address", row in work.by_address),
    ):  # fmt: skip
        if met:
            yield code


def _lines(case: _Case, alignment: Alignment | None, ours: Side, theirs: Side, evidence: Evidence, limits: Limits) -> Iterator[Line]:
    """The score in parts: the words, the names as wholes, what the reading costs, each kind of evidence by itself, and what the limits of the bands add or cut."""
    agreement, total = case.verdict.agreement, 0
    if case.verdict is not _NO_NAME:
        total = alignment.score if alignment is not None else agreement.score
        yield Line("words", total)
        if agreement.score != total:
            whole = "exact" if case.verdict.exact else "slip" if agreement.score == limits.slip else "contained"
            yield Line("whole", agreement.score - total, why=(whole,))
        if case.base != agreement.score:
            holds = {
                "decisive": agreement.decisive, "kind": any(reason.code == "kind_differs" for reason in evidence.reasons), "short": case.verdict.short,
                "full": agreement.full and case.base == limits.possible,
            }  # fmt: skip
            yield Line("reading", case.base - agreement.score, why=tuple(code for code, held in holds.items() if held))
        total = case.base
    apart = (
        Side(kind=ours.kind), Side(countries=ours.countries), Side(birth_dates=ours.birth_dates, birth_places=ours.birth_places), Side(places=ours.places), Side(identifiers=ours.identifiers),
    )  # fmt: skip
    for part, side in zip(("kind", "country", "birth_date", "address", "identifiers"), apart, strict=True):
        alone = weigh_evidence(side, theirs, limits)
        if alone.reasons:
            points = 0 if part == "kind" else alone.change  # another kind is counted in the reading
            total += points
            yield Line(part, points, alone.reasons)
    if case.score != total:
        bounds = {"identified": limits.identified if evidence.strong_identifier else -1, "possible": limits.possible, "not_full": limits.not_full, "most": 1000}
        yield Line("limits", case.score - total, why=tuple(code for code, bound in bounds.items() if case.score == bound)[:1])


def _needs(case: _Case, evidence: Evidence, kind: str | None, limits: Limits) -> Iterator[tuple[str, ...]]:
    """The smallest sets of changes after which the functions that decide say `established`."""

    def drop(given: Evidence, *codes: str) -> tuple[Reason, ...]:
        return tuple(reason for reason in given.reasons if reason.code not in codes)

    changes: dict[str, Callable[[_Case, Evidence], tuple[_Case, Evidence]]] = {
        "identifier": lambda c, e: (c, replace(e, strong_identifier=True)),
        "country": lambda c, e: (c, replace(e, country=True, reasons=drop(e, "country_differs"))),
        "address": lambda c, e: (c, replace(e, address=True)),
        "birth": lambda c, e: (c, replace(e, birth=True, reasons=drop(e, "birth_date_differs", "birth_year_differs"))),
        "full_name": lambda c, e: (
            c._replace(verdict=replace(c.verdict, short=False, lone=False, brief=False, agreement=c.verdict.agreement._replace(full=True, decisive=False)), base=max(c.base, limits.possible)), e
        ),
        "strong_name": lambda c, e: (c._replace(name_kind="strong"), e),
        "same_form": lambda c, e: (c._replace(verdict=replace(c.verdict, agreement=c.verdict.agreement._replace(forms_conflict=False))), e),
        "same_kind": lambda c, e: (c, replace(e, reasons=drop(e, "kind_differs"))),
        "no_conflict": lambda c, e: (c, replace(e, conflict=False)),
    }  # fmt: skip
    effective = [name for name, change in changes.items() if change(case, evidence) != (case, evidence)]
    for size in (1, 2, 3):
        found = False
        for names in combinations(effective, size):
            changed, seen = case, evidence
            for name in names:
                changed, seen = changes[name](changed, seen)
            if settle(changed.verdict, changed.base, seen, kind, changed.name_kind, limits)[1] == "established":
                found = True
                yield names
        if found:
            return


def _without(party: Party, row: int, index: Index) -> Iterator[Without]:
    """The same question with one thing unsaid at a time."""
    entity = index.entity(row)
    for what, value, less in _less(party):
        if not (less.name or less.address or less.identifiers):
            continue
        (found,) = find([less], index)
        one = next((one for one in found if one.entity == row), None)
        if one is not None:
            yield Without(what, value, round(one.score * 1000), one.band, True)
            continue
        pair, evidence = best_pair(less, entity, kind=None, romaniser=index.romaniser, limits=index.limits, weight=index.weigh)
        yield Without(what, value, _thousandths(pair.score, pair.verdict, evidence, index.limits) if pair else 0, "below", False)


def _thousandths(points: int, verdict: NameVerdict, evidence: Evidence, limits: Limits) -> int:
    return round(1000 * probability(points, telling(verdict, limits), limits, identified=evidence.strong_identifier))


def _less(party: Party) -> Iterator[tuple[str, str, Party]]:
    for what in ("name", "kind", "country", "birth_date", "address"):
        value = getattr(party, what)
        if value:
            yield what, str(value), replace(party, **{what: None})
    for at, identifier in enumerate(party.identifiers):
        yield "identifier", f"{identifier.scheme}:{identifier.value}", replace(party, identifiers=party.identifiers[:at] + party.identifiers[at + 1 :])
