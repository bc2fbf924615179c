"""As what else may a party's name be read, if someone wrote it otherwise than it is, and where do those readings lead?

Most names look like names and are read once. What stands here is tried for the others: two names in one field, an address or an office behind the name, a name in the address field,
letters spaced out, words run together, a title in front. Each further reading goes through the whole search; what it finds is looked at by a person, never more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from enduse import native
from enduse.model.nouns import Party
from enduse.parties.candidates import Asked
from enduse.parties.index import Index
from enduse.parties.mended import mended
from enduse.parties.pieces import AS, ELSEWHERE, OPENING, PARTING, heads, says_elsewhere
from enduse.parties.settings import Limits
from enduse.text.clean import LONGEST, tidy
from enduse.text.names import Reading, read_name

_LETTER: Final = r"[^\W\d_]"
_SPACED: Final = re.compile(rf"(?<!{_LETTER})({_LETTER}(?:(?P<between>[ .·-]){_LETTER}(?:(?P=between){_LETTER})+))(?!{_LETTER})")
_CAMEL: Final = re.compile(r"(?<=[a-zа-яё]{2})(?=[A-ZА-ЯЁ][A-Za-zА-Яа-яё]{2})")
_THRICE: Final = re.compile(rf"(?<={_LETTER})({_LETTER})\1\1+", re.IGNORECASE)
_TWICE: Final = re.compile(r"(?<!\w)(\w[\w'’-]*)(?:[\s,]+\1)+(?!\w)(?!,? (?:and|und|et|y|e|i|и|&) )", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"(?:gen|general|col|colonel|capt|captain|maj|major|lt|haji|hajji|sheikh|shaykh|h\.e|his excellency|г-н|господин|господину|д-р|г-жа|السيد|الدكتور|الحاج|الشيخ)\b[.,]?[ -]+(?=\S+)"
    r"|(?:السيد|الدكتور|الحاج|г-н|д-р)(?=\w{3})",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(
    r"(?<![\s,–-])[\s,–-]+(?:(?:\w+[\s-]+)?branch(?: office)?|(?:representative|rep\.?|liaison|regional|head|main) office|headquarters|(?:\w+ )?department|warehouse(?: no\.?)?(?: ?\d+)?"
    r"|филиал(?: в \w+)?|представительство|головной офис|niederlassung|succursale|sucursal|şubesi|subesi)\s*$",
    re.IGNORECASE,
)
_SHOP_SIGN: Final = re.compile(
    r"(?:\b(?:ltd|limited|llc|l\.l\.c|inc|corp|gmbh|ao|ooo|oao|pao|jsc|ojsc|pjsc|cjsc|s\.?a|sas|s\.r\.l|srl|a\.?ş|ag|c\.v|c\.a|co)\b\.?)"
    r"(?P<sign>(?:[\s,]+(?:general|trading|import|export|services|group|holding|company|international|corporation))+)\s*$",
    re.IGNORECASE,
)
_TRADES: Final = re.compile(r"(?<=\w\w)[»”\"]?[\s,]+(?:general trading|import[ -]*(?:&|and|/)?[ -]*export)\s*$", re.IGNORECASE)
_LANDS: Final = (
    "afghanistan armenia azerbaijan bahrain bangladesh belarus belgium bosnia brazil bulgaria burma cambodia china colombia congo cuba cyprus egypt eritrea estonia ethiopia france georgia "
    "germany ghana greece guatemala haiti honduras india indonesia iran iraq israel italy japan jordan kazakhstan kenya korea kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya "
    "lithuania luxembourg malaysia mali malta mexico moldova mongolia montenegro morocco mozambique myanmar nepal netherlands nicaragua nigeria norway oman pakistan palestine panama peru "
    "philippines poland portugal qatar romania russia rwanda serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand tunisia "
    "turkey turkmenistan uae uganda ukraine uzbekistan venezuela vietnam yemen zimbabwe dprk россия рф беларусь иран сирия китай украина казахстан"
).split()
_LAND: Final = re.compile(
    rf"\s*(?:,\s*|\(\s*|\s)(?:{'|'.join(_LANDS)}|u\.?a\.?e\.?|hong kong|saudi arabia|north korea|south korea|united arab emirates)\s*[).]*\s*$", re.IGNORECASE
)
_ROMAN: Final = re.compile(r"(?<![\w.'’-])([IVX]{1,5})(?![\w.'’-])")
_ODD: Final = frozenset(  # words that one of the above is about
    "gen general col colonel capt captain maj major lt haji hajji sheikh shaykh h.e his г-н господин господину д-р г-жа السيد الدكتور الحاج الشيخ branch office headquarters department warehouse "
    "филиал представительство офис niederlassung succursale sucursal şubesi subesi i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split()
)
_LAND_ENDS: Final = frozenset((*_LANDS, "u.a.e", "kong", "arabia", "emirates"))
_SIGNS: Final = frozenset("general trading import export services group holding company international corporation".split())
_TITLES: Final = ("السيد", "الدكتور", "الحاج", "г-н", "д-р")
_SIGNS_BEHIND: Final = (
    ").\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""White space, and what may follow a country."""
