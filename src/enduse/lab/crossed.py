"""Where a list prints a name in two scripts: is the entity found by the one when only the other is listed?

Nothing is generated here: one script's names are taken out of the entities that carry both, the rest is laid down as a list of its own, and the names taken out are asked for.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pyarrow as pa
from msgspec.structs import replace

from enduse.basis import Basis
from enduse.lab.ask import Progress
from enduse.lab.figures import per_thousand, share
from enduse.lab.strangers import LOCALES, strangers
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
    """For each script that entities carry beside Latin, both ways: how many names taken out are found by those left, and how often made-up names of that script are."""
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
    reached = {at for (at, _), hit in zip(questions, found, strict=True) if hit}
    alien = asked_in if asked_in != "Latn" else listed_in
    clean = [name for people in (True, False) for locale, name in strangers(1, 40 * len(LOCALES), people=people) if locale in _WRITERS[alien]]
    if asked_in == "Latn":  # strangers in Latin letters of the same culture
        clean = [index.romaniser(name.casefold()).title() for name in clean]
    wrong = sum(bool(hits) for hits in find([Party(role=Role.consignee, name=name) for name in clean], index))
    missed = [{"printed": listed[at].names[0].text, "asked": text} for (at, text), hit in zip(questions, found, strict=True) if not hit]
    return {
        "asked_in": asked_in, "listed_in": listed_in, "entities": len(both), "entities_found": len(reached), **share(sum(found), len(questions)),
        "false": per_thousand(wrong, len(clean)), "missed": missed[:_MISSED],
    }  # fmt: skip


def small_basis(entities: list[Entity], like: Basis) -> Basis:
    """A Basis of these entities alone, with the settings and tables of another one."""
    tables = build(entities, like.table("text.romanise"))
    tables["text.romanise"], tables["settings"] = like.table("text.romanise"), like.table("settings")
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity).decode() for entity in entities]})
    return Basis(tables, dict.fromkeys(tables, ""))
