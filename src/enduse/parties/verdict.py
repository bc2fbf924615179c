"""Given how two names agree and what else is known: which score, which band, for which reasons?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from enduse import native
from enduse.model.nouns import Reason
from enduse.parties.align import Agreement, Note, align, loops, reason_of
from enduse.parties.brief import another_reading, consonants_alone, scant, spelt_otherwise, spelt_twice, two_slips, usual_surname
from enduse.parties.evidence import Evidence, band
from enduse.parties.inside import contained
from enduse.parties.likeness import another_word
from enduse.parties.settings import Limits
from enduse.parties.slips import short_lone
from enduse.parties.sorts import SORTS, only_sorts
from enduse.parties.wording import Wording
from enduse.text.clean import scripts_of
from enduse.text.names import Reading, personal
from enduse.text.romanise import Romaniser


class NameVerdict(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The best agreement of two names over their readings."""

    agreement: Agreement
    exact: bool  # the printed names are equal as wholes
    short: bool  # a quoted or bracketed piece alone agreed
    lone: bool = False  # one short word that differs by a slip of the pen
    brief: bool = False  # so little agrees that more than the name must: a surname for a slip of another word, a short word with articles
    written: bool = False  # the same if both are written in one script: a short word spelt otherwise, characters read by another system
    read: tuple[Wording, Wording] | None = None  # the readings of the two names that agree best


Read = tuple[Wording, Wording]
Best = tuple[Agreement | None, bool, Read | None, bool, tuple[Agreement, Read] | None, bool]
"""An agreement, whether it is by a quoted or bracketed piece, of which readings, and whether of such pieces on either side; the names as wholes, if a number or a word tells them apart; whether they agree in another reading."""
_NOTHING: Final = Agreement(0, False, 0)
_NO_BETTER: Final = (True, True, 1000, True)
_TELL_APART: Final = frozenset(("number_conflict", "word_conflict", "place_conflict"))


def meet(
    left: Sequence[Wording],
    rights: Sequence[Wording],
    exact: bool,
    limits: Limits,
    *,
    slip: bool = False,
    inside: bool = True,
    other_number: bool = False,
    worth: Sequence[int] | None = None,
    aligned: dict[tuple[Wording, Wording], Agreement] | None = None,
) -> NameVerdict:
    """The best agreement of any reading of the left name with any of the right; `exact` if the printed names are equal, `slip` if all but one letter are.

    `inside`: whether it counts that the right name stands whole within the left; `other_number`: whether the printed names hold other numbers, which readings may leave out.
    `worth`: for each right name, the left readings to compare it with, as bits (`sieve.worth_comparing`); the others are told apart from it.
    `aligned`: what was aligned before, to be enlarged.
    """
    return judge(
        best_of(left, rights, worth, {} if aligned is None else aligned, limits),
        left,
        rights,
        exact,
        limits,
        slip=slip,
        inside=inside,
        other_number=other_number,
    )


def best_of(left: Sequence[Wording], rights: Sequence[Wording], worth: Sequence[int] | None, aligned: dict[Read, Agreement], limits: Limits) -> Best:
    """The agreement of two names by their readings alone, as `meet` asks for it."""
    return loops(limits).best(left, rights, worth, aligned, _TELL_APART) if native.on else _best(left, rights, worth, aligned, limits)


def judge(
    found: Best, left: Sequence[Wording], rights: Sequence[Wording], exact: bool, limits: Limits, *, slip: bool, inside: bool, other_number: bool
) -> NameVerdict:
    """What `meet` makes of the best agreement."""
    best, short, read, both, apart, agreed = found
    agreement = best or _NOTHING
    lone = brief = False
    if both and apart is not None and not agreed:  # North Drilling Company (NDC), South Drilling Company (NDC)
        (agreement, read), short = apart, False
    if exact:
        agreement = Agreement(1000, True, agreement.distinctive)
        short = False
    elif other_number:
        known = any(code == "number_conflict" for code, *_ in agreement.notes)
        agreement = agreement._replace(full=False, decisive=True, notes=agreement.notes if known else (("number_conflict", (), ()), *agreement.notes))
    elif not agreement.full or agreement.decisive:
        alone = (
            slip
            and (agreement.forms_conflict or short_lone([b.variant for b in rights], limits))
            and len(rights[0].tokens) == 1
            and not any(rights[0].raws[0] in a.raws for a in left)
        )
        if slip and not (alone and _known(left[0], rights[0], limits)) and not _one_generic(left[0]):
            most = scant(limits) if two_slips(left[0], rights[0], limits) else limits.slip
            agreement = agreement._replace(score=max(agreement.score, most), decisive=False, notes=_besides(agreement, "one_word_similar"))
            short, lone = False, alone and short_lone([b.variant for b in rights], limits)  # a long word that is all but equal is no accident
            brief = (lone and agreement.forms_conflict) or usual_surname(left[0], rights[0])
        elif inside and (agreement.decisive or agreement.score < limits.contained):
            words = next((words for a in left for b in rights if (words := contained(a, b, limits))), None)
            if words:
                notes = (("contained", (words,), ()), *_besides(agreement, "name_partial"))
                agreement = agreement._replace(score=max(agreement.score, limits.contained), decisive=False, notes=notes)
                short = False
    written = False
    if read and not agreement.decisive and agreement.score >= scant(limits) and not exact and not brief:
        full = agreement.full
        brief = usual_surname(*read, full) or (another_reading(left, *read, limits) if full else consonants_alone(*read, agreement.score, limits))
        written = (full and spelt_otherwise(*read, limits)) or spelt_twice(*read)
    return NameVerdict(agreement=agreement, exact=exact, short=short, lone=lone, brief=brief, written=written, read=read)


