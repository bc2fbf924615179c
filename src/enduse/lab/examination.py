"""How well does the matcher find what it must, and how often does it cry wolf?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, Final

import msgspec

from enduse.basis import Basis
from enduse.errors import Refused, UsageError
from enduse.lab.ask import Answer, Clock, ask, control, judged, single_times, unlisted
from enduse.lab.cases import Case, Progress, cases
from enduse.lab.classes import CLASSES, by_name
from enduse.lab.crossed import crossed
from enduse.lab.figures import calibration, order, per_thousand, quantile, share
from enduse.lab.namesakes import Namesakes
from enduse.lab.siblings import siblings
from enduse.lab.strangers import strangers
from enduse.lab.subjects import SPLITS, Subjects, digest
from enduse.model.nouns import Party, Role
from enduse.parties import Index

SCHEMA_VERSION: Final = 1
THRESHOLDS: Final = (*range(500, 900, 50), *range(900, 1001, 10))  # thousandths of a probability, closer where most true hits lie
BANDS: Final = ("established", "possible")
_ALONE: Final = 400  # parties asked one by one for the times of a single question
_SMALLEST: Final = 20  # asked of a class before it may be called the worst


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be asked: sample per class and depth, number of made-up strangers, which side of the split, which lists and which classes of change (none: all)."""

    seed: int = 1
    sample: int = 100
    strangers: int = 4000
    siblings: int = 250
    split: str = "all"
    lists: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class _Stranger(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    name: str
    near: str  # the listed name a sibling is near; the locale of a made-up one
    namesake: bool
    answer: Answer


def examine(basis: Basis, plan: Plan, *, engine_version: str, progress: Progress) -> dict[str, Any]:
    """The whole report as data. Everything but `time` is the same for the same Basis, engine and plan."""
    if plan.split not in SPLITS:
        raise UsageError(f"--split {plan.split}: one of {', '.join(SPLITS)}")
    if plan.sample < 1 or plan.strangers < 0:
        raise UsageError("--sample is at least 1, --strangers at least 0")
    held = basis.table("lists").to_pylist()
    unknown = sorted(set(plan.lists) - {row["id"] for row in held})
    if unknown:
        raise UsageError(f"--lists: the Basis holds no list {unknown[0]}; it holds {', '.join(sorted(row['id'] for row in held))}")
    strange = sorted(set(plan.classes) - by_name().keys())
    if strange:
        raise UsageError(f"--classes: there is no class {strange[0]}{_like(strange[0])}; docs/reference/validation.md lists them")
    progress("reading the lists", 0, 0)
    subjects, index = Subjects(basis, split=plan.split, lists=plan.lists), Index.of(basis)
    if not subjects.held:
        raise Refused("nothing to ask for: no strong name on this side of the split in these lists")
    names, unfound = control(subjects, index, progress)
    clock = Clock()
    made = list(cases(subjects, seed=plan.seed, sample=plan.sample, classes=plan.classes, progress=progress))
    answers = [
        judged(found, case.entity, subjects)
        for case, found in zip(made, ask([case.party for case in made], index, "changed names", clock, progress), strict=True)
    ]
    alerts = _strangers(subjects, index, plan, clock, progress)
    progress("one question at a time", 0, 0)
    alone = single_times([case.party for case in sorted(made, key=lambda case: case.id)[:_ALONE]], index)
    report: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "engine_version": engine_version,
        "basis": {"digest": basis.digest, "lists": [{key: row[key] for key in ("id", "version", "published", "entities", "listings")} for row in held]},
        "plan": msgspec.to_builtins(plan),
        "corpus": _corpus(made, alerts),
        "control": {**share(names - len(unfound), names), "missed": [_named(subject) for subject in unfound]},
        "changed": _changed(made, answers),
        "false_alerts": _false_alerts(alerts),
        "bands": _bands(answers, alerts),
        "ranks": _ranks(answers),
        "calibration": calibration(_scored(answers, alerts)),
        "sweep": _sweep(made, answers, alerts),
        "crossed": crossed(subjects, basis, progress),
        "missed": [_missed(case, answer) for case, answer in zip(made, answers, strict=True) if not _right(case, answer)],
        "alerts": [_alert(one) for one in alerts if one.answer.found],
        "asked": sorted(case.id for case in made),
        "time": {
            "questions": clock.asked, "seconds": round(clock.seconds, 2), "batch_ms": round(1000 * clock.seconds / clock.asked, 4) if clock.asked else None,
            "alone": len(alone), "p50_ms": _ms(quantile(alone, 0.5)), "p99_ms": _ms(quantile(alone, 0.99)),
        },
    }  # fmt: skip
    return report