_EITHER_CASE: Final = frozenset("\u0130\u0131\u017f\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88")
"""Letters that expressions take for another whose small letter theirs is not."""
_LAND_TAILS: Final = (*_LANDS, "ae", "a.e", "hong kong", "arabia", "korea", "emirates")
_SIGN_TAILS: Final = tuple(_SIGNS)
_OFFICE_PARTS: Final = (
    "branch",
    "office",
    "headquarters",
    "department",
    "warehouse",
    "niederlassung",
    "succursale",
    "sucursal",
    "subesi",
    "şubesi",
    "филиал",
    "представительство",
    "офис",
)
_TITLE_HEADS: Final = (
    "gen",
    "col",
    "capt",
    "maj",
    "lt",
    "haj",
    "sheikh",
    "shaykh",
    "h.e",
    "his",
    "г-",
    "господин",
    "д-р",
    "السيد",
    "الدكتور",
    "الحاج",
    "الشيخ",
)
_WORDS: Final = re.compile(r"\w+")
_STUCK: Final = re.compile(rf"^(?:{'|'.join(_TITLES)})\w|{_LETTER}([ .·-]){_LETTER}\1{_LETTER}\1{_LETTER}", re.IGNORECASE)
_APART: Final = re.compile(rf"([ .·-]){_LETTER}\1{_LETTER}\1")
_THREE: Final = re.compile(r"(.)\1\1")  # of these two hardly any name has even as much
_VALUES: Final = {"I": 1, "V": 5, "X": 10}


class Otherwise(NamedTuple):
    """A further reading of the name of the party at this place of the batch."""

    at: int
    reading: Reading


def signs_of(parties: Sequence[Party], keys: Sequence[str]) -> NDArray[np.uint8] | None:
    """What the names of these parties, given with their printed keys, may hold besides a name, as bits; None where no compiled loop tells."""
    return _signs().told(parties, keys) if native.on else None


def read_otherwise(
    parties: Sequence[Party],
    kinds: Sequence[str | None],
    readings: Sequence[Reading | None],
    asked: Asked,
    keys: Sequence[str],
    signs: NDArray[np.uint8] | None,
    index: Index,
) -> list[Otherwise]:
    """The further readings of these parties, given with their kinds, the readings of their names and the printed keys, and what these names may hold; of most there are none."""
    out: list[Otherwise] = []
    some = range(len(parties)) if signs is None else signs.nonzero()[0].tolist()
    for at in some:
        for text in wordings(parties[at], index.limits, keys[at]):
            reading = read_name(text, index.romaniser, kinds[at])
            tokens = reading.variants[0].tokens if reading.variants else ()
            if len(tokens) >= index.limits.telling_words or any(
                word.sort in ("", "m") for word in tokens
            ):  # more than a generic word or two, a place, a number
                out.append(Otherwise(at, reading))
    more = mended(readings, asked, kinds, index)
    if out:
        others = [one.reading for one in out]
        whose = [one.at for one in out]
        more += [(whose[place], reading) for place, reading in mended(others, Asked.of_names(index, others), [kinds[at] for at in whose], index)]
    return out + [Otherwise(at, reading) for at, reading in more]


