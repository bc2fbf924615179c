"""Which questions are asked of the matcher, and what is the true answer to each?"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator
from typing import Final

import msgspec
from msgspec.structs import replace

from enduse.lab.classes import CLASSES, Class
from enduse.lab.subjects import Subject, Subjects, digest, draw
from enduse.model.nouns import Kind, Name, Party, Role
from enduse.text.clean import scripts_of

DEPTHS: Final = (1, 2)
_TRIES: Final = 12  # everyday changes tried on a name; some apply to any
_TURN: Final = frozenset("signs_dropped surname_comma last_word_first first_word_last".split())
Progress = Callable[[str, int, int], None]
"""What is being done, how many are done, how many there are."""
_KNOWN: Final = ("vessel", "aircraft")  # kinds that whoever screens a ship or an aircraft knows


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A party to ask for, made of a listed one. `entity` (row and id) is the true answer; `second` names the second change."""

    id: str
    name: str  # of the class
    depth: int
    second: str
    entity: int
    entity_id: str
    source: str
    printed: str
    party: Party
    expects: str


def asked_as(subject: Subject, depth: int = 0) -> Party:
    """The party as a clerk would key it in: the name; the kind for ships, aircraft and every second other; nothing else."""
    kind = subject.kind if subject.kind in _KNOWN or digest("kind", subject.record.entity_id, subject.text, depth) % 2 else None
    return Party(role=Role.consignee, name=subject.text, kind=Kind(kind) if kind and kind != "asset" else None)


def make(one: Class, depth: int, subject: Subject, seed: int, everyday: tuple[Class, ...]) -> Case | None:
    """The case of this class for this name: the same whatever else is asked. None where the change, or the second one, does not apply."""
    rng = draw(seed, one.name, depth, subject.record.entity_id, subject.text)
    if one.change is not None and one.change(subject, rng) is None:
        return None
    first, second = subject, ""
    if depth == 2:  # the everyday change first: the clerk slips, then the system cuts
        twice = _everyday(one, subject, rng, everyday)
        if twice is None:
            return None
        first, second = twice
    party = asked_as(subject, depth)
    if one.change is not None:
        text = one.change(first, rng)
        if text is None or text in (first.text, subject.text) or not text.strip():
            return None
        party = replace(party, name=text)
    elif one.recast is not None:
        made = one.recast(first, replace(party, name=first.text), rng)
        if made is None:
            return None
        party = made
    key = digest(seed, one.name, depth, subject.record.entity_id, subject.text, party.name)
    return Case(
        id=f"{key:016x}", name=one.name, depth=depth, second=second, entity=subject.entity, entity_id=subject.record.entity_id, source=subject.source,
        printed=subject.text, party=party, expects=one.expects,
    )  # fmt: skip


def _everyday(one: Class, subject: Subject, rng: random.Random, everyday: tuple[Class, ...]) -> tuple[Subject, str] | None:
    """The subject after some everyday change other than this class, and the name of that change."""
    for _ in range(_TRIES):
        other = rng.choice(everyday)
        if one.family == "initials" and other.name in _TURN:  # else the surname would become the initial
            continue
        if other.name != one.name and other.change and (text := other.change(subject, rng)) and text != subject.text:
            return replace(subject, name=Name(text=text, kind=subject.name.kind), script=scripts_of(text)), other.name
    return None


def cases(subjects: Subjects, *, seed: int, sample: int, classes: Collection[str] = (), progress: Progress | None = None) -> Iterator[Case]:
    """Up to `sample` cases of every class, or of those named, once with one change and once with two. A name serves each class and depth once; the sample of one class does not depend on the others."""
    everyday = tuple([one for one in CLASSES if one.everyday])
    wanted = [one for one in CLASSES if not classes or one.name in classes]
    for at, one in enumerate(wanted):
        if progress:
            progress(f"making cases: {one.name}", at, len(wanted))
        for depth in DEPTHS:
            made = 0
            if one.once and depth == 2:
                continue
            if one.fits_addresses:
                yield from _of_addresses(one, subjects, seed, sample)
                continue
            for subject in subjects.ordered(seed, f"{one.name}/{depth}", one.scripts):
                if made >= sample:
                    break
                case = make(one, depth, subject, seed, everyday)
                if case is not None:
                    made += 1
                    yield case


def _of_addresses(one: Class, subjects: Subjects, seed: int, sample: int) -> Iterator[Case]:
    rows = sorted(subjects.addresses, key=lambda pair: digest(seed, one.name, pair[1].entity_id))
    for row, record in rows[:sample]:
        stand_in = Subject(entity=row, record=record, name=Name(text=record.addresses[0].text), source="", script=None)
        case = make(one, 1, stand_in, seed, ())
        if case is not None:
            yield case