def _like(name: str) -> str:
    close = get_close_matches(name, by_name(), 1)
    return f"; did you mean {close[0]}?" if close else ""


def _strangers(subjects: Subjects, index: Index, plan: Plan, clock: Clock, progress: Progress) -> list[_Stranger]:
    names: list[tuple[str, str, str]] = []
    half = plan.strangers // 2
    names += [("people", locale, name) for locale, name in strangers(plan.seed, plan.strangers - half, people=True)]
    names += [("firms", locale, name) for locale, name in strangers(plan.seed, half, people=False)]
    if plan.strangers:
        names += [(kind, subject.text, name) for kind, subject, name in siblings(subjects, seed=plan.seed, each=plan.siblings)]
    parties = [Party(role=Role.consignee, name=name) for *_, name in names]
    namesakes = Namesakes(subjects, index.romaniser)
    return [
        _Stranger(kind=kind, name=name, near=near, namesake=namesakes.holds(name), answer=unlisted(found))
        for (kind, near, name), found in zip(names, ask(parties, index, "strangers", clock, progress), strict=True)
    ]


def _right(case: Case, answer: Answer) -> bool:
    return answer.found and (case.expects == "possible" or answer.band == "established")


def _corpus(made: Sequence[Case], alerts: Sequence[_Stranger]) -> dict[str, Any]:
    """A digest of all that was asked: equal digests mean equal questions."""
    return {"digest": f"{digest(*sorted(case.id for case in made), *(one.name for one in alerts)):016x}", "cases": len(made), "strangers": len(alerts)}


def _changed(made: Sequence[Case], answers: Sequence[Answer]) -> dict[str, Any]:
    asked, right = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for case, answer in zip(made, answers, strict=True):
        asked[case.name, case.depth] += 1
        right[case.name, case.depth] += _right(case, answer)
    rows: list[dict[str, Any]] = [
        {"name": one.name, "family": one.family, "does": one.does, "expects": one.expects, **{f"{word}": share(right[one.name, depth], asked[one.name, depth]) for word, depth in (("one", 1), ("two", 2))}}
        for one in CLASSES
    ]  # fmt: skip
    families: dict[str, list[str]] = defaultdict(list)
    for one in CLASSES:
        families[one.family].append(one.name)

    def total(depth: int, names: Sequence[str]) -> dict[str, Any]:
        return share(sum(right[name, depth] for name in names), sum(asked[name, depth] for name in names))

    every = [one.name for one in CLASSES]
    ranked = [row for row in rows if row["one"]["asked"] >= _SMALLEST]
    worst = min(ranked, key=lambda row: (row["one"]["recall"], row["name"]), default=None)
    return {
        "one": total(1, every), "two": total(2, every), "worst": worst and {"name": worst["name"], **worst["one"]},
        "families": [{"family": family, "classes": len(names), "one": total(1, names), "two": total(2, names)} for family, names in families.items()], "classes": rows,
    }  # fmt: skip


