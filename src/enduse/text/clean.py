"""Which characters did the writer mean, in which script, and is one pretending to be another?"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from enduse import native

# Characters that print nothing: soft hyphen, zero-width, bidi marks and isolates, variation selectors, BOM (Unicode Default_Ignorable_Code_Point, the part seen in names).
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_JOINING: Final = re.compile("[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufefc]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN: Final = re.compile(r"[!-~]+(?: [!-~]+)*")  # visible ASCII with single blanks
_NOT_WORD: Final = re.compile(r"[\W_]+")
_LOWER: Final = bytes(range(256)).lower()
_SIGNS: Final = bytes(sign for sign in range(128) if not chr(sign).isalnum())
_WORD: Final = re.compile(r"[^\W_]+")
_LATIN, _GREEK, _CYRILLIC = "A-Za-z\u00c0-\u024f\u1e00-\u1eff", "\u0370-\u03ff", "\u0400-\u052f"
_IS_LATIN, _IS_GREEK, _IS_CYRILLIC = (re.compile(f"[{letters}]") for letters in (_LATIN, _GREEK, _CYRILLIC))
_MIXED: Final = re.compile(rf"[{_LATIN}][^\W_]*[{_GREEK}{_CYRILLIC}]|[{_CYRILLIC}][^\W_]*[{_LATIN}{_GREEK}]|[{_GREEK}][^\W_]*[{_LATIN}{_CYRILLIC}]")

# Code-point ranges to ISO 15924; the scripts that the lists use.
_RANGES: Final[tuple[tuple[int, int, str], ...]] = (
    (0x0041, 0x005A, "Latn"),
    (0x0061, 0x007A, "Latn"),
    (0x00AA, 0x00AA, "Latn"),
    (0x00BA, 0x00BA, "Latn"),
    (0x00C0, 0x00D6, "Latn"),
    (0x00D8, 0x00F6, "Latn"),
    (0x00F8, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x3005, 0x3007, "Hani"),
    (0x3040, 0x309F, "Hira"),
    (0x30A0, 0x30FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
    (0x20000, 0x3134F, "Hani"),
)

# Letters that look alike in print (Unicode confusables, the lower-case pairs of Cyrillic and Greek with Latin).
_LATIN_OF_CYRILLIC: Final[dict[str, str]] = dict(zip("авекмнорстухіѕјԁѵьԛԝһӏ", "abekmhopctyxisjdvbqwhl", strict=True))
_CYRILLIC_OF_LATIN: Final[dict[str, str]] = {latin: cyr for cyr, latin in zip("авекмнорстухіѕј", "abekmhopctyxisj", strict=True)}
_CAPITALS: Final[dict[str, str]] = dict(zip("АВЕКМНОРСТУХІЅЈԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXISJQWABEZHIKMNOPTYX", strict=True))
_LATIN_OF_GREEK: Final[dict[str, str]] = dict(zip("αβγεηικνορστυχω", "abyenikvopotuxw", strict=True))
_GREEK_BY_CAPITALS: Final[dict[str, str]] = dict(zip("ηνυσμζ", "hnyomz", strict=True))  # as the capitals look
_TO_LATIN: Final[dict[str, str]] = {**_LATIN_OF_GREEK, "ζ": "z", "μ": "m", **_LATIN_OF_CYRILLIC, **_CAPITALS}
_TO_CYRILLIC: Final[dict[str, str]] = {**_CYRILLIC_OF_LATIN, **dict(zip("ABEKMHOPCTYXISJ", "АВЕКМНОРСТУХІЅЈ", strict=True))}
_LOOKALIKES: Final = re.compile(f"(?<![^\\W_])[{''.join(_TO_LATIN)}]+(?![^\\W_])")
_ONLY_CYRILLIC: Final = re.compile(r"[\W\d_\u0400-\u052f]*")
DIGITED: Final = re.compile(r"[^\W\d_][013-8@$|]|[013-8@$|][^\W\d_]")
_SIGNED_WORD: Final = re.compile(r"(?:[^\W_]|[@$|])+(?![\w@$|]|\.\w{2})")
_AS_LETTERS: Final = str.maketrans("01345678@$|", "oieasbtbasl")
_AS_CYRILLIC: Final = str.maketrans("03468", "озчбв")
LONGEST: Final = 512  # letters of a name that are read; what stands behind them is read in pieces


def tidy(text: str) -> str:
    """The text in NFKC, without invisible and control characters, white space single and trimmed.

    >>> tidy(" ＡＢＣ\\u200b  Ltd ")
    'ABC Ltd'
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text))
    elif _PLAIN.fullmatch(text):
        return text
    return " ".join((text if text.isprintable() else _CONTROL.sub(" ", text)).split())


