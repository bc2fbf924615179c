"""What did the matcher answer, and was it right?"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from enduse.lab.cases import Progress
from enduse.lab.subjects import Subject, Subjects
from enduse.model.nouns import Party, Role
from enduse.parties import Found, Index, find

_SLICE: Final = 512


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back for one party. Scores in thousandths; `score` is that of the true entity (None: not found), `best` that of the first hit."""

    found: bool
    band: str | None = None
    score: int | None = None
    rank: int | None = None
    hits: int = 0
    best: int | None = None
    best_band: str | None = None
    best_name: str | None = None
    best_entity: int | None = None
    best_right: bool = False


class Clock:
    """Processor time of the questions alone."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.asked = 0


def ask(parties: Sequence[Party], index: Index, what: str, clock: Clock, progress: Progress) -> Iterator[tuple[Found, ...]]:
    """All that is found for each party, in batches as a run would ask."""
    for start in range(0, len(parties), _SLICE):
        part = parties[start : start + _SLICE]
        began = time.process_time()
        answers = find(part, index)
        clock.seconds += time.process_time() - began
        clock.asked += len(part)
        yield from answers
        progress(what, start + len(part), len(parties))


def judged(found: Sequence[Found], entity: int, subjects: Subjects) -> Answer:
    """The answer to a question whose true answer is this entity."""
    rank = next((at for at, one in enumerate(found) if one.entity == entity), None)
    if not found:
        return Answer(found=False)
    first = found[0]
    right = first.entity == entity or first.entity in subjects.same_party(entity)
    mine = None if rank is None else found[rank]
    return Answer(
        found=mine is not None, band=mine.band if mine else None, score=round(mine.score * 1000) if mine else None, rank=None if rank is None else rank + 1,
        hits=len(found), best=round(first.score * 1000), best_band=first.band, best_name=first.matched_name, best_entity=first.entity, best_right=right,
    )  # fmt: skip


def unlisted(found: Sequence[Found]) -> Answer:
    """The answer to a question after a party that is not listed: every hit is wrong."""
    if not found:
        return Answer(found=False)
    first = found[0]
    return Answer(
        found=True, band=first.band, score=round(first.score * 1000), rank=1, hits=len(found), best=round(first.score * 1000), best_band=first.band,
        best_name=first.matched_name, best_entity=first.entity,
    )  # fmt: skip


def control(subjects: Subjects, index: Index, progress: Progress) -> tuple[int, list[Subject]]:
    """How many strong names there are, and those not found as printed. Looked for by equal names first; what that does not find is asked in full."""
    missed: list[Subject] = []
    held = [subject for subject in subjects.held if subject.text.strip()]
    for start in range(0, len(held), _SLICE):
        part = held[start : start + _SLICE]
        left = [subject for subject, found in zip(part, _by_name(part, index, printed_only=True), strict=True) if subject.entity not in found]
        missed += [subject for subject, found in zip(left, _by_name(left, index, printed_only=False), strict=True) if subject.entity not in found]
        progress("control", start + len(part), len(held))
    return len(held), missed


def _by_name(part: Sequence[Subject], index: Index, *, printed_only: bool) -> list[set[int]]:
    parties = [Party(role=Role.consignee, name=subject.text) for subject in part]
    return [{one.entity for one in found} for found in find(parties, index, printed_only=printed_only)] if parties else []


def single_times(parties: Sequence[Party], index: Index) -> list[float]:
    """Seconds of processor time of each party asked alone: the wall clock of a busy machine tells of its other work."""
    times = []
    for party in parties:
        began = time.process_time()
        find([party], index)
        times.append(time.process_time() - began)
    return times
