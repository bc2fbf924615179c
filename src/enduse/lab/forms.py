"""How is one legal form written elsewhere, in other words, in another place, or not at all?"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

from enduse.lab.subjects import Subject

# One kind of company a line: first the abbreviations, then the words. Russian forms stand beside their usual English, German and Turkish counterparts.
_KINDS: Final = (
    (("LLC", "L.L.C.", "Ltd.", "Ltd", "OOO", "ООО", "TOO", "ТОО", "ТОВ", "GmbH", "Co., Ltd.", "Co. Ltd", "Ltd. Şti.", "S.A.R.L.", "SARL", "SRL", "d.o.o.", "FZ-LLC", "Pte. Ltd.", "W.L.L."),
     ("Limited Liability Company", "Limited", "Company Limited", "Общество с ограниченной ответственностью", "Obshchestvo s ogranichennoy otvetstvennostyu", "Limited Company")),
    (("JSC", "J.S.C.", "AO", "АО", "AG", "A.Ş.", "A.S."), ("Joint Stock Company", "Joint-Stock Company", "Акционерное общество", "Aktsionernoe obshchestvo", "Aktiengesellschaft", "Anonim Şirketi")),
    (("PJSC", "PAO", "ПАО"), ("Public Joint Stock Company", "Public Joint-Stock Company", "Публичное акционерное общество")),
    (("OJSC", "OAO", "ОАО"), ("Open Joint Stock Company", "Open Joint-Stock Company", "Открытое акционерное общество")),
    (("CJSC", "ZAO", "ЗАО"), ("Closed Joint Stock Company", "Closed Joint-Stock Company", "Закрытое акционерное общество")),
    (("FGUP", "ФГУП", "FSUE"), ("Federal State Unitary Enterprise", "Федеральное государственное унитарное предприятие")),
    (("Inc.", "Inc", "Corp.", "Corp"), ("Incorporated", "Corporation")),
    (("S.A.", "SA"), ("Sociedad Anonima", "Société Anonyme", "Sociedad Anónima")),
    (("S.A. de C.V.", "SA de CV"), ("Sociedad Anonima de Capital Variable",)),
)  # fmt: skip
_SPELT: Final = {form: (at, spelt) for at, kind in enumerate(_KINDS) for spelt, forms in enumerate(kind) for form in forms}
_FORM: Final = re.compile(r"(?<![\w.])(?:" + "|".join(sorted(map(re.escape, _SPELT), key=len, reverse=True)) + r")(?![\w])", re.IGNORECASE)
_LOOKED_UP: Final = {form.casefold(): at for form, at in _SPELT.items()}
_HAN: Final = re.compile("(?:股份)?有限(?:责任|責任)?公司$")
_QUOTES: Final = re.compile(r"[«\"“„](.+)[»\"”“]")


def _split(subject: Subject) -> tuple[str, str, tuple[int, int]] | None:
    """The form, the rest of the name, and its kind and spelling; only where the form stands in front or behind."""
    if subject.person or subject.script not in ("Latn", "Cyrl", "mixed"):
        return None
    for found in _FORM.finditer(subject.text):
        kind = _LOOKED_UP[found.group().casefold()]
        if found.group() in ("AO", "AG", "SA", "AS", "A.S.") and not found.group().isupper():
            continue
        front, back = not subject.text[: found.start()].strip(" ,"), not subject.text[found.end() :].strip(" ,.)")
        rest = " ".join((subject.text[: found.start()] + " " + subject.text[found.end() :]).split()).strip(" ,")
        if (front or back) and sum(map(str.isalpha, rest)) >= 6:
            return found.group(), rest, kind
    return None


def without_form(text: str) -> str:
    """The name without any legal form this room knows; as it is where nothing else is left."""
    return _FORM.sub(" ", _HAN.sub("", text.strip())).strip() or text


def behind_form(text: str) -> int:
    """Where the name itself begins, behind a legal form at its front.

    >>> behind_form("Joint Stock Company Granit"), behind_form("Granit Joint Stock Company")
    (19, 0)
    """
    found = _FORM.match(text)
    return found.end() if found else 0


def form_dropped(subject: Subject, rng: random.Random) -> str | None:
    """Without the legal form."""
    if subject.script == "Hani":
        made = _HAN.sub("", subject.text)
        return made if made != subject.text and len(made) >= 4 else None
    return parts[1] if (parts := _split(subject)) else None


def _respelt(choose: Callable[[str, tuple[int, int]], list[str]]) -> Callable[[Subject, random.Random], str | None]:
    def change(subject: Subject, rng: random.Random) -> str | None:
        parts = _split(subject)
        if parts is None:
            return None
        forms = [form for form in choose(parts[0], parts[2]) if form.casefold().replace(".", "") != parts[0].casefold().replace(".", "")]
        if not forms:
            return None
        front = subject.text.lstrip().startswith(parts[0])
        form = rng.choice(forms)
        return f"{form} {parts[1]}" if front else f"{parts[1]} {form}"

    return change


form_translated: Final = _respelt(lambda form, kind: list(_KINDS[kind[0]][0]))
"""ООО for LLC, AG for JSC, Ltd. for GmbH."""
form_spelt_out: Final = _respelt(lambda form, kind: list(_KINDS[kind[0]][1]) if not kind[1] else [])
form_abbreviated: Final = _respelt(lambda form, kind: list(_KINDS[kind[0]][0]) if kind[1] else [])


def form_moved(subject: Subject, rng: random.Random) -> str | None:
    """In front instead of behind, or the other way round."""
    parts = _split(subject)
    if parts is None:
        return None
    return f"{parts[1]} {parts[0]}" if subject.text.lstrip().startswith(parts[0]) else f"{parts[0]} {parts[1]}"


def form_added(subject: Subject, rng: random.Random) -> str | None:
    """A form where the list prints none."""
    if subject.kind != "organization" or _FORM.search(subject.text) or subject.script != "Latn":
        return None
    return f"{subject.text} {rng.choice(('LLC', 'Ltd', 'JSC', 'Inc.', 'Co., Ltd.', 'GmbH', 'Limited'))}"


def quotes_dropped(subject: Subject, rng: random.Random) -> str | None:
    """АО «Имя» without its quotes."""
    found = _QUOTES.search(subject.text)
    return " ".join(subject.text.replace(found[0], f" {found[1]} ").split()) if found else None


def short_name_alone(subject: Subject, rng: random.Random) -> str | None:
    """Only what stands in quotes, where it is two words or eight letters long."""
    found = _QUOTES.search(subject.text)
    if not found or subject.person or (sum(map(str.isalpha, found[1])) < 8 and len(found[1].split()) < 2) or len(found[1]) < 6:
        return None
    return found[1].strip()