def printed_key(text: str) -> str:
    """What is left of a printed name when case, white space, punctuation and compatibility forms are taken away: equal keys are the same printed name.

    Case folding is applied twice around NFKC (Unicode, D146: caseless matching of compatibility forms). A name of signs alone is its own key.

    >>> printed_key("ANGLO-CARIBBEAN CO., LTD.") == printed_key(" Anglo Caribbean Co Ltd")
    True
    """
    return tidy_and_key(text)[1]


def tidy_and_key(text: str) -> tuple[str, str]:
    """`tidy` and `printed_key` of a text."""
    if native.on and COMPILED and (key := COMPILED.key_of(text)) is not None:
        return text, key
    whole = tidy(text)
    return whole, key_of_tidy(whole)


def key_of_tidy(text: str) -> str:
    """`printed_key` of a text that is tidy already."""
    if text.isascii():
        return text.encode().translate(_LOWER, _SIGNS).decode() or text.lower()
    folded = unicodedata.normalize("NFKC", text.casefold()).casefold()
    bare = folded.replace(" ", "")
    return bare if bare.isalnum() else _NOT_WORD.sub("", bare) or folded


def stands_alone(char: str) -> bool:
    """Whether a character is tidy, and has no part in how its neighbours are written; not of all that is so it is told."""
    quiet = _BY_ITSELF.fullmatch(char) and char.isprintable() and not unicodedata.combining(char) and not _INVISIBLE.search(char)
    return bool(quiet) and unicodedata.normalize("NFKC", char) == char


def _left_in_key(char: str) -> str | None:
    """What is left in a printed key of a character that stands alone; None: it does not, or more than one letter is left."""
    low = char.casefold()
    if len(low) != 1 or not stands_alone(char) or not stands_alone(low) or low.casefold() != low:
        return None
    return low if low.isalnum() else ""


_BY_ITSELF: Final = re.compile("[\u0080-\u08ff\u10a0-\u10ff\u1e00-\u1fff\u2010-\u205f]*")  # no vowel signs and no parts of syllables
COMPILED: Final = native.spelling.Prints(_left_in_key) if native.BUILT else None


@lru_cache(maxsize=1 << 14)
def script_of(char: str) -> str | None:
    """The ISO 15924 script of one character; None for digits, signs and scripts the lists do not use."""
    code = ord(char)
    for low, high, script in _RANGES:
        if low <= code <= high:
            return script if char.isalpha() else None
    return None


def scripts_of(text: str) -> str | None:
    """The one script of the text, `mixed` for several, None for no letters. Kana with Han is `Jpan`.

    >>> scripts_of("Ромашка"), scripts_of("ООО Ромашка Ltd"), scripts_of("12")
    ('Cyrl', 'mixed', None)
    """
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else None
    if _ONLY_CYRILLIC.fullmatch(text):
        return "Cyrl" if any(map(str.isalpha, text)) else None
    found = {script for char in set(text) if (script := script_of(char))}
    if not found:
        return None
    if found <= {"Hani", "Hira", "Kana"} and found != {"Hani"}:
        return "Jpan"
    return found.pop() if len(found) == 1 else "mixed"


def mixed_script(text: str) -> bool:
    """Whether one word mixes Latin, Cyrillic or Greek letters: a slip or a disguise.

    >>> mixed_script("Rоsneft")  # the second letter is Cyrillic
    True
    """
    if text.isascii() or (bool(_IS_LATIN.search(text)) + bool(_IS_CYRILLIC.search(text)) + bool(_IS_GREEK.search(text))) < 2:
        return False
    if len(text) > LONGEST:  # the expression takes a word's length squared
        return any(_MIXED.search(word[:LONGEST]) for word in _WORD.findall(text[: 64 * LONGEST]) if not word.isascii())
    return _MIXED.search(text) is not None


def unmask(text: str, capitals: bool = False) -> str:
    """The text with look-alike letters in mixed words given back to the script that most of the word is in; small Greek letters as they look, or `capitals`: as their capitals do.

    >>> unmask("rоsneft"), unmask("Μahan"), unmask("mαhαη"), unmask("mαhαν", True)
    ('rosneft', 'Mahan', 'mahan', 'mahan')
    """
    if text.isascii() or not mixed_script(text):
        return text
    told = [script for word in _WORD.findall(text) if (script := _told_by(word))]
    cyrillic_around = told.count("Cyrl") > told.count("Latn")
    table = {**_TO_LATIN, **_GREEK_BY_CAPITALS} if capitals else _TO_LATIN
    return _WORD.sub(lambda found: _unmask_word(found.group(), cyrillic_around, table), text)