def _best(left: Sequence[Wording], rights: Sequence[Wording], worth: Sequence[int] | None, aligned: dict[Read, Agreement], limits: Limits) -> Best:
    """The best agreement of any reading of the left name with any of the right."""
    best: tuple[tuple[bool, bool, int, bool], Agreement, bool, tuple[Wording, Wording]] | None = None
    both = False  # a quoted or bracketed piece on either side
    apart: tuple[Agreement, tuple[Wording, Wording]] | None = None  # the names as wholes, if a number or a word tells them apart
    agreed = False  # in another reading the names as wholes agree
    for place, b in enumerate(rights):
        if best is not None and best[0] == _NO_BETTER:
            break
        compared = left if worth is None else [a for at, a in enumerate(left) if worth[place] >> at & 1]
        for a in compared:
            if a.variant.person and not b.variant.person and not left[0].variant.person:
                continue  # the reading as a person is there for listed persons
            agreement = aligned.get((a, b)) or align(a, b, limits)
            aligned[a, b] = agreement
            short = "short" in (a.variant.role, b.variant.role)
            if a.variant.role == b.variant.role == "whole":
                agreed = agreed or (not agreement.decisive and agreement.score >= limits.possible)
                if agreement.decisive and (apart is None or agreement.score > apart[0].score):
                    apart = (agreement, (a, b)) if any(code in _TELL_APART for code, *_ in agreement.notes) else apart
            rank = (not agreement.decisive, agreement.full and not short, agreement.score, not short)
            if best is None or rank > best[0]:
                best = (rank, agreement, short, (a, b))
                both = a.variant.role == b.variant.role == "short"
                if rank == _NO_BETTER:
                    break
    return (*best[1:], both, apart, agreed) if best else (None, False, None, both, apart, agreed)


def tells_apart(verdict: NameVerdict) -> bool:
    """Whether a listed name shares a distinctive word with the party's, and both have a number, a word of the trade (more than Holding, Trading) or a place in which they differ."""
    agreement = verdict.agreement
    return agreement.decisive and agreement.distinctive > 0 and any(code in _TELL_APART and not only_sorts(ours) for code, ours, _ in agreement.notes)


def gives_way(verdict: NameVerdict, name_kind: str) -> bool:
    """Whether a match by another name of an entity gives way where its primary name tells it apart: one by a part of the name, or by a weak alias in brackets.

    Irano Misr Insurance is not Irano Misr Shipping, though that is called Irano Misr too.
    """
    if name_kind == "primary" or verdict.exact:
        return False
    if verdict.short and name_kind in ("weak", "former"):
        return True
    return any(code == "contained" or (code == "name_partial" and not theirs and not only_sorts(ours)) for code, ours, theirs in verdict.agreement.notes)


def _known(left: Wording, right: Wording, limits: Limits) -> bool:
    """Whether the one word of the party's name is a word of its own, so that a letter more or less is another."""
    return len(left.tokens) == 1 and another_word(left.tokens[0], left.weights[0], right.tokens[0], limits)


def _one_generic(name: Wording) -> bool:
    """Whether a name is one generic word or place, besides its form: Services, Group."""
    return len(name.tokens) == 1 and name.tokens[0].sort in ("g", "p")


def _besides(agreement: Agreement, code: str) -> tuple[Note, ...]:
    return tuple([note for note in agreement.notes if note[0] != code])


def name_reasons(left: Reading, right: str, verdict: NameVerdict, name_kind: str) -> tuple[Reason, ...]:
    """The reasons a name gives, the most telling first."""
    agreement = verdict.agreement
    if verdict.exact:
        first = Reason(code="name_exact")
    elif agreement.full:
        first = Reason(code="name_short" if verdict.short else "name_full")
    else:
        first = Reason(code="name_similar", values={"score": agreement.score})
    reasons = [first, *map(reason_of, agreement.notes)]
    if not (verdict.exact or (left.text.isascii() and right.isascii())):
        ours, theirs = scripts_of(left.text), scripts_of(right)
        if other_script(ours, theirs):
            reasons.append(Reason(code="script_differs", values={"party": ours, "listed": theirs}))
    reasons += [Reason(code=code) for code in left.disguises]
    if name_kind in ("weak", "former"):
        reasons.append(Reason(code="weak_alias" if name_kind == "weak" else "former_name"))
    return tuple(reasons)