@cache
def _signs() -> native.odd.Signs:
    """What tells of a name that it may be written otherwise than it is, or that more than one piece may stand in it."""
    return native.odd.Signs(_ODD, (*_SIGNS, *_LAND_ENDS), _TITLES, AS, PARTING, OPENING, ELSEWHERE)


def wordings(party: Party, limits: Limits, key: str | None = None) -> list[str]:
    """Other texts that may be the party's name; `key`: the name's printed key, where that is made already.

    >>> from enduse.model.nouns import Role
    >>> from enduse.parties.settings import limits
    >>> wordings(Party(role=Role("consignee"), name="G-r-a-n-i-t Plant, Omsk Branch"), limits()), wordings(Party(role=Role("consignee"), name="Granitmash Plant"), limits())
    (['G-r-a-n-i-t Plant', 'Granit Plant, Omsk Branch'], [])
    """
    name = party.name
    out = heads(party, limits, key)
    if not out and (name is None or not _odd(name)):
        return []
    if name and not says_elsewhere(name, key):
        name = tidy(name)
        for text in (name, *out):
            if len(text) <= LONGEST:  # of a longer one a person is told already
                out += [other for other in _written_otherwise(text, party.kind == "person") if other != name]
    return list(dict.fromkeys(out))[: limits.other_readings]


def _odd(name: str) -> bool:
    """Whether a name holds at least what one of the other ways of writing leaves; most do not, and are not looked at again."""
    low = name.lower()
    words = low.split()
    if "." in low or "," in low:
        words = [word.strip(".,") for word in words]
    some = set(words)
    if len(some) < len(words) or not _ODD.isdisjoint(some):
        return True
    if words and (words[-1] in _SIGNS or words[-1].strip("()") in _LAND_ENDS):
        return True
    if not name.istitle() and _CAMEL.search(name):
        return True
    if (_THREE.search(low) or "Σ" in name or "İ" in name) and _THRICE.search(name):
        return True
    return (low.startswith(_TITLES) or _APART.search(name) is not None) and _STUCK.search(name) is not None


def _written_otherwise(name: str, person: bool) -> list[str]:
    out: list[str] = []
    low = (
        name.lower() if name.isascii() or _EITHER_CASE.isdisjoint(name) else ""
    )  # of these it can be told by the end of a name, or a part of it, that an expression finds nothing
    bare = low.rstrip(_SIGNS_BEHIND)
    title = _TITLE.match(name) if not low or low.startswith(_TITLE_HEADS) else None
    if title:
        out.append(name[title.end() :])
    land = _LAND.search(name) if not low or bare.endswith(_LAND_TAILS) else None
    if land and land.start() > 3 and (land.group().strip()[0] in ",(" or " " in name[: land.start()]):
        out.append(name[: land.start()])
    if not person:
        signed = not low or bare.endswith(_SIGN_TAILS)
        trades = _TRADES.search(name) if signed else None
        if trades:
            out.append(name[: trades.start()])
        office = _OFFICE.search(name) if not low or any(map(low.__contains__, _OFFICE_PARTS)) else None
        if office and office.start() > 3:
            out.append(name[: office.start()])
        sign = _SHOP_SIGN.search(name) if signed else None
        if sign:
            out.append(name[: sign.start("sign")])
        counted = _ROMAN.sub(_counted, name)
        if counted != name:
            out.append(counted)
    words = _WORDS.findall(low) if name.isascii() else ()
    once = _TWICE.sub(r"\1", name) if not name.isascii() or len(set(words)) < len(words) else name
    if once != name:
        out.append(once)
    plain = _SPACED.sub(_together, name) if _APART.search(name) else name
    plain = _CAMEL.sub(" ", _THRICE.sub(r"\1", plain))
    if plain != name:
        out.append(plain)
    return out


def _together(found: re.Match[str]) -> str:
    text = found.group()
    return "".join(text[::2]) if len(text) >= 9 else text  # five letters or more: fewer are initials, or an abbreviation that is read with its dots


def _counted(found: re.Match[str]) -> str:
    """A Roman number in digits."""
    text = found.group()
    values = [_VALUES[letter] for letter in text]
    return str(sum([-value if any(later > value for later in values[at + 1 :]) else value for at, value in enumerate(values)]))
