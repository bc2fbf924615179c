"""How do clerks write the words of one name otherwise: apart or together, in another order, with some left out or put in?"""

from __future__ import annotations

import random
import re
from typing import Final

from enduse.lab.forms import behind_form, without_form
from enduse.lab.letters import Change
from enduse.lab.subjects import Subject, words_key

_APOSTROPHES: Final = "'’‘`ʼ"
_SEPARATED: Final = ("Latn", "Cyrl", "Grek", "Arab", "Hebr")
GENERIC: Final = frozenset(
    "company group holding trading international general services service industries industry industrial import export commercial enterprise enterprises establishment corporation "
    "technology technologies development engineering investment investments business solutions center centre agency bureau office factory plant works production manufacturing "
    "завод компания группа холдинг торговый торговая предприятие центр производственное научно бюро институт".split()
)
"""Words that say what a firm is or does; dropping one leaves the same party if two other words remain."""
_NOT_NAMES: Final = frozenset("al el bin ibn ben abu abd de la del della van von der da dos du le and of the i и".split())
_PATRONYMIC: Final = re.compile(r"(?:ovich|evich|yevich|ovna|evna|yevna|ichna|ovych|ivna|ович|евич|овна|евна|ична|ійович|івна)$", re.IGNORECASE)
_HONORIFICS: Final = {
    "Latn": ("Mr.", "Mr", "Dr.", "Eng.", "Gen.", "H.E.", "Haji", "Sheikh", "Prof.", "Col."),
    "Cyrl": ("г-н", "Господин", "Д-р"),
    "Arab": ("السيد", "الدكتور", "الحاج"),
}
_TITLES: Final = frozenset(
    "mullah mr mrs dr haji hajji general gen colonel col sheikh shaykh sayyid seyyed prince king commandant captain maulavi qari mufti eng prof sir lord baron".split()
)
_BY_SYLLABLES: Final = frozenset("KP KR CN TW HK MO VN MM TH KH LA JP".split())
"""Where a name of three words is a surname and one given name of two syllables, so that none of them is a middle name."""
_SMALL: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TOLD: Final = 8  # letters by which a name can be told
_ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _words(subject: Subject, least: int = 2) -> list[str] | None:
    words = subject.text.split()
    return words if len(words) >= least and subject.script in _SEPARATED else None


def _plain(word: str) -> str:
    return "".join([char for char in word.casefold() if char.isalnum()])


# ---------------------------------------------------------------- spacing and signs


def words_glued(subject: Subject, rng: random.Random) -> str | None:
    """Two neighbouring words without the space between them."""
    words = _words(subject)
    if words is None:
        return None
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]]) if words[at][-1:].isalpha() and words[at + 1][:1].isalpha() else None


def all_glued(subject: Subject, rng: random.Random) -> str | None:
    """No spaces at all: file names, user names, mail addresses."""
    return "".join(words) if (words := _words(subject)) and len(words) <= 5 else None


def word_split(subject: Subject, rng: random.Random) -> str | None:
    """A space inside a longer word."""
    words = _words(subject, 1) or []
    places = [at for at, word in enumerate(words) if word.isalpha() and len(word) >= 7]
    if not places:
        return None
    at = rng.choice(places)
    cut = rng.randrange(3, len(words[at]) - 2)
    return " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])


def hyphen_added(subject: Subject, rng: random.Random) -> str | None:
    """A hyphen, slash or underscore for the space between two words."""
    if (words := _words(subject)) is None:
        return None
    at = rng.randrange(len(words) - 1)
    return (
        " ".join([*words[:at], words[at] + rng.choice("-–_/") + words[at + 1], *words[at + 2 :]])
        if words[at][-1].isalpha() and words[at + 1][0].isalpha()
        else None
    )


def hyphen_dropped(subject: Subject, rng: random.Random) -> str | None:
    """The parts of a hyphened word together or apart."""
    return re.sub(r"(?<=\w)[-–](?=\w)", rng.choice(("", " ")), subject.text) if re.search(r"\w[-–]\w", subject.text) else None


def signs_dropped(subject: Subject, rng: random.Random) -> str | None:
    """Without commas, dots and quotes."""
    made = " ".join(re.sub(r"[.,;:\"«»“”„&]", " ", subject.text).split())
    return made if made != subject.text else None


def signs_added(subject: Subject, rng: random.Random) -> str | None:
    """Quotes around the name, a dot or comma behind a word, doubled spaces."""
    words = _words(subject)
    if words is None:
        return None
    at = rng.randrange(len(words) - 1)
    return rng.choice((f'"{subject.text}"', f"«{subject.text}»", " ".join([*words[: at + 1], ".", *words[at + 1 :]]), "  ".join(words), f"{subject.text}."))