def letters_for_digits(text: str) -> tuple[str, ...]:
    """The text (small letters) with digits and signs inside words read as the letters they look like; 1 is i and l. Empty if no word mixes them so.

    >>> letters_for_digits("r0sob0r0nexp0rt jsc"), letters_for_digits("plant 10"), letters_for_digits("m1ndr@y"), letters_for_digits("7th s300 35 a320")
    (('rosoboronexport jsc',), (), ('mindray', 'mlndray'), ())
    """
    if not DIGITED.search(text):
        return ()
    words = {word for word in _SIGNED_WORD.findall(text) if _has_digits_for_letters(word)}
    if not words:
        return ()
    as_i = _SIGNED_WORD.sub(lambda found: _as_letters(found.group()) if found.group() in words else found.group(), text)
    if not any("1" in word for word in words):
        return (as_i,)
    return as_i, _SIGNED_WORD.sub(lambda found: _as_letters(found.group().replace("1", "l")) if found.group() in words else found.group(), text)


def _has_digits_for_letters(word: str) -> bool:
    """Digits and signs among letters, or one of them at an end of three letters or more: not a number with a unit, a model, an ordinal."""
    bare = word.strip("0123456789@$|")
    if len(bare) < len(word) - 1 and not any(sign in word for sign in "@$"):
        return False
    letters = sum(map(str.isalpha, word))
    if letters == len(word) or ("@" in word[:1] + word[-1:] and letters == len(word) - 1):
        return False
    return letters >= 3 if bare.isalpha() else letters >= 2 and len(word) >= 4


def _as_letters(word: str) -> str:
    return word.translate(_AS_CYRILLIC if any("\u0400" <= char <= "\u052f" for char in word) else _AS_LETTERS)


def unseen(text: str) -> bool:
    """Whether characters that print nothing stand in a text of a script that has no use for them; Arabic, Hebrew and Indian scripts join and turn their letters by them.

    >>> unseen("Ros\u200bneft"), unseen("Rosneft"), unseen("\u0639\u0644\u06cc\u200c")
    (True, False, False)
    """
    return _INVISIBLE.search(text.strip("\ufeff\u200e\u200f")) is not None and not _JOINING.search(text)


def too_long(text: str) -> bool:
    """Whether a name has more letters than are read as one name; it is then read in pieces, and a person should look at it.

    >>> too_long("a" * 513)
    True
    """
    return len(text) > LONGEST and len(tidy(text)) > LONGEST


def latin_reading(text: str) -> str | None:
    """The text with whole Cyrillic or Greek words of nothing but look-alikes read as Latin (`СМР Trading`), if it also has Latin words; else None."""
    if text.isascii() or not _LOOKALIKES.search(text) or scripts_of(text) != "mixed":
        return None
    return _LOOKALIKES.sub(lambda found: "".join([_TO_LATIN[char] for char in found.group()]), text)


def _european(word: str) -> set[str]:
    return {script for char in word if (script := script_of(char)) in ("Latn", "Cyrl", "Grek")}


def _told_by(word: str) -> str | None:
    """The script of the letters of a word that have no double in another; None where all have one."""
    latin = any(char not in _TO_CYRILLIC for char in word if script_of(char) == "Latn")
    cyrillic = any(char not in _TO_LATIN for char in word if script_of(char) == "Cyrl")
    return None if latin == cyrillic else "Latn" if latin else "Cyrl"


def _unmask_word(word: str, cyrillic_around: bool, to_latin: dict[str, str]) -> str:
    scripts = _european(word)
    if len(scripts) < 2 and ("Grek" in scripts or _told_by(word)):
        return word
    letters = [char for char in word if char.isalpha()]
    latin_will_do = all(script_of(char) == "Latn" or char in to_latin for char in letters)
    cyrillic_will_do = all(script_of(char) == "Cyrl" or char in _TO_CYRILLIC for char in letters)
    if latin_will_do and not (cyrillic_will_do and cyrillic_around):
        return "".join(to_latin.get(char, char) for char in word)
    return "".join(_TO_CYRILLIC.get(char, char) for char in word) if cyrillic_will_do else word
