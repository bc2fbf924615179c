"""Who bears nearly a listed name and is another party? Sister firms, numbered plants, people with the same surname."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Final

from enduse.lab.subjects import Subject, Subjects, draw
from enduse.lab.wording import GENERIC

# Words of which one replaces the other in the name of another firm.
_OTHERS: Final = (
    ("technology", "trading"), ("technologies", "logistics"), ("electronics", "textiles"), ("shipping", "insurance"), ("petroleum", "pharmaceutical"), ("bank", "university"),
    ("construction", "airlines"), ("machinery", "foods"), ("steel", "paper"), ("engineering", "travel"), ("oil", "dairy"), ("gas", "wool"), ("industries", "restaurants"),
    ("aviation", "fishing"), ("marine", "dental"), ("research", "retail"), ("chemical", "furniture"), ("metals", "toys"), ("investment", "cleaning"), ("trading", "medical"),
    ("telecommunications", "agriculture"), ("transport", "education"), ("design", "mining"), ("optical", "garment"), ("computer", "bakery"), ("airlines", "ceramics"),
)  # fmt: skip
_TURNED: Final = (
    ("north", "south"),
    ("northern", "southern"),
    ("east", "west"),
    ("eastern", "western"),
    ("upper", "lower"),
    ("first", "second"),
    ("severny", "yuzhny"),
    ("vostok", "zapad"),
    ("old", "new"),
)
_SWAPS: Final = {**dict(_OTHERS), **dict(_TURNED), **{b: a for a, b in _TURNED}}
_STEMS: Final = tuple("Almatex Brightwell Corvanta Dolmera Eskavor Fenwick Galvero Hartmere Ilvane Jorvik Kestrel Lumivar Montclair Norvane Ostrava Pelmara Quintara Rosmere Silvaro Tervane Ulmaren Varnholm Westmark Yelmara Zandvoort".split())  # fmt: skip
Make = Callable[[Subject, random.Random], str | None]


def word_swapped(subject: Subject, rng: random.Random) -> str | None:
    """Technology for Trading, North for South."""
    words = subject.text.split()
    if subject.kind != "organization" or len(words) < 2:
        return None
    places = [at for at, word in enumerate(words) if word.lower().strip(",.") in _SWAPS]
    if not places:
        return None
    at = rng.choice(places)
    bare = words[at].strip(",.")
    other = _SWAPS[bare.lower()]
    return " ".join([*words[:at], words[at].replace(bare, other.upper() if bare.isupper() else other.title()), *words[at + 1 :]])


def distinctive_replaced(subject: Subject, rng: random.Random) -> str | None:
    """The one word that tells a firm from others replaced: the same trade, another firm."""
    words = subject.text.split()
    if subject.kind != "organization" or subject.script != "Latn" or len(words) < 3:
        return None
    generic = [word.lower().strip(",.()") in GENERIC or word.lower().strip(",.()") in _SWAPS for word in words]
    telling = [at for at, word in enumerate(words) if not generic[at] and sum(map(str.isalpha, word)) >= 4]
    if len(telling) != 1 or not any(generic) or not words[telling[0]].isalpha():
        return None
    stem = rng.choice(_STEMS)
    return " ".join([*words[: telling[0]], stem.upper() if words[telling[0]].isupper() else stem, *words[telling[0] + 1 :]])


def number_changed(subject: Subject, rng: random.Random) -> str | None:
    """Plant 21 for Plant 12."""
    found = re.search(r"(?<![\w./-])(\d{1,3})(?![\w./-])", subject.text)
    if not found or subject.person or sum(map(str.isalpha, subject.text)) < 6:
        return None
    turned = found[1][::-1]
    other = turned if turned != found[1] and not turned.startswith("0") else str(int(found[1]) + rng.randint(1, 8))
    return subject.text[: found.start()] + other + subject.text[found.end() :]


def given_name_exchanged(subjects: Subjects) -> Make:
    """A listed surname with the given name of another listed person of the same country: the commonest stranger of all."""
    given: dict[str, list[str]] = {}
    for subject in subjects.readable:
        parts = _person(subject)
        if parts:
            given.setdefault(_country(subject), []).append(parts[0])

    def change(subject: Subject, rng: random.Random) -> str | None:
        parts = _person(subject)
        names = given.get(_country(subject), ())
        if not parts or len(names) < 20:
            return None
        other = rng.choice(names)
        return f"{other} {parts[1]}" if other.casefold()[:3] != parts[0].casefold()[:3] else None

    return change


def _country(subject: Subject) -> str:
    return subject.record.countries[0] if subject.record.countries else ""


def _person(subject: Subject) -> tuple[str, str] | None:
    """Given name and surname of a person of two or three Latin names."""
    if not subject.person or subject.script != "Latn":
        return None
    last, comma, first = subject.text.partition(",")
    words = [*first.split(), last.strip()] if comma else subject.text.split()
    if not 2 <= len(words) <= 3 or not all(word.replace("-", "").isalpha() and len(word) > 2 for word in words):
        return None
    return words[0], words[-1]


def siblings(subjects: Subjects, *, seed: int, each: int) -> Iterator[tuple[str, Subject, str]]:
    """(kind, the listed name it is near, the name) of up to `each` of every kind."""
    makes: dict[str, Make] = {
        "sister_firm": word_swapped,
        "same_trade": distinctive_replaced,
        "other_number": number_changed,
        "same_surname": given_name_exchanged(subjects),
    }
    for kind, change in makes.items():
        made = 0
        for subject in subjects.ordered(seed, kind):
            if made >= each:
                break
            name = change(subject, draw(seed, kind, subject.record.entity_id, subject.text))
            if name is not None and name != subject.text:
                made += 1
                yield kind, subject, name
