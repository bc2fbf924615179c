"""In which other systems may this Latin text have been written: Russian as German, French or librarians write it, pinyin syllable by syllable, numbers in words?"""

from __future__ import annotations

import re
from typing import Final

from enduse.text.han import PLACE_SYLLABLES
from enduse.text.keys import fold
from enduse.text.lexicon import GENERIC, PINYIN
from enduse.text.marks import (
    ARTICLE,
    COUNTED,
    FRENCH,
    FRENCH_LETTER,
    GERMAN,
    GERMAN_LETTER,
    LIBRARY,
    LIBRARY_LETTER,
    LONE,
    NUMBERS,
    SERVANT,
    SIGNS,
    SYLLABIC,
    SYLLABLE,
    Marks,
    look,
)

# Small letters throughout, so capitals can stand for what later rules must not read again.
_RULES: Final[dict[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    system: tuple([(re.compile(old), new) for old, new in rules])
    for system, rules in {
        "german": (("schtsch", "Q"), ("tsch", "C"), ("sch", "S"), ("ch", "kh"), ("Q", "shch"), ("C", "ch"), ("S", "sh"), ("z", "ts"), ("(?<=[aeiouyj])s(?=[aeiouyj])", "z"), ("w", "v"), ("j", "y")),
        "german, voiced": (("schtsch", "Q"), ("tsch", "C"), ("sch", "S"), ("ch", "kh"), ("Q", "shch"), ("C", "ch"), ("z", "ts"), ("S", "zh"), (r"(?:\b|(?<=[aeiouyjmnlr]))s(?=[aeiouyj])|(?<=[aeiouyj])s(?=[wdb])|(?<=[aiouy])s\b", "z"), ("w", "v"), ("j", "y")),
        "french": (("chtch", "Q"), ("tch", "C"), ("ch", "sh"), ("Q", "shch"), ("C", "ch"), ("iou", "yu"), ("ou", "u"), ("ï", "y"), ("j", "zh"), ("gu(?=[ei])", "g"), (r"\b([fp])io(?=[td])", r"\1e"), (r"ine\b", "in")),
        "library": (
            ("šč|ŝ", "shch"), ("č", "ch"), ("š", "sh"), ("ž", "zh"), ("c(?!h)", "ts"), ("x|(?<![cszktg])h", "kh"), ("â|ja", "ya"), ("û|ju", "yu"), ("[èë]|je", "e"), ("j", "y"),
        ),
    }.items()
}  # fmt: skip
_DOUBTFUL: Final = frozenset("ii iv vi ix xi xv xx".split())  # Xi is a family name, Vi a given one
_PARTS: Final = {(*syllables.split(), rank): "".join(syllables.split()) for syllables in PLACE_SYLLABLES for rank in ("shi", "sheng")} | {
    tuple(syllables.split()): "".join(syllables.split()) for syllables in PINYIN
}
_WHOLE: Final = frozenset(_PARTS.values())
_GIVEN: Final = re.compile(rf"((?:[a-z']{{2,12}} ){{0,2}}[a-z']{{1,6}}),? (?:({SYLLABLE}) ({SYLLABLE})|([a-z']{{1,6}})-([a-z']{{1,6}}))")
_SERVANT: Final = re.compile(rf"\babd(?:{ARTICLE}|[aeou])?[ -]+(?:{ARTICLE}[ -]*)?([a-z]{{3,}})")
_FAITH: Final = re.compile(rf"\b([a-z]{{2,}})(?:[ -]+{ARTICLE}[ -]+|[ -]+{ARTICLE}|{ARTICLE}[ -]+)(din|deen|dine|eddine|islam|haqq?)\b")
_LONGEST: Final = max(map(len, _PARTS))


def other_systems(low: str, kind: str | None, marks: Marks | None = None) -> tuple[str, ...]:
    """Further readings of a Latin text in small letters, and with it what is marked in it; most names have none.

    >>> other_systems("awtomatisazija", None)[0], other_systems("chao da ke ji you xian gong si", None), other_systems("plant twelve", None)
    ('avtomatizatsiya', ('chaoda keji youxian gongsi',), ('plant 12',))
    """
    some, every, last = marks or look(low)
    out: list[str] = []
    if some & GERMAN and some & GERMAN_LETTER:
        out += [_written(low, "german"), _written(low, "german, voiced")]
    if some & FRENCH and some & FRENCH_LETTER and kind != "vessel":
        out.append(_written(low, "french"))
    if some & LIBRARY and some & LIBRARY_LETTER:
        out.append(_written(low, "library"))
    if some & SERVANT and (joined := _FAITH.sub(_uddin, _SERVANT.sub(r"abdul\1", low))) != low:
        out.append(joined)
    dashed = "-" in low
    if kind != "organization" and (dashed or last & SYLLABIC) and 2 <= len(_words(low)) <= (4 if dashed else 3) and (given := _GIVEN.fullmatch(low)):
        out.append(f"{given[1]} {given[2] or given[4]}{given[3] or given[5]}")  # Wen Zi Yu, Chu Chung-piao: a given name of two syllables
    if kind != "person":
        if every & SYLLABIC and len(words := _words(low)) >= 4:
            out += _glued(words)
        if some & COUNTED:
            out += _counted(_words(low), kind)
    return tuple([text for text in dict.fromkeys(out) if text != low])


def _words(low: str) -> list[str]:
    return SIGNS.sub(" ", low).split()


def _uddin(found: re.Match[str]) -> str:
    return found[1] + ("uddin" if found[2].endswith(("din", "deen", "dine")) else f"ul{found[2]}")


def _written(low: str, system: str) -> str:
    for pattern, new in _RULES[system]:
        low = pattern.sub(new, low)
    return low


def _glued(words: list[str]) -> list[str]:
    """Pinyin syllables as words: those of known words together, each run between them as one word; read from the front and from the end. Empty unless a known word is among them."""
    return [" ".join(parts) for parts in (_from_front(words), _from_end(words)) if len(parts) < len(words) and any(part in _WHOLE for part in parts)]


def _from_front(words: list[str]) -> list[str]:
    out: list[str] = []
    run, at = "", 0
    while at < len(words):
        size = next((size for size in range(min(_LONGEST, len(words) - at), 1, -1) if tuple(words[at : at + size]) in _PARTS), 0)
        if size:
            out += [run] * bool(run) + [_PARTS[tuple(words[at : at + size])]]
            run = ""
        else:
            run += words[at]
        at += size or 1
    return out + [run] * bool(run)


def _from_end(words: list[str]) -> list[str]:
    out: list[str] = []
    run, end = "", len(words)
    while end:
        size = next((size for size in range(min(_LONGEST, end), 1, -1) if tuple(words[end - size : end]) in _PARTS), 0)
        if size:
            out += [run] * bool(run) + [_PARTS[tuple(words[end - size : end])]]
            run = ""
        else:
            run = words[end - 1] + run
        end -= size or 1
    return [*out, *[run] * bool(run)][::-1]


def _counted(words: list[str], kind: str | None) -> list[str]:
    """Numbers in words and in Roman letters as digits. Short Roman ones count beside a word that says what is counted, or where no person is named; a single letter besides at the end of a ship's name."""
    made: list[str] = []
    for at, word in enumerate(words):
        beside = at and (fold(words[at - 1]) in GENERIC or words[at - 1] in ("no", "no.", "nr", "nr."))
        value = NUMBERS.get(word)
        if word in _DOUBTFUL and not (beside or (at and kind in ("vessel", "organization"))):
            value = None
        elif word in LONE and (beside or (at == len(words) - 1 and at and kind == "vessel")):
            value = LONE[word]
        made.append(word if value is None else str(value))
    return [" ".join(made)] if made != words else []
