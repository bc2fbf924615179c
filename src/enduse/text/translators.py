"""Which other English words do translators of Russian firms' names choose?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from enduse.text.keys import fold
from enduse.text.lexicon import GENERIC
from enduse.text.russian import forms
from enduse.text.translators_words import WORDS

# A word of the trade by its English word, and another that stands for the same Russian one.
_OTHERS: Final = """
airline aircraft|aircraft aviation|oversea sea|shipping sea|motorbuilding engine|automotive engine|machinery engineering|technological technical|technical technological
equipment technology|management directorate|radioengineering radio|enterprise company|association union|instrument instrumentation|opticalmechanical optomechanical|special specific
"""
_OTHER: Final = {
    GENERIC.get(fold(word), fold(word)): other for word, other in (pair.split() for pair in _OTHERS.strip().replace("\n", "|").split("|"))
}  # sense → word
# Several words that English has one for, one that it has several for, and what goes without saying; in Latin letters after BGN.
_PHRASES: Final = (
    (r"voenno morsk\w+ flot\w*", "navy"), (r"vozdushno kosmichesk\w+ sil\w*", "aerospace forces"), (r"vozdushno desantn\w+", "airborne"), (r"zhelezn\w+ dorog\w*", "railways"),
    (r"letateln\w+ apparat\w*", "aerial vehicle"), (r"opytn\w+ (?=konstruktorsk)", ""), (r"(?:krasn\w+ znamen\w+|krasnoznamenn\w+)", "red banner"),
    (r"obshchevoyskov\w+", "combined arms"), (r"chernomorsk\w+", "black sea"), (r"sudoremont\w*", "ship repair"), (r"aviaremont\w+", "aircraft repair"),
    (r"(?:dvigatele|motoro)stro\w+", "engine building"), (r"(?:avia|samoleto)stro\w+", "aircraft building"), (r"radio(?:tekhnik|stroyeni|stroeni)\w*|radiotekhnichesk\w+", "radio engineering"),
    (r"radionavigatsi\w*", "radio navigation"), (r"radioveshchateln\w+", "radio broadcasting"), (r"teleradiokompani\w+", "tv radio company"), (r"energotekhnik\w*", "power engineering"),
    (r"mediagrupp\w+", "media group"), (r"stankostro\w+", "machine tool"), (r"nizhegorodsk\w+", "nizhny novgorod"), (r"dalnevostochn\w+", "far eastern"), (r"vserossi\w+", "all russia"),
    (r"nizhnetagilsk\w+", "nizhny tagil"), (r"severo zapadn\w+", "north western"), (r"yugo zapadn\w+", "south western"), (r"v (?:sfere|oblasti)", ""), (r"(?:telekommunikatsionn|telekommunikatsi)\w+", "telecommunication"), (r"programmn\w+ sredstv\w*|programmn\w+ obespecheni\w+", "software"),
    (r"vychisliteln\w+ tekhnik\w*", "computer technology"), (r"pervaya", "first"), (r"gazorazryadn\w+", "gas discharge"), (r"morsk\w+ port\w*", "sea port"), (r"akademika", "academician"),
)  # fmt: skip
_PHRASE: Final = re.compile(r"\b(?:" + "|".join([rf"(?P<p{at}>(?:{pattern})\b)" for at, (pattern, _) in enumerate(_PHRASES)]) + ")")
_BEGINNINGS: Final = frozenset([words.split()[0][:3] for pattern, _ in _PHRASES for words in re.findall("(?:^|[(|:])([a-z][a-z ]*)", pattern)])
"""What a word begins with that some of these may begin with."""
_ENGLISH: Final = forms(WORDS)
_LEFT_OUT: Final = frozenset(GENERIC.get(fold(word), fold(word)) for word in ("corporation", "company"))
_SCIENTIFIC, _RESEARCH = (GENERIC[fold(word)] for word in ("scientific", "research"))
_MOST: Final = 4  # words that are put otherwise one by one
_ACRONYM: Final = re.compile(r"(?=\w*(?:ts|kh))[bcdfghklmnprstvxz]{3,7}")  # ЦСТ, АХК: letter by letter also CST, AHK
_ACRONYM_SOUNDS: Final = re.compile("ts|kh")
_ADJECTIVE: Final = re.compile(r"([a-z]{3,}?)sk(?:ii|iy|yy|yi|aya|oye|oe|ogo|oy|oi|iye|ikh)$")


def translations(words: Sequence[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    """Other wordings of a name given as (word, its sense, its sort); empty where there is none.

    >>> translations([("taganrogskiy", "taganrogski", ""), ("aviatsionnyy", "airline", "g"), ("zavod", "plant", "g")])
    [('taganrogskiy', 'aircraft', 'zavod'), ('taganrog', 'aviatsionnyy', 'zavod'), ('taganrogsk', 'aviatsionnyy', 'zavod')]
    """
    asis = tuple([raw for raw, *_ in words])
    text = " ".join(asis)
    changed = [True for raw, _, sort in words if sort == "g" or (not sort and _changes(raw))]
    out = _wordings(words) if changed else []
    if not _BEGINNINGS.isdisjoint([word[:3] for word in asis]) and _PHRASE.search(text):
        put = " ".join(_PHRASE.sub(_english, text).split())
        if put != text:
            out = [*_wordings([_sorted(word) for word in put.split()]), *out]
    if ("ts" in text or "kh" in text) and any(_ACRONYM.fullmatch(word) for word in asis):
        out.append(tuple([_ACRONYM_SOUNDS.sub(_letter, word) if _ACRONYM.fullmatch(word) else word for word in asis]))
    return [other for other in dict.fromkeys(out) if other != asis]


@lru_cache(maxsize=1 << 15)
def _changes(word: str) -> bool:
    """Whether a word that is not generic is put otherwise, or is an adjective made of a town."""
    return _put(word) != word or _town(word, "") != word


def _wordings(words: Sequence[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    words = [(raw if sort else _put(raw), sense, sort) for raw, sense, sort in words]
    out = [tuple([raw for raw, *_ in words])]
    senses = {sense for _, sense, sort in words if sort == "g"}
    if senses:
        kept = [
            (raw, sense, sort)
            for raw, sense, sort in words
            if not (sort == "g" and len(words) > 2 and (sense in _LEFT_OUT or (sense == _SCIENTIFIC and _RESEARCH in senses)))
        ]
        out.append(tuple([raw for raw, *_ in kept]))
        if not senses.isdisjoint(_OTHER):
            out += [
                tuple([_OTHER.get(sense, raw) if sort == "g" else raw for raw, sense, sort in words]),
                tuple([_OTHER.get(sense, raw) if sort == "g" else raw for raw, sense, sort in kept]),
                *[
                    tuple([_OTHER[sense] if at == place else raw for place, (raw, sense, _) in enumerate(kept)])
                    for at, (_, sense, sort) in enumerate(kept)
                    if sort == "g" and sense in _OTHER
                ][:_MOST],
            ]
    if any("sk" in raw for raw in out[0]):
        out += [tuple([raw if sort else _town(raw, ending) for raw, _, sort in words]) for ending in ("", "sk")]
    return out


def _english(found: re.Match[str]) -> str:
    return _PHRASES[int((found.lastgroup or "p0")[1:])][1]


def _sorted(word: str) -> tuple[str, str, str]:
    sense = GENERIC.get(fold(word))
    return (word, fold(word), "") if sense is None else (word, sense, "g")


def _letter(found: re.Match[str]) -> str:
    return found.group()[-1] if found.group() != "ts" else "c"


def _put(word: str) -> str:
    return _ENGLISH.get(_ending(word), word)


def _town(word: str, ending: str) -> str:
    """The town that an adjective is made of."""
    found = _ADJECTIVE.search(word) if "sk" in word else None
    return f"{word[: found.start()]}{found[1]}{ending}" if found else word


def _ending(word: str) -> str:
    """The word as `russian` has it: adjectives on -yy, -iy, -oy and -ey end as librarians write them."""
    return f"{word[:-1]}i" if word.endswith(("yy", "iy", "oy")) else f"{word[:-2]}oi" if word.endswith("ey") else word
