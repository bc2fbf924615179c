"""In which other systems may this Latin text have been written: Russian as German, French or librarians write it, pinyin syllable by syllable, numbers in words?"""

from __future__ import annotations

import re
from typing import Final

from enduse.text.han import PLACE_SYLLABLES
from enduse.text.keys import fold
from enduse.text.lexicon import GENERIC, PINYIN

# What shows that Latin letters stand for Russian, and after which system. A reading too many costs a comparison and finds nobody else: it must equal a listed name.
_GERMAN: Final = re.compile(r"w(?:itsch|na|skij|skaja)|(?<!u)tsch|[aeijo]j?[eo]wa?\b|[iy]j\b|(?:oje|aja)\b|awod|zija|zion|jew|awto")
_FRENCH: Final = re.compile(r"ov(?:itch|na)|tch|ï|iou|ou\w*(?:ov|ev|skii?|ine?)a?\b|gu[eé]\w*i\b|(?:j|ts)ine\b|\b[fp]io[td]")
_LIBRARY: Final = re.compile(r"[âûŝčšžèë]|[iy]j\b|(?:aja|oje|ija)\b|x(?:im|ov|ail)")
_RULES: Final[dict[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    system: tuple([(re.compile(old), new) for old, new in rules])
    for system, rules in {
        "german": (("schtsch", "1"), ("tsch", "2"), ("sch", "3"), ("ch", "kh"), ("1", "shch"), ("2", "ch"), ("3", "sh"), ("z", "ts"), ("(?<=[aeiouyj])s(?=[aeiouyj])", "z"), ("w", "v"), ("j", "y")),
        "german, voiced": (("schtsch", "1"), ("tsch", "2"), ("sch", "3"), ("ch", "kh"), ("1", "shch"), ("2", "ch"), ("3", "zh"), ("z", "ts"), (r"(?:\b|(?<=[aeiouyj]))s(?=[aeiouyj])|(?<=[aeiouyj])s(?=[wdb])", "z"), ("w", "v"), ("j", "y")),
        "french": (("chtch", "1"), ("tch", "2"), ("ch", "sh"), ("1", "shch"), ("2", "ch"), ("iou", "yu"), ("ou", "u"), ("ï", "y"), ("j", "zh"), ("gu(?=[ei])", "g"), (r"\b([fp])io(?=[td])", r"\1e"), (r"ine\b", "in")),
        "library": (
            ("šč|ŝ", "shch"), ("č", "ch"), ("š", "sh"), ("ž", "zh"), ("c(?!h)", "ts"), ("x|(?<![cszktg])h", "kh"), ("â|ja", "ya"), ("û|ju", "yu"), ("[èë]|je", "e"), ("j", "y"),
        ),
    }.items()
}  # fmt: skip
_ONES: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ROMAN: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_NUMBERS: Final[dict[str, int]] = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {f"{tens}{joint}{ones}": 10 * at + value for at, tens in enumerate(_TENS, 2) for value, ones in enumerate(_ONES[:10]) if value for joint in ("", "-")}
    | dict(zip("odin dva tri chetyre pyat shest sem vosem devyat desyat".split(), range(1, 11), strict=True))
    | {f"{'x' * tens}{ones}": 10 * tens + value for tens in range(4) for value, ones in enumerate(_ROMAN) if len(f"{'x' * tens}{ones}") > 1}
)
_LONE: Final = {"i": 1, "v": 5, "x": 10}
_DOUBTFUL: Final = frozenset("ii iv vi ix xi xv xx".split())  # Xi is a family name, Vi a given one
_NUMBER_WORDS: Final = frozenset(_NUMBERS) | frozenset(_LONE)
_PARTS: Final = {(*syllables.split(), rank): "".join(syllables.split()) for syllables in PLACE_SYLLABLES for rank in ("shi", "sheng")} | {
    tuple(syllables.split()): "".join(syllables.split()) for syllables in PINYIN
}
_S: Final = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ueng|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
_SYLLABLE: Final = re.compile(_S)
_WHOLE: Final = frozenset(_PARTS.values())
_GIVEN: Final = re.compile(rf"((?:[a-z']{{2,12}} ){{0,2}}[a-z']{{1,6}}),? (?:({_S}) ({_S})|([a-z']{{1,6}})-([a-z']{{1,6}}))")
_ARTICLE: Final = "[aeou](?:l|dh?|nn?|rr?|ss?|zz?|sh|tt?)"
_SERVANT: Final = re.compile(rf"\babd(?:{_ARTICLE}|[aeou])?[ -]+(?:{_ARTICLE}[ -]*)?([a-z]{{3,}})")
_FAITH: Final = re.compile(rf"\b([a-z]{{2,}})(?:[ -]+{_ARTICLE}[ -]+|[ -]+{_ARTICLE}|{_ARTICLE}[ -]+)(din|deen|dine|eddine|islam|haqq?)\b")
_SIGNS: Final = re.compile(r"[«»\"“”„‘’'(),;]")
_LONGEST: Final = max(map(len, _PARTS))