def _false_alerts(alerts: Sequence[_Stranger]) -> dict[str, Any]:
    kinds = list(dict.fromkeys(one.kind for one in alerts))
    true = [one for one in alerts if not one.namesake]

    def rows(group: Sequence[_Stranger]) -> dict[str, Any]:
        return {
            **per_thousand(sum(one.answer.found for one in group), len(group)), "established": sum(one.answer.best_band == "established" for one in group),
        }  # fmt: skip

    made_up = [one for one in true if one.kind in ("people", "firms")]
    near = [one for one in true if one.kind not in ("people", "firms")]
    cultures = sorted({one.near for one in made_up})
    return {
        "made_up": rows(made_up), "near": rows(near), "namesakes": sum(one.namesake for one in alerts),
        "kinds": [{"kind": kind, "namesakes": sum(one.namesake for one in alerts if one.kind == kind), **rows([one for one in true if one.kind == kind])} for kind in kinds],
        "cultures": sorted(({"locale": locale, **rows([one for one in made_up if one.near == locale])} for locale in cultures), key=lambda row: (-row["alerts"], row["locale"])),
    }  # fmt: skip


def _scored(answers: Sequence[Answer], alerts: Sequence[_Stranger]) -> list[tuple[int, bool]]:
    """The first hit of every question, and whether it is the right party. Namesakes are left out: who could tell?"""
    return [(answer.best, answer.best_right) for answer in answers if answer.best is not None] + [
        (one.answer.best, False) for one in alerts if one.answer.best is not None and not one.namesake
    ]


def _bands(answers: Sequence[Answer], alerts: Sequence[_Stranger]) -> list[dict[str, Any]]:
    rows = []
    every = [*answers, *(one.answer for one in alerts if not one.namesake)]
    for band in BANDS:
        right = [answer.best for answer in every if answer.best_band == band and answer.best is not None and answer.best_right]
        wrong = [answer.best for answer in every if answer.best_band == band and answer.best is not None and not answer.best_right]
        told = share(len(right), len(right) + len(wrong))
        rows.append(
            {
                "band": band,
                "hits": told["asked"],
                "right": told["found"],
                "precision": told["recall"],
                "low": told["low"],
                "high": told["high"],
                "order": order(right, wrong),
            }
        )
    return rows


def _ranks(answers: Sequence[Answer]) -> dict[str, Any]:
    found = [answer for answer in answers if answer.rank]
    count = len(found) or 1
    return {
        "found": len(found), "first": round(sum(answer.best_right for answer in found) / count, 4), "within_three": round(sum((answer.rank or 9) <= 3 for answer in found) / count, 4),
        "mean_hits": round(sum(answer.hits for answer in found) / count, 2),
    }  # fmt: skip


def _sweep(made: Sequence[Case], answers: Sequence[Answer], alerts: Sequence[_Stranger]) -> list[dict[str, Any]]:
    """What recall and false alerts would be if hits less probable than this were not shown."""
    scores = {depth: [answer.score or 0 for case, answer in zip(made, answers, strict=True) if case.depth == depth] for depth in (1, 2)}
    wrong = {near: [one.answer.best or 0 for one in alerts if not one.namesake and (one.kind not in ("people", "firms")) == near] for near in (False, True)}

    def part(values: Sequence[int], threshold: int, scale: int) -> float | None:
        return round(scale * sum(value >= threshold for value in values) / len(values), 4) if values else None

    return [
        {"threshold": at / 1000, "one": part(scores[1], at, 1), "two": part(scores[2], at, 1), "made_up_per_1000": part(wrong[False], at, 1000), "near_per_1000": part(wrong[True], at, 1000)}
        for at in THRESHOLDS
    ]  # fmt: skip


def _missed(case: Case, answer: Answer) -> dict[str, Any]:
    party = {key: value for key, value in msgspec.to_builtins(case.party).items() if key not in ("role", "name")}
    return {
        "id": case.id, "class": case.name, "depth": case.depth, "second": case.second, "entity_id": case.entity_id, "source": case.source, "printed": case.printed,
        "asked": case.party.name, "also": party, "got": answer.best_name, "got_score": answer.best, "band": answer.band,
    }  # fmt: skip


def _alert(one: _Stranger) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "near": one.near,
        "namesake": one.namesake,
        "got": one.answer.best_name,
        "score": one.answer.best,
        "band": one.answer.best_band,
    }


def _named(subject: Any) -> dict[str, Any]:
    return {"entity_id": subject.record.entity_id, "source": subject.source, "printed": subject.text}


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else round(1000 * seconds, 3)
