"""Which names are in this printed cell: as it stands, and one by one?

The printed name is always kept. What is cut out of it in addition is `strong` where the form leaves no doubt (another script in brackets, `a.k.a.`, a slash between
two whole names) and `weak` where it might be a place, a branch or half a name: a weak name can ask a person to look, never decide.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from enduse.codes.countries import canonical_country
from enduse.lists.mapping_template import split_outside
from enduse.lists.names import is_acronym, plain
from enduse.model.nouns import NameKind
from enduse.text.clean import script_of, scripts_of, unmask

MOST: Final = 60
"""Names made of one cell at most; the longest real cell holds 41."""
Found = tuple[str, NameKind]

_ALTERNATIVE: Final = r"(?:a\.?\s?/?k\.?\s?/?a\b\.?|d/b/a\b|aliases|alias|also known as|also spelled|also)"
_FORMERLY: Final = (
    r"(?:formerly known as|formerly listed as|formerly|former name|previously known as|previously listed as|previously|f\.?\s?/?k\.?\s?/?a\b\.?|née|nee|born)"
)
_OPENING: Final = re.compile(rf"^(?:(?P<now>{_ALTERNATIVE})|(?P<then>{_FORMERLY}))[\s.:,]+(?=\S)", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    r"\s+(?:(?P<now>a\.?k\.?a\b\.?|a/k/a\b|d/b/a\b|also known as|known as)|(?P<then>f\.?k\.?a\b\.?|formerly known as))[\s:]*(?=\S)", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(
    r"[\s(]*\b(?:(?:in |previously listed as\. in )?(?:Russian|Ukrainian|Belarusian|Belarussian|Arabic|Chinese|Persian|Farsi|Korean)(?: spelling)?|original script)\s*:\s*",
    re.IGNORECASE,
)
_DESCRIPTION: Final = re.compile(
    r"date of birth|place of birth|\bDOB\b|\bPOB\b|\bborn (?:on\b|in\b|\d)|passport|\bcard\b|identification|identity|issued|listed as|nom de guerre|combat name|"
    r"call sign|initials|when he was|deceased|linked to|\d{4}.*\d{4}|^(?:third|second|first|former name|the \w+|as [\w ]+)$|\b(?:minister|governor|head|representative) of\b|representative in",
    re.IGNORECASE,
)
_QUALIFIER: Final = re.compile(
    r"^(?:HK|H\.K\.|UK|UAE|PRC|group|holdings?|limited|ltd|llc|inc|jsc|ojsc|cjsc|pjsc|pao|ao|oao|zao|ooo|fze|fzco|fz-llc|gmbh|ag|sa|s\.a\.|co|private|pvt|joint stock company|"
    r"NGO|SEZ|.*\bbranch\b.*|international|asia|europe|\d+|[ivx]+)\.?$",
    re.IGNORECASE,
)
_LEGAL: Final = re.compile(
    r"^(?:ltd|limited|llc|l\.l\.c|inc|incorporated|corp|corporation|co|company|jsc|plc|gmbh|ag|sa|s\.a|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|llp|lp|pte|pvt|pty|fze|fzc|fzco|fz|dmcc|"
    r"общество с ограниченной ответственностью|(?:(?:открытое|закрытое|публичное|непубличное) )?акционерное общество|limited liability company|"
    r"(?:(?:open|closed|public) )?joint[- ]stock company|kg|kft|oy|ab|as|a\.s|a\.ş|s\.?r\.?o|z\.?o\.?o|d\.?o\.?o|jr|sr|ii|iii|iv|ооо|оао|зао|пао|ао|ooo|oao|zao|pao|ao|ojsc|cjsc|pjsc)\.?$",
    re.IGNORECASE,
)
_ENUMERATED: Final = re.compile(r"(?:^|(?<=[\s;,]))\(?[a-h1-9]\)\s*")
_QUOTES: Final = "\"'“”‘’«»‚„`´"
_ASIAN: Final = frozenset({"Hani", "Hira", "Kana", "Jpan", "Hang"})
_LISTED_AS: Final = re.compile(r"\s*\((?:as )?(?:previously|formerly) listed(?: as)?\)?$", re.IGNORECASE)
_EDGES: Final = " \t,;:/|·-–"


def read_names(cell: str, kind: NameKind, *, separators: tuple[str, ...] = (), commas: bool = False, inside: bool = True, person: bool = False) -> list[Found]:
    """The names of one cell, printed ones first, each once. `kind` is what the column says; `primary` makes only the printed whole primary."""
    found: dict[str, NameKind] = {}
    lesser: NameKind = NameKind.strong if kind == NameKind.primary else kind
    whole = plain(cell)
    if kind == NameKind.primary and whole:
        found[whole] = kind
    alone = ";" not in whole
    for part in _parts(whole, separators):
        found.setdefault(part, lesser)
        pieces: list[Found] = [(piece, lesser) for piece in _enumerated(part)]
        if commas:
            pieces = [one for piece, _ in pieces for one in split_commas(piece, person=person, alone=alone, kind=lesser) or [(piece, lesser)]]
        for piece, piece_kind in pieces:
            for text, text_kind in look_inside(piece, piece_kind, person=person) if inside else [(piece, piece_kind)]:
                if len(found) < MOST:
                    _keep(found, text, text_kind)
    if not alone and is_name(whole):
        found.setdefault(whole, NameKind.weak)  # whoever copies the cell as it is printed is to find it
    return list(found.items())


def _keep(found: dict[str, NameKind], text: str, kind: NameKind) -> None:
    if is_name(text) and (text not in found or (found[text] == NameKind.weak and kind != NameKind.weak)):
        found[text] = kind


def is_name(text: str) -> bool:
    """Two letters at least, and more than a legal form."""
    return sum(char.isalpha() for char in text) >= (1 if scripts_of(text) in _ASIAN else 2) and not _LEGAL.match(unmask(text.casefold()))


def _parts(cell: str, separators: tuple[str, ...]) -> Iterator[str]:
    for part in split_outside(cell, separators):
        bare = unquote(part)
        if bare != part and separators and any(s in bare for s in separators):
            yield from (unquote(inner) for inner in split_outside(bare.replace('"', ""), separators))
        elif bare:
            yield bare


def unquote(text: str) -> str:
    """Without the ASCII quotation marks around it, doubled ones inside made single, stray ones at the ends and trailing separators taken off.

    >>> unquote('"JSC “325 Aircraft Repair Plant\\"\\"\\"'), unquote('Abu Walid;')
    ('JSC “325 Aircraft Repair Plant', 'Abu Walid')
    """
    text = text.strip(" ,;")
    wrapped = len(text) > 1 and text[0] == text[-1] == '"'
    if wrapped:
        text = text[1:-1].replace('""', '"')
    if text.count('"') % 2:
        text = text.strip('"') if wrapped or '"' in (text[:1], text[-1:]) else text.replace('"', "")
    return plain(text.strip(" ,;"))


def _enumerated(part: str) -> list[str]:
    """`(a) X, (b) Y` as X and Y; any other part as it is."""
    if not _ENUMERATED.match(part) and not (re.search(r"(?:^|\s)\(?a\)", part) and re.search(r"\(?b\)", part)):
        return [part]
    return [piece for raw in _ENUMERATED.split(part) if (piece := raw.strip(_EDGES))] or [part]


def between_commas(part: str) -> list[str]:
    """The pieces between commas; a legal form stays with the name before it."""
    pieces: list[str] = []
    for raw in split_outside(part, (",",)):
        if pieces and (_LEGAL.match(raw) or re.match(r"(?:ltd|inc|llc|co)\b", raw, re.IGNORECASE)):
            pieces[-1] += f", {raw}"
        else:
            pieces.append(raw)
    return pieces


def split_commas(part: str, *, person: bool, alone: bool, kind: NameKind) -> list[Found]:
    """The names between commas, if commas can be taken for separators: none of `Co., Ltd`, `SURNAME, Given`, or the commas of a sentence.

    One-word pieces are weak, and only taken where the cell has no other separator (`alone`).

    >>> [name for name, _ in split_commas("Dav Group Co., Ltd, Công TY DAV", person=False, alone=True, kind=NameKind.strong)]
    ['Dav Group Co., Ltd', 'Công TY DAV']
    >>> split_commas("Войска радиационной, химической и биологической защиты", person=False, alone=True, kind=NameKind.strong)
    []
    """
    pieces = between_commas(part)
    if len(pieces) < 2 or any(not is_name(piece) or not _begins_a_name(piece) for piece in pieces):
        return []
    if person and len(pieces) == 2 and pieces[0].isupper() != pieces[1].isupper():
        return []
    if person and not alone and any(" " not in piece for piece in pieces):
        return []
    if not person and len(pieces) == 2 and " " not in pieces[1] and " " in pieces[0] and not alone:
        return []
    return [(piece, kind if " " in piece else NameKind.weak) for piece in pieces if " " in piece or alone]


def _begins_a_name(piece: str) -> bool:
    bare = piece.lstrip(_QUOTES + "( ")
    return not bare[:1].islower() or bool(re.match(r"(?:al|el|as|at|ad|an|ar|az|abu|bin|de|van|von|la)[- ]", bare))


def look_inside(text: str, kind: NameKind, *, person: bool) -> list[Found]:
    """The text and every name that brackets, `a.k.a.`, slashes and changes of script mark inside it."""
    found: dict[str, NameKind] = {}
    queue: list[Found] = [(text, kind)]
    while queue and len(found) < MOST:
        now, now_kind = queue.pop(0)
        now = _trim(now)
        if not is_name(now) or now in found:
            continue
        found[now] = now_kind
        for rule in (_by_language, _by_brackets, _by_marker, _by_slash, _by_script, _by_surname):
            if more := rule(now, person):
                queue += [(name, _weaker(now_kind, name_kind)) for name, name_kind in more]
                break
    return list(found.items())


def _weaker(outer: NameKind, inner: NameKind) -> NameKind:
    if NameKind.weak in (outer, inner):
        return NameKind.weak
    return NameKind.former if NameKind.former in (outer, inner) else NameKind.strong


def _trim(text: str) -> str:
    text = _LISTED_AS.sub("", plain(text).replace(" ,", ",")).strip(_EDGES)
    for opening, closing in ("‘’", "“”", "«»", '""', "''"):
        inner = text[1:-1]
        if text[:1] == opening and text[-1:] == closing and opening not in inner and closing not in inner:
            text = inner.strip(_EDGES)
    if text.count("(") != text.count(")") and (text[-1:] == ")" or text[:1] == "("):
        text = text.removesuffix(")") if text.count(")") > text.count("(") else text.removeprefix("(")
    return text.strip(_EDGES)


def _by_language(text: str, person: bool) -> list[Found]:
    """`Konstantin ERNST (Russian: Константин ЭРНСТ)`, `Vladimir TATUR Russian: Владимир ТАТУР`."""
    cut = _LANGUAGE.search(text)
    if not cut or cut.start() == 0:
        return [(text[cut.end() :].strip(" )"), NameKind.strong)] if cut else []
    before, after = text[: cut.start()], text[cut.end() :]
    inside, closing, rest = after.partition(")") if "(" in cut.group() else (after, "", "")
    return [(f"{before} {rest}" if closing else before, NameKind.strong), (inside, NameKind.strong)]


def _by_brackets(text: str, person: bool) -> list[Found]:
    pieces = brackets_of(text)
    if not any(inside for inside, _ in pieces):
        return []
    outer = plain(" ".join(piece for inside, piece in pieces if not inside))
    slots: list[list[str]] = [[]]  # the outer text word by word; a slot holds the spellings one word may have
    found: list[Found] = []
    strength, cut = NameKind.strong, False
    for at, (inside, piece) in enumerate(pieces):
        if not inside:
            slots += [[word] for word in piece.split()]
            continue
        before = plain(" ".join(p for i, p in pieces[:at] if not i))
        last = at == len(pieces) - 1
        kept, spellings, names = _read_bracket(piece, before, outer, last=last, person=person)
        found += names
        if kept is None:
            slots.append([f"({piece})"])
            continue
        cut = True
        strength = _weaker(strength, kept)
        if spellings and slots[-1]:
            slots[-1] = [*slots[-1], *spellings]
    if cut:
        combined = itertools.islice(itertools.product(*(slot for slot in slots if slot)), 24)
        found = [(" ".join(words), strength) for words in combined] + found
    return found


def brackets_of(text: str) -> list[tuple[bool, str]]:
    """The text as (inside brackets?, piece), at the outermost level."""
    pieces, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char in "([":
            if depth == 0:
                pieces.append((False, text[start:at]))
                start = at + 1
            depth += 1
        elif char in ")]" and depth:
            depth -= 1
            if depth == 0:
                pieces.append((True, text[start:at].strip()))
                start = at + 1
    if depth:
        return [(False, text)]
    pieces.append((False, text[start:]))
    return [(inside, piece) for inside, piece in pieces if piece.strip()]


def _read_bracket(content: str, before: str, outer: str, *, last: bool, person: bool) -> tuple[NameKind | None, list[str], list[Found]]:
    """What a bracket is: (how sure the name without it is, None to leave it standing; other spellings of the word before it; names of its own)."""
    opening = _OPENING.match(content)
    bare = content[opening.end() :] if opening else content
    if _DESCRIPTION.search(content) and (not opening or opening["then"]):
        return NameKind.strong, [], []
    if opening and opening["then"]:
        return NameKind.strong, [], _former(bare, before, person)
    if scripts_of(bare) not in ("Latn", "mixed", None, *(scripts_of(word) for word in outer.split())):
        return NameKind.strong, [], [(bare, NameKind.strong if " " in bare or not person else NameKind.weak)]
    if opening or person:
        return _spellings(bare, before, last=last, person=person)
    return _of_organisation(bare, before, outer, last=last)


def _former(bare: str, before: str, person: bool) -> list[Found]:
    if person and " " not in bare and " " in before:
        return [(f"{before.rsplit(' ', 1)[0]} {bare}", NameKind.former)]
    return [(bare, NameKind.former)]


def _spellings(bare: str, before: str, *, last: bool, person: bool) -> tuple[NameKind | None, list[str], list[Found]]:
    """`Iyad (a.k.a. Eyad) MAKHLOUF`: one word is another spelling of the word before, or a nickname; several words are a name of their own."""
    word = before.split()[-1] if before.split() else ""
    spellings, names = [], []
    for alternative in re.split(r"\s*(?:,|;|\bor\b)\s*", bare):
        one = _trim(alternative)
        if not is_name(one):
            continue
        whole_name = " " in one and (last or len(one.split()) > 2 or word.lower().endswith(one.lower().split()[-1]))
        if whole_name or (" " in one and not person):
            names.append((one, NameKind.strong))
        elif not person:
            names.append((one, NameKind.weak))
        elif " " in one or difflib.SequenceMatcher(None, one.lower(), word.lower()).ratio() >= 0.5:
            spellings.append(one)
        else:
            names.append((one, NameKind.weak))
    return NameKind.strong, spellings, names


def _of_organisation(bare: str, before: str, outer: str, *, last: bool) -> tuple[NameKind | None, list[str], list[Found]]:
    if _QUALIFIER.match(bare) or canonical_country(bare):
        return None, [], []
    whole = before if not last else outer
    acronym = all(is_acronym(piece, whole) for piece in re.split(r"[\s/-]+", bare) if piece)
    if acronym:
        return NameKind.strong, [], [(bare, NameKind.weak)]
    if not last:
        return None, [], []
    words = bare.split()
    whole_name = len(words) > 1 and (" " in outer or bare.isascii())  # a single foreign word before several: a unit, and what it is a unit of
    if len(words) > 1 or bare[:1] in _QUOTES:
        return NameKind.strong, [], [(bare, NameKind.strong if whole_name else NameKind.weak)]
    long = len(outer.split()) > 3 or (scripts_of(outer) in _ASIAN and len(outer) > 5)
    return NameKind.strong if long else NameKind.weak, [], [(bare, NameKind.weak)]


def _by_marker(text: str, person: bool) -> list[Found]:
    """`X a.k.a. Y`, `X D/B/A Y`, `f.k.a.: Z`."""
    if opening := _OPENING.match(text):
        return [(text[opening.end() :], NameKind.former if opening["then"] else NameKind.strong)]
    cuts = [cut for cut in _BETWEEN.finditer(text) if text[: cut.start()].count("(") == text[: cut.start()].count(")")]
    if not cuts:
        return []
    found: list[Found] = [(text[: cuts[0].start()], NameKind.strong)]
    for cut, following in itertools.zip_longest(cuts, cuts[1:]):
        name = _trim(text[cut.end() : following.start() if following else None])
        found.append((name, NameKind.former if cut["then"] else NameKind.strong if " " in name else NameKind.weak))
    return found


def _by_slash(text: str, person: bool) -> list[Found]:
    """`A B / C D` are two names; `Vladimir/ Volodymyr LIPCHENKO` is one word in two spellings; `GU/GRU`, `M/V` stay."""
    if "/" not in text.strip("/") or (brackets := text.count("(")) != text.count(")"):
        return []
    sides = list(split_outside(text, ("/",)))
    lengths = [len(side.split()) for side in sides]
    if len(sides) < 2 or (brackets and not all(n > 1 for n in lengths)):
        return []
    if all(n > 1 for n in lengths) or (" / " in text and all(len(side) > 4 for side in sides)):
        return [(side, NameKind.strong) for side in sides]
    if all(n == 1 for n in lengths):
        return [(side, NameKind.strong) for side in sides] if all(len(side) > 4 for side in sides) else []
    if len(sides) == 2 and person:
        (*head, left), (right, *tail) = sides[0].split(), sides[1].split()
        if difflib.SequenceMatcher(None, left.lower(), right.lower()).ratio() >= 0.4:
            return [(" ".join((*head, spelling, *tail)), NameKind.strong) for spelling in (left, right)]
    if " / " in text or "/ " in text:
        return [(side, NameKind.strong if " " in side else NameKind.weak) for side in sides]
    return []


def _by_script(text: str, person: bool) -> list[Found]:
    """`Andrey TROSHEV Андрей ТРОШЕВ`: runs of two or more words of one script each. A word that mixes scripts is of the one most of it is in."""
    if scripts_of(text) != "mixed":
        return []
    runs: list[tuple[str, list[str]]] = []
    for word in text.split():
        family = _family(word)
        if runs and family in (None, runs[-1][0]):
            runs[-1][1].append(word)
        elif family is not None:
            runs.append((family, [word]))
    sizes = [sum(len(word.strip(_QUOTES)) > 1 for word in words) for _, words in runs]
    if person and len(runs) == 2 and sorted(sizes)[0] == 1 < sorted(sizes)[1]:
        return [(" ".join(words), NameKind.strong if size > 1 else NameKind.weak) for (_, words), size in zip(runs, sizes, strict=True)]
    if len(runs) < 2 or any(family != "Asia" and size < 2 for (family, _), size in zip(runs, sizes, strict=True)):
        return []
    return [(" ".join(words), NameKind.strong) for _, words in runs]


def _family(word: str) -> str | None:
    """The script that most letters of the word are in; the scripts of East Asia are one family, for names mix them."""
    counts = Counter("Asia" if script in _ASIAN else script for char in word if (script := script_of(char)))
    return counts.most_common(1)[0][0] if counts else None


def _by_surname(text: str, person: bool) -> list[Found]:
    """`Yuriy GOTSANYUK Yuriy GOTSANIUK`: names of persons, each ending in a surname in capitals, printed one after the other."""
    names: list[list[str]] = [[]]
    for word in text.split():
        if names[-1] and len(names[-1][-1]) > 2 and names[-1][-1].isupper() and not word.isupper():
            names.append([])
        names[-1].append(word)
    if not person or len(names) < 2 or any(len(words) < 2 or not words[-1].isupper() for words in names):
        return []
    return [(" ".join(words), NameKind.strong) for words in names]