def other_systems(low: str, kind: str | None) -> tuple[str, ...]:
    """Further readings of a Latin text in small letters; most names have none.

    >>> other_systems("awtomatisazija", None)[0], other_systems("chao da ke ji you xian gong si", None), other_systems("plant twelve", None)
    ('avtomatizatsiya', ('chaoda keji youxian gongsi',), ('plant 12',))
    """
    out: list[str] = []
    if ("w" in low or "sch" in low or "j" in low) and _GERMAN.search(low):
        out += [_written(low, "german"), _written(low, "german, voiced")]
    if (
        kind != "vessel"
        and ("ou" in low or "tch" in low or "ï" in low or "gue" in low or "sine" in low or "jine" in low or "pio" in low or "fio" in low)
        and _FRENCH.search(low)
    ):
        out.append(_written(low, "french"))
    if ("j" in low or "x" in low or not low.isascii()) and _LIBRARY.search(low):
        out.append(_written(low, "library"))
    if ("abd" in low or "din" in low or "ine" in low or "deen" in low or "haq" in low or "islam" in low) and (
        joined := _FAITH.sub(_uddin, _SERVANT.sub(r"abdul\1", low))
    ) != low:
        out.append(joined)
    words = _SIGNS.sub(" ", low).split()
    if kind != "organization" and 2 <= len(words) <= (4 if "-" in low else 3) and (given := _GIVEN.fullmatch(low)):
        out.append(f"{given[1]} {given[2] or given[4]}{given[3] or given[5]}")  # Wen Zi Yu, Chu Chung-piao: a given name of two syllables
    if kind != "person":
        if len(words) >= 4 and max(map(len, words)) <= 6:
            out += _glued(words)
        if not _NUMBER_WORDS.isdisjoint(words):
            out += _counted(words, kind)
    return tuple([text for text in dict.fromkeys(out) if text != low])


def _uddin(found: re.Match[str]) -> str:
    return found[1] + ("uddin" if found[2].endswith(("din", "deen", "dine")) else f"ul{found[2]}")


def _written(low: str, system: str) -> str:
    for pattern, new in _RULES[system]:
        low = pattern.sub(new, low)
    return low


def _glued(words: list[str]) -> list[str]:
    """Pinyin syllables as words: those of known words together, each run between them as one word; read from the front and from the end. Empty unless all are syllables and a known word is among them."""
    if not all(_SYLLABLE.fullmatch(word) for word in words):
        return []
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
        value = _NUMBERS.get(word)
        if word in _DOUBTFUL and not (beside or (at and kind in ("vessel", "organization"))):
            value = None
        elif word in _LONE and (beside or (at == len(words) - 1 and at and kind == "vessel")):
            value = _LONE[word]
        made.append(word if value is None else str(value))
    return [" ".join(made)] if made != words else []