def apostrophe_changed(subject: Subject, rng: random.Random) -> str | None:
    """Another apostrophe, or none."""
    return re.sub(f"[{_APOSTROPHES}]", rng.choice(("", "`", "’", "ʼ", " ")), subject.text) if re.search(rf"\w[{_APOSTROPHES}]\w", subject.text) else None


# ---------------------------------------------------------------- order


def last_word_first(subject: Subject, rng: random.Random) -> str | None:
    """Surname first, or the last word of a firm in front."""
    return " ".join([words[-1], *words[:-1]]) if (words := _turnable(subject, 2)) else None


def first_word_last(subject: Subject, rng: random.Random) -> str | None:
    """Given name last, or the first word of a firm behind."""
    return " ".join([*words[1:], words[0]]) if (words := _turnable(subject, 2)) else None


def words_shuffled(subject: Subject, rng: random.Random) -> str | None:
    """The words in any order."""
    words = _turnable(subject, 3)
    if words is None:
        return None
    mixed = rng.sample(words, len(words))
    return " ".join(mixed) if mixed != words else " ".join(reversed(words))


def _turnable(subject: Subject, least: int) -> list[str] | None:
    """The words of a name that can be put in another order: no comma says the order, and no legal form of several words would be torn apart."""
    words = _words(subject, least)
    if words is None or "," in subject.text or (not subject.person and len(words) - len(without_form(subject.text).split()) > 1):
        return None
    return words


def surname_comma(subject: Subject, rng: random.Random) -> str | None:
    """SURNAME, Given names; or the comma taken away again."""
    words = _words(subject)
    if words is None or not subject.person:
        return None
    if "," in subject.text:
        last, _, first = subject.text.partition(",")
        return f"{first.strip()} {last.strip()}"
    return f"{words[-1].upper()}, {' '.join(words[:-1])}"


# ---------------------------------------------------------------- left out


def generic_dropped(subject: Subject, rng: random.Random) -> str | None:
    """A generic word less, where two other words of four letters remain."""
    words = _words(subject, 3)
    if words is None or subject.person:
        return None
    places = [at for at, word in enumerate(words) if _plain(word) in GENERIC]
    rest = [word for word in words if _plain(word) not in GENERIC and len(_plain(word)) >= 4]
    if not places or len(rest) < 2:
        return None
    at = rng.choice(places)
    return " ".join([*words[:at], *words[at + 1 :]])


def middle_dropped(subject: Subject, rng: random.Random) -> str | None:
    """A person of three or more names without one of the middle ones."""
    words = _words(subject, 3)
    if words is None or not subject.person or "," in subject.text or _BY_SYLLABLES & set(subject.record.countries) or _plain(words[0]) in _TITLES:
        return None
    places = [at for at in range(1, len(words) - 1) if _plain(words[at]) not in _NOT_NAMES and _plain(words[at - 1]) not in _NOT_NAMES]
    rest = [word for word in words if len(_plain(word)) >= 3 and _plain(word) not in _NOT_NAMES]
    if not places or len(rest) < 3:
        return None
    at = rng.choice(places)
    return " ".join([*words[:at], *words[at + 1 :]])


def patronymic_dropped(subject: Subject, rng: random.Random) -> str | None:
    """Without the patronymic."""
    words = _words(subject, 3)
    if words is None or not subject.person:
        return None
    kept = [word for word in words if not _PATRONYMIC.search(word)]
    return " ".join(kept) if len(kept) == len(words) - 1 else None


def particle_dropped(subject: Subject, rng: random.Random) -> str | None:
    """al-, bin, de, van: left out."""
    if not subject.person or subject.script != "Latn":
        return None
    made = " ".join(re.sub(r"\b(?:al|el|bin|ibn|ben|de|la|van|von)\b[- ]", "", subject.text, flags=re.IGNORECASE).split())
    return made if made != subject.text and len(words_key(made)) >= 2 else None


def article_dropped(subject: Subject, rng: random.Random) -> str | None:
    """The, of, and, for: left out or written as a sign."""
    if subject.person or subject.script != "Latn":
        return None
    made = " ".join(re.sub(r"\b(?:the|of|for)\b", " ", subject.text, flags=re.IGNORECASE).split())
    made = re.sub(r"\band\b", "&", made, flags=re.IGNORECASE) if "&" not in made else made.replace("&", "and")
    return made if made != subject.text and len(words_key(made)) >= 2 else None


# ---------------------------------------------------------------- persons


