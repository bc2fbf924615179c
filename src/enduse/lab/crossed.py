"""Where a list prints a name in two scripts: is the entity found by the one when only the other is listed?

Nothing is generated here: one script's names are taken out of the entities that carry both, the rest is laid down as a list of its own, and the names taken out are asked for.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import msgspec
import pyarrow as pa
from msgspec.structs import replace

from enduse.basis import Basis
from enduse.lab.cases import Progress
from enduse.lab.figures import per_thousand, share
from enduse.lab.same_name import plain_latin, same_name
from enduse.lab.strangers import strangers
from enduse.lab.subjects import Subjects
from enduse.model.nouns import Entity, Name, Party, Role
from enduse.parties import Index, build, find
from enduse.text.clean import scripts_of

SCRIPTS: Final = ("Cyrl", "Hani", "Arab", "Hang", "Hebr", "Jpan", "Grek")
_WRITERS: Final = {
    "Cyrl": ("ru_RU", "uk_UA", "bg_BG"),
    "Hani": ("zh_CN", "zh_TW"),
    "Arab": ("ar_SA", "ar_AA", "fa_IR"),
    "Hang": ("ko_KR",),
    "Hebr": ("he_IL",),
    "Jpan": ("ja_JP",),
    "Grek": ("el_GR",),
}
_STRONG: Final = ("primary", "strong")
_MISSED: Final = 60  # misses named of each pair


def crossed(subjects: Subjects, basis: Basis, progress: Progress) -> list[dict[str, Any]]:
    """For each script that entities carry beside Latin, both ways: how many names taken out are found by those left, and how often made-up names of that script are.

    `recall` is over names that are, by sound, one of those left; `every_name` over all, translations and other names of the party among them.
    """
    rows = []
    wanted = {subject.entity for subject in subjects.held}
    told: dict[int, list[tuple[Name, str | None]]] = {
        row: [(name, scripts_of(name.text)) for name in subjects.entities[row].names if name.kind in _STRONG] for row in sorted(wanted)
    }
    for script in SCRIPTS:
        both = [row for row, names in told.items() if {script, "Latn"} <= {found for _, found in names}]
        if both:
            progress(f"across scripts: {script}", 0, len(both))
            rows += [_one_way(subjects, basis, told, both, script, "Latn"), _one_way(subjects, basis, told, both, "Latn", script)]
    return rows


def _one_way(
    subjects: Subjects, basis: Basis, told: dict[int, list[tuple[Name, str | None]]], both: list[int], asked_in: str, listed_in: str
) -> dict[str, Any]:
    listed = [
        replace(subjects.entities[row], names=tuple([name for name, script in told[row] if script == listed_in]), identifiers=(), addresses=()) for row in both
    ]
    index = Index.of(small_basis(listed, basis))
    questions = list(
        dict.fromkeys(
            (at, name.text) for at, row in enumerate(both) for name, script in told[row] if script == asked_in and sum(map(str.isalpha, name.text)) > 1
        )
    )
    answers = find([Party(role=Role.consignee, name=text) for _, text in questions], index)
    found = [any(one.entity == at for one in hits) for (at, _), hits in zip(questions, answers, strict=True)]
    one_name = [any(same_name(text, name.text) for name in listed[at].names) for at, text in questions]
    reached = {at for (at, _), hit in zip(questions, found, strict=True) if hit}
    clean = _strangers_of(asked_in if asked_in != "Latn" else listed_in, asked_in == "Latn")
    wrong = sum(bool(hits) for hits in find([Party(role=Role.consignee, name=name) for name in clean], index))
    missed = [
        {"printed": listed[at].names[0].text, "asked": text} for (at, text), hit, same in zip(questions, found, one_name, strict=True) if same and not hit
    ]
    return {
        "asked_in": asked_in, "listed_in": listed_in, "entities": len(both), "entities_found": len(reached),
        **share(sum(hit for hit, same in zip(found, one_name, strict=True) if same), sum(one_name)), "every_name": share(sum(found), len(questions)),
        "false": per_thousand(wrong, len(clean)), "missed": missed[:_MISSED],
    }  # fmt: skip


@cache
def _strangers_of(script: str, in_latin: bool) -> tuple[str, ...]:
    """Made-up people and firms who write this script; `in_latin`: in Latin letters, as a passport would have it."""
    locales = _WRITERS[script]
    names = tuple([name for people in (True, False) for _, name in strangers(1, 80 * len(locales), people=people, locales=locales)])
    return tuple([latin.title() for name in names if (latin := plain_latin(name))]) if in_latin else names


def small_basis(entities: list[Entity], like: Basis) -> Basis:
    """A Basis of these entities alone, with the settings and tables of another one."""
    tables = build(entities, like.table("text.romanise"))
    tables["text.romanise"], tables["settings"] = like.table("text.romanise"), like.table("settings")
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity).decode() for entity in entities]})
    return Basis(tables, dict.fromkeys(tables, ""))
