"""How do people, keyboards, scanners and those who hide write one letter for another?"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from enduse.lab.subjects import Subject

Change = Callable[[Subject, random.Random], str | None]
"""A changed name, or None where the change does not apply to this name."""

_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_CASED: Final = ("Latn", "Cyrl", "Grek", "mixed")
_LETTERS: Final = {"Latn": "abcdefghijklmnoprstuvyz", "Cyrl": "абвгдежзиклмнопрстуфхчшыя", "Grek": "αβγδεζηθικλμνοπρστυ"}
_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS_RU: Final = ("йцукенгшщзх", "фывапролджэ", "ячсмитьбю")


def pick_word(text: str, rng: random.Random, least: int = 5) -> tuple[int, str] | None:
    """Where one of the longer words stands, and the word: a slip in a word of four letters often makes another word."""
    words = [found for found in _WORD.finditer(text) if len(found.group()) >= least]
    if not words:
        return None
    found = rng.choice(words)
    return found.start(), found.group()


def _slip(make: Callable[[str, int, random.Random, str], str | None]) -> Change:
    """A change at a random place of one of the longer words."""

    def change(subject: Subject, rng: random.Random) -> str | None:
        script = subject.script or ""
        if script not in _CASED:
            return None
        for _ in range(6):
            picked = pick_word(subject.text, rng)
            if picked is None:
                return None
            start, word = picked
            made = make(word, rng.randrange(len(word)), rng, script)
            if made is not None and made != word:
                return subject.text[:start] + made + subject.text[start + len(word) :]
        return None

    return change


def _letter(rng: random.Random, script: str, like: str) -> str:
    letter = rng.choice(_LETTERS.get(script, _LETTERS["Latn"]))
    return letter.upper() if like.isupper() else letter


def _neighbour(word: str, at: int, rng: random.Random, script: str) -> str | None:
    low = word[at].lower()
    for row in _KEYS_RU if script == "Cyrl" else _KEYS:
        if low in row:
            place = row.index(low)
            near = row[place - 1] if place and (rng.random() < 0.5 or place + 1 == len(row)) else row[min(place + 1, len(row) - 1)]
            return word[:at] + (near.upper() if word[at].isupper() else near) + word[at + 1 :]
    return None


letter_dropped: Final = _slip(lambda word, at, rng, script: word[:at] + word[at + 1 :])
letter_inserted: Final = _slip(lambda word, at, rng, script: word[:at] + _letter(rng, script, word[at]) + word[at:])
letter_changed: Final = _slip(lambda word, at, rng, script: word[:at] + _letter(rng, script, word[at]) + word[at + 1 :])
letters_swapped: Final = _slip(lambda word, at, rng, script: word[:at] + word[at + 1] + word[at] + word[at + 2 :] if at + 1 < len(word) else None)
letter_doubled: Final = _slip(lambda word, at, rng, script: word[: at + 1] + word[at:])
key_beside: Final = _slip(_neighbour)


def double_letter_single(subject: Subject, rng: random.Random) -> str | None:
    """Hussein for Husein the other way round."""
    places = [found.start() for found in re.finditer(r"([^\W\d_])\1", subject.text, re.IGNORECASE)]
    if not places or subject.script not in _CASED:
        return None
    at = rng.choice(places)
    return subject.text[:at] + subject.text[at + 1 :]


def case_changed(subject: Subject, rng: random.Random) -> str | None:
    """All capitals, all small, or each word with a capital."""
    made = rng.choice([str.upper, str.lower, str.title])(subject.text)
    return made if made != subject.text else subject.text.swapcase() if subject.script in _CASED else None


def marks_dropped(subject: Subject, rng: random.Random) -> str | None:
    """Without accents."""
    bare = "".join([char for char in unicodedata.normalize("NFD", subject.text) if not unicodedata.combining(char)])
    return bare if subject.script == "Latn" and bare != subject.text else None


def marks_added(subject: Subject, rng: random.Random) -> str | None:
    """Accents nobody printed."""
    places = [at for at, char in enumerate(subject.text) if char in "aeiounscAEIOUNSC"]
    if len(places) < 3:
        return None
    chosen = set(rng.sample(places, min(3, len(places))))
    return unicodedata.normalize("NFC", "".join([char + ("\u0301" if at in chosen else "") for at, char in enumerate(subject.text)]))


def table_change(pairs: Sequence[tuple[str, str]], scripts: Sequence[str] = ("Latn",), times: int = 1) -> Change:
    """One of these spellings for another, at `times` places inside longer words; the case of the first letter is kept."""

    def change(subject: Subject, rng: random.Random) -> str | None:
        if subject.script not in scripts:
            return None
        text, done = subject.text, 0
        for _ in range(times):
            places = [
                (found.start() + hit.start(), old, new)
                for found in _WORD.finditer(text)
                for old, new in pairs
                for hit in re.finditer(re.escape(old), found.group(), re.IGNORECASE if (old.isalpha() and len(old) > 1) or old.islower() else 0)
            ]
            if not places:
                break
            at, old, new = rng.choice(places)
            piece = text[at : at + len(old)]
            made = new.upper() if piece.isupper() and (len(piece) > 1 or text[at + 1 : at + 2].isupper()) else new.capitalize() if piece[:1].isupper() else new
            text, done = text[:at] + made + text[at + len(old) :], done + 1
        return text if done == times and text != subject.text else None

    return change


def _both(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple([pair for one, two in pairs for pair in ((one, two), (two, one)) if pair[0] and pair != ("k", "ck")])


consonant_heard: Final = table_change(
    _both(("c", "k"), ("ph", "f"), ("q", "k"), ("kh", "h"), ("w", "v"), ("x", "ks"), ("ck", "k"), ("sh", "sch"), ("gh", "g"), ("dj", "j"))
)
vowel_heard: Final = table_change(_both(("y", "i"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ai", "ay"), ("ei", "ey"), ("ah", "a"), ("e", "i"), ("o", "u")))
vowel_heard_cyrillic: Final = table_change(_both(("о", "а"), ("е", "и"), ("ё", "е"), ("э", "е"), ("т", "д"), ("з", "с"), ("ь", ""), ("нн", "н")), ("Cyrl",))
sound_doubled: Final = table_change(_both(("s", "ss"), ("l", "ll"), ("m", "mm"), ("n", "nn"), ("t", "tt")))
digits_for_letters: Final = table_change((("o", "0"), ("l", "1"), ("i", "1"), ("s", "5"), ("b", "8"), ("O", "0"), ("I", "1"), ("S", "5"), ("B", "8")))
shapes_confused: Final = table_change((("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("w", "vv"), ("nn", "m"), ("li", "h"), ("ri", "n"), ("I", "l"), ("l", "I"), ("e", "c"), ("u", "v")))  # fmt: skip
shapes_confused_cyrillic: Final = table_change((("и", "н"), ("н", "и"), ("п", "л"), ("ш", "щ"), ("ц", "щ"), ("е", "с"), ("о", "с"), ("з", "э"), ("б", "6"), ("З", "3"), ("О", "0")), ("Cyrl",))  # fmt: skip

# ---------------------------------------------------------------- look-alikes and what nobody sees

_CYRILLIC: Final = dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True))
_GREEK: Final = dict(zip("oAvuBEHIKMNOPTXZ", "οΑνυΒΕΗΙΚΜΝΟΡΤΧΖ", strict=True))
_LATIN: Final = {cyrillic: latin for latin, cyrillic in _CYRILLIC.items()}
_UNSEEN: Final = "\u200b\u200c\u200d\u00ad\u2060\ufeff"
_TURNS: Final = "\u200e\u200f\u202a\u202c\u2066\u2069"


def _alike(table: dict[str, str], script: str, share: float) -> Change:
    def change(subject: Subject, rng: random.Random) -> str | None:
        places = [at for at, char in enumerate(subject.text) if char in table]
        if subject.script != script or not places:
            return None
        chosen = set(rng.sample(places, max(1, round(len(places) * share))))
        return "".join([table[char] if at in chosen else char for at, char in enumerate(subject.text)])

    return change


cyrillic_lookalike: Final = _alike(_CYRILLIC, "Latn", 0)
cyrillic_lookalikes: Final = _alike(_CYRILLIC, "Latn", 1)
greek_lookalike: Final = _alike(_GREEK, "Latn", 0)
latin_lookalikes: Final = _alike(_LATIN, "Cyrl", 0.5)


def _strewn(chars: str, number: int) -> Change:
    def change(subject: Subject, rng: random.Random) -> str | None:
        text = subject.text
        if len(text) < 2:
            return None
        for _ in range(number):
            at = rng.randrange(1, len(text))
            text = text[:at] + rng.choice(chars) + text[at:]
        return text

    return change


unseen_strewn: Final = _strewn(_UNSEEN, 3)
turns_strewn: Final = _strewn(_TURNS, 2)


def full_width(subject: Subject, rng: random.Random) -> str | None:
    """Ｆｕｌｌ　ｗｉｄｔｈ letters and digits, as an East Asian keyboard writes them."""
    made = "".join([chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in subject.text])
    return made if made != subject.text else None


# ---------------------------------------------------------------- on purpose


def dots_between(subject: Subject, rng: random.Random) -> str | None:
    """R.o.s.n.e.f.t in the longest word."""
    return _longest(subject, lambda word: rng.choice(".-·").join(word))


def letters_spaced(subject: Subject, rng: random.Random) -> str | None:
    """R o s n e f t in the longest word."""
    return _longest(subject, " ".join)


def leetspeak(subject: Subject, rng: random.Random) -> str | None:
    """R0sn3ft: up to three letters of the longest word as the digits and signs they look like."""
    table = {"o": "0", "e": "3", "a": rng.choice("4@"), "i": "1", "s": rng.choice("5$"), "t": "7"}

    def write(word: str) -> str:
        left, out = 3, ""
        for char in word:
            swap = table.get(char.lower()) if left and out else None
            left -= swap is not None
            out += swap or char
        return out

    return _longest(subject, write) if subject.script == "Latn" else None


def vowels_removed(subject: Subject, rng: random.Random) -> str | None:
    """Rsnft: the longest word without its vowels but the first letter."""

    def write(word: str) -> str | None:
        bare = word[0] + "".join([char for char in word[1:] if char.lower() not in "aeiouyаеёиоуыэюя"])
        return bare if len(bare) >= 4 else None

    return _longest(subject, write) if subject.script in ("Latn", "Cyrl") else None


def letter_repeated(subject: Subject, rng: random.Random) -> str | None:
    """Rosneeeft: one letter three times."""

    def write(word: str) -> str:
        at = rng.randrange(1, len(word))
        return word[:at] + word[at] * 2 + word[at:]

    return _longest(subject, write)


def _longest(subject: Subject, write: Callable[[str], str | None]) -> str | None:
    words = [(len(found.group()), -found.start(), found) for found in _WORD.finditer(subject.text)]
    if not words or subject.script not in ("Latn", "Cyrl"):
        return None
    found = max(words)[2]
    made = write(found.group())
    return None if made is None or made == found.group() else subject.text[: found.start()] + made + subject.text[found.end() :]