def other_script(ours: str | None, theirs: str | None) -> bool:
    """Whether two names were written in other scripts."""
    return bool(ours and theirs and ours != theirs)


def nearly_a_ship(verdict: NameVerdict) -> NameVerdict:
    """The verdict on the name of a ship where the party does not say that it is one: ships bear common words, so one that agrees neither in full nor in a telling word is another's name."""
    if verdict.agreement.full or verdict.agreement.distinctive or verdict.exact or verdict.brief:
        return verdict
    return msgspec.structs.replace(verdict, brief=True)


def across_scripts(verdict: NameVerdict, left: str, right: str) -> NameVerdict:
    """The verdict on two printed names: from script to script the letters of a brief name are never the same."""
    if verdict.written and not other_script(scripts_of(left), scripts_of(right)):
        return msgspec.structs.replace(verdict, brief=True)
    return verdict


def name_base(verdict: NameVerdict, kinds_differ: bool, limits: Limits) -> int:
    """The score of the name alone; below `possible` if something decisive tells the names apart, never below it for a full name."""
    agreement = verdict.agreement
    base = agreement.score - (limits.kind_penalty if kinds_differ else 0)
    if verdict.short:
        base -= limits.short_name_penalty
    if agreement.decisive:
        base = min(base, limits.possible - limits.decisive_margin)  # Technology and Trading, Plant 12 and Plant 21 are two, however much they share
    if kinds_differ and agreement.distinctive < 2 and not verdict.exact:
        return min(base, limits.possible - limits.decisive_margin)  # one common word of a firm and a person
    if verdict.exact or (agreement.full and not agreement.decisive):
        base = max(base, limits.possible)
    return base


def settle(verdict: NameVerdict, base: int, evidence: Evidence, listed_kind: str | None, name_kind: str, limits: Limits) -> tuple[int, str]:
    """Final score and band (established, possible, below). Evidence orders and lifts; it never takes a possible name below possible."""
    agreement = verdict.agreement
    score = (
        base + evidence.change + (limits.kind_penalty if evidence.reasons and any(reason.code == "kind_differs" for reason in evidence.reasons) else 0)
    )  # counted in the base
    if base >= limits.possible:
        score = max(score, limits.possible)
    elif agreement.decisive:
        score = min(score, base)
    if evidence.strong_identifier:
        score = max(score, limits.identified)
    score = max(0, min(1000 if agreement.full or evidence.strong_identifier else limits.not_full, score))
    more = evidence.strong_identifier or evidence.country or evidence.address
    if not more and (verdict.brief or (verdict.lone and _elsewhere(evidence))):  # unknown is not elsewhere
        return min(score, limits.possible - 1), "below"  # Davis in Ohio is not Navis in Oslo
    if score < limits.possible:
        return score, "below"
    if not evidence.strong_identifier and _says_nothing(verdict):
        return score, "possible"  # a country makes nobody of a Trading Company
    return score, band(
        kind=listed_kind, full=agreement.full and not agreement.decisive, weak=name_kind in ("weak", "former"), short=verdict.short,
        forms_conflict=agreement.forms_conflict, distinctive=agreement.distinctive, evidence=evidence, limits=limits,
    )  # fmt: skip


def _says_nothing(verdict: NameVerdict) -> bool:
    """Whether all that agrees is generic words, places and initials, and not as a whole printed name of several; or nothing but the sort of a firm, printed so or not."""
    if verdict.read is None:
        return False
    words = verdict.read[1].tokens
    if (not words or words[0].raw in SORTS) and only_sorts([word.raw for word in words]):
        return True
    for word in words:
        if word.sort in ("", "m", "n"):
            return False
    return not verdict.exact or len(words) < 2


def _elsewhere(evidence: Evidence) -> bool:
    return any(reason.code == "country_differs" for reason in evidence.reasons)


def other_ship(party_kind: str | None, listed_kind: str | None) -> bool:
    """Whether a ship or aircraft is listed and the party does not say that it is one: ships bear common words (Orion, Christina)."""
    return listed_kind in ("vessel", "aircraft") and party_kind != listed_kind


def rule_kind(party_kind: str | None, listed_kind: str | None, listed_name: str, romaniser: Romaniser) -> str | None:
    """The kind by whose rule a match is established: that of a person if either side says so, or if neither says anything and the listed name reads as one."""
    if "person" in (party_kind, listed_kind) or (party_kind is None and listed_kind is None and personal(listed_name, romaniser)):
        return "person"
    return listed_kind or party_kind