def given_initial(subject: Subject, rng: random.Random) -> str | None:
    """The given name as an initial."""
    words = _words(subject)
    if words is None or not subject.person or "," in subject.text or _BY_SYLLABLES & set(subject.record.countries):
        return None
    surname_first = words[0].isupper() and not words[-1].isupper()
    if surname_first or _plain(words[0]) in _NOT_NAMES | _TITLES or len(_plain(words[-1])) < 4 or not words[0][:1].isalpha():
        return None
    return " ".join([words[0][0] + rng.choice((".", "")), *words[1:]]) if len(words[0]) > 2 else None


def middle_initial(subject: Subject, rng: random.Random) -> str | None:
    """A middle name as an initial."""
    words = _words(subject, 3)
    if words is None or not subject.person or "," in subject.text:
        return None
    places = [at for at in range(1, len(words) - 1) if len(words[at]) > 2 and words[at].isalpha() and _plain(words[at]) not in _NOT_NAMES]
    if not places:
        return None
    at = rng.choice(places)
    return " ".join([*words[:at], words[at][0] + ".", *words[at + 1 :]])


def honorific_added(subject: Subject, rng: random.Random) -> str | None:
    """Mr., Dr., Gen., Haji in front."""
    return f"{rng.choice(_HONORIFICS[subject.script])} {subject.text}" if subject.person and subject.script in _HONORIFICS else None


# ---------------------------------------------------------------- put in


def generic_added(subject: Subject, rng: random.Random) -> str | None:
    """Group, Holding, Company put behind a firm's name."""
    return f"{subject.text} {rng.choice(('Group', 'Holding', 'Company', 'International', 'Corporation'))}" if _firm(subject) else None


def trading_added(subject: Subject, rng: random.Random) -> str | None:
    """Trading, Import Export, Services put behind a firm's name: the same people under a shop sign of their own."""
    return f"{subject.text} {rng.choice(('Trading', 'General Trading', 'Import Export', 'Services'))}" if _firm(subject) else None


def branch_added(subject: Subject, rng: random.Random) -> str | None:
    """Branch, representative office, department."""
    tails = ("Branch Office", "Dubai Branch", "Representative Office", "Head Office", "Istanbul Branch", "Procurement Department", "Warehouse No. 3")
    return f"{subject.text}{rng.choice((', ', ' ', ' - '))}{rng.choice(tails)}" if _firm(subject) else None


def address_book(subject: Subject, rng: random.Random) -> str | None:
    """What clerks put in front: Attn, M/S, Notify, To the order of."""
    heads = ("Attn:", "M/S", "Messrs.", "To the order of", "Notify:", "C/O", "Customer 40712:", "Consignee:")
    return f"{rng.choice(heads)} {subject.text}" if subject.script == "Latn" else None


def trading_as(subject: Subject, rng: random.Random) -> str | None:
    """Two names in one field: trading as, formerly, a slash."""
    other = rng.choice(("Blue Lagoon Stores", "Feldkamp Handel", "Nordlicht Textil", "Oasis Bakery"))
    return (
        rng.choice((f"{other} t/a {subject.text}", f"{subject.text} trading as {other}", f"{subject.text} (formerly {other})", f"{other} / {subject.text}"))
        if _firm(subject)
        else None
    )


def word_repeated(subject: Subject, rng: random.Random) -> str | None:
    """A word written twice."""
    if (words := _words(subject)) is None:
        return None
    at = rng.randrange(len(words))
    return " ".join([*words[: at + 1], *words[at:]])


def number_in_words(subject: Subject, rng: random.Random) -> str | None:
    """Plant Twelve or Plant XII for Plant 12."""
    found = re.search(r"(?<![\w.-])(\d{1,2})(?![\w.-])", subject.text)
    if not found or subject.script != "Latn" or subject.person or not int(found[1]):
        return None
    number = int(found[1])
    told = _SMALL[number] if number < 20 else (_TENS[number // 10] + ("-" + _SMALL[number % 10] if number % 10 else ""))
    made = rng.choice((told.capitalize(), _ROMAN[number] if number < len(_ROMAN) else told.capitalize()))
    return subject.text[: found.start()] + made + subject.text[found.end() :]


def cut_at(length: int) -> Change:
    """The name cut where a field of so many characters ends (35: a line of SWIFT MT; 30: many ERP systems), if eight letters are left of it besides a legal form at its front."""

    def change(subject: Subject, rng: random.Random) -> str | None:
        made = subject.text[:length].rstrip()
        told = sum(map(str.isalpha, made[behind_form(subject.text) :]))  # of "Общество с Ограниченной Ответс" nobody can tell whose name it was
        return made if len(subject.text) > length + 1 and told >= _TOLD else None

    return change


def _firm(subject: Subject) -> bool:
    return subject.kind in ("organization", None) and subject.script == "Latn"
