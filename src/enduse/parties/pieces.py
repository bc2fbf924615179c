"""Which printed names may stand in a party's fields besides the name as a whole?

A field holds more or less than the name: the address behind it, a second name, a word written twice; or the name was cut where its field ended; or the name field says only where
to look. What is taken out here must equal a listed name as printed, so little is looked up and less is met by chance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from enduse import native
from enduse.model.nouns import Party
from enduse.parties.align import Agreement
from enduse.parties.hashes import BASE, BEGINNING, BEGINS, HEAD, MIDDLE, OUTER, PRINTED, SECOND, THIRD, U64, beginnings, fronts, middles, outers, text_hashes
from enduse.parties.index import I32, I64, Index
from enduse.parties.inside import telling
from enduse.parties.settings import Limits
from enduse.parties.slips import one_slip
from enduse.parties.verdict import NameVerdict
from enduse.text.clean import COMPILED, printed_key

PARTING: Final = ",;\n"
_SEGMENT: Final = re.compile(rf"(?:(?<!\s)\s+)?[{PARTING}]\s*")  # a run of blanks is tried from its beginning alone: else it takes its length squared
FORMERLY: Final = ("formerly", "previously", "ex", "now", "ранее", r"бывш\.?")
_TWO_NAMES: Final = re.compile(
    rf"(?<!\s)\s+(?:/|t/a|d/b/a|f/k/a|a/k/a|n/k/a|(?:trading|doing business|operating|known|formerly known|also known) as|торгующая? как|он же|ныне)\s+|(?:(?<!\s)\s+)?\((?:{'|'.join(FORMERLY)})\b[:.]?\s*",
    re.IGNORECASE,
)
OPENING: Final = "".join([word[0] for word in FORMERLY])
AS: Final = ("as", "как", "же", "ныне")
"""Words of which one stands between two names, unless a slash or a bracket does."""
_SIGN_OF_TWO: Final = re.compile(r" (?:as|AS|As|он же|ныне) ")
_CARE_OF: Final = {"c/o": "", "care of": "", "attn": r"\.?:?"}  # and what may follow
_BEFORE_NAME: Final = re.compile(rf"^(?:{'|'.join(word + signs for word, signs in _CARE_OF.items())})\s+", re.IGNORECASE)
_SHORTEST: Final = 4  # letters of the printed key of a piece
_SHORTEST_NAME: Final = 6  # letters of a name within an address
ELSEWHERE: Final = frozenset(
    printed_key(text)
    for text in (
        "see address, see address field, see below, see above, as below, as above, as per address, same, same as above, same as below, as stated, as indicated, as attached, see attached, "
        "TBA, TBC, TBD, to be advised, to be announced, to be confirmed, unknown, not known, name unknown, none, nil, n/a, na, not available, not applicable, not provided, name, "
        "consignee, the consignee, customer, the customer, see remarks, to order, to the order, to bearer, bearer, various, the company, см. адрес, смотри адрес, неизвестно, нет, siehe Adresse, siehe unten, unbekannt, voir adresse, ver dirección"
    ).split(", ")
)
"""Printed keys of what a name field says that names nobody."""
ELSEWHERE_BEGINS: Final = frozenset(key[0] for key in ELSEWHERE)
"""Letters with which the printed key of a name field that names nobody may begin."""
_WHOLE: Final = 2  # a name begins as another, all of whose letters stand; 1 if all but for a slip


class Piece(NamedTuple):
    """A listed name met in a piece of a party's fields."""

    name: int  # row of `parties.names`
    row: int  # its first reading
    text: str  # the piece
    cut: bool  # the piece is the listed name's beginning


@cache
def _fields() -> native.fields.Fields:
    """How pieces are found in usual fields."""
    before = partial(_BEFORE_NAME.sub, "")
    key_of = COMPILED.key_of if COMPILED else printed_key
    return native.fields.Fields(ELSEWHERE, PARTING, tuple(_CARE_OF), before, native.odd.HEADS, heads, pieces_of, key_of, printed_key, _SHORTEST, _SHORTEST_NAME)


def says_elsewhere(name: str | None, key: str | None = None) -> bool:
    """Whether a name field names nobody; `key`: its printed key, where that is made already.

    >>> says_elsewhere("SEE ADDRESS"), says_elsewhere(" "), says_elsewhere("Granitmash")
    (True, True, False)
    """
    return not name or (printed_key(name) if key is None else key) in ELSEWHERE or not name.strip()


def pieces_of(party: Party, limits: Limits, key: str | None = None) -> list[str]:
    """What may be a listed name as printed; the name as a whole, whose printed key may be given, is not among them.

    >>> from enduse.model.nouns import Role
    >>> from enduse.parties.settings import limits
    >>> pieces_of(Party(role=Role("consignee"), address="12 Harbour Road, Granitmash Plant"), limits())
    ['12 Harbour Road', '12 Harbour Road, Granitmash Plant', 'Granitmash Plant']
    """
    if says_elsewhere(party.name, key):
        segments = _segments(party, limits.address_segments)
        return [
            ", ".join(segments[start:end]) for start in range(len(segments)) for end in range(start + 1, min(start + limits.head_segments, len(segments)) + 1)
        ]
    out = heads(party, limits, key)
    if party.address:
        segments = _segments(party, limits.lodged_segments)
        numbered = [any(map(str.isdigit, part)) for part in segments]
        out += _lodgers(party, segments, numbered) + _continued(party, segments, numbered)
    return out


def _segments(party: Party, most: int) -> list[str]:
    """The first parts of the address."""
    return _SEGMENT.split(party.address.strip())[:most] if party.address else []


def _continued(party: Party, segments: Sequence[str], numbered: Sequence[bool]) -> list[str]:
    """The name and what goes on of it in the address field: its first parts as far as they are without a figure.

    >>> from enduse.model.nouns import Role
    >>> _continued(Party(role=Role("consignee"), name="Blue Ocean Turbine"), ["Works", "12 King Street", "Sydney"], [False, True, False])
    ['Blue Ocean Turbine Works']
    """
    out, name = [], (party.name or "").strip()
    for part, figures in zip(segments, numbered, strict=True):
        if figures:
            break
        name = f"{name} {part}"
        out.append(name)
    return out


def _lodgers(party: Party, segments: Sequence[str], numbered: Sequence[bool]) -> list[str]:
    """Who may be named in the address of a party that has a name of its own: what stands without a figure at its front, or behind "c/o".

    >>> from enduse.model.nouns import Role
    >>> _lodgers(Party(role=Role("consignee"), name="Blue Ocean Pty"), ["c/o Granitmash Plant", "12 King Street", "Sydney"], [False, True, False])
    ['Granitmash Plant', 'Sydney']
    """
    without = [_BEFORE_NAME.sub("", part) for part, figures in zip(segments, numbered, strict=True) if not figures]  # no figure is in what is taken off
    return [name for name in without if len(name) >= _SHORTEST_NAME and name != party.name]


def heads(party: Party, limits: Limits, key: str | None = None) -> list[str]:
    """What stands before an address, or is one of two names: in the name field, or in the address field of a party whose name field names nobody.

    >>> from enduse.model.nouns import Role
    >>> from enduse.parties.settings import limits
    >>> heads(Party(role=Role("consignee"), name="Granitmash Plant, ul. Sadovaya 12, Omsk"), limits()), heads(Party(role=Role("consignee"), name="Zvezda t/a Polyus"), limits())
    (['Granitmash Plant'], ['Zvezda', 'Polyus'])
    """
    name = party.name
    if not name or says_elsewhere(name, key):
        segments = _segments(party, limits.address_segments)
        return [", ".join(segments[:end]) for end in range(1, min(len(segments), limits.head_segments) + 1)]
    if " " not in name:
        return []
    out: list[str] = []
    if "," in name or ";" in name or "\n" in name:
        segments = _SEGMENT.split(name.strip())
        for end in range(1, min(len(segments), limits.head_segments + 1)):
            rest = segments[end:]
            if len(rest) > 1 or any(map(str.isdigit, rest[0])):  # an address, not a given name or a legal form
                out.append(", ".join(segments[:end]))
    if "/" in name or "(" in name or _SIGN_OF_TWO.search(name):
        two = _TWO_NAMES.split(name)
        if len(two) > 1:
            out += [one.strip(" )") for one in two]
    return [piece for piece in dict.fromkeys(out) if piece and piece != name] if out else out


def meet_pieces(parties: Sequence[Party], keys: Sequence[str], signs: NDArray[np.uint8] | None, index: Index) -> Mapping[int, list[Piece]]:
    """For each party, given with the printed key of its name and what that may hold if it is known, the listed names that a piece of its fields is."""
    limits = index.limits
    if signs is not None:
        wanted = _fields().wanted(parties, keys, signs, limits, limits.lodged_segments)
    else:
        wanted = [
            (at, piece, key) for at, party in enumerate(parties) for piece in pieces_of(party, limits, keys[at]) if len(key := printed_key(piece)) >= _SHORTEST
        ]
    out: dict[int, list[Piece]] = {}
    if wanted:
        hits, rows = index.look_up("parties.keys", text_hashes([key for *_, key in wanted], PRINTED))
        for hit, row in zip(hits.tolist(), rows.tolist(), strict=True):
            at, piece, key = wanted[hit]
            name = int(index.variant_name[row])
            if printed_key(index.name_text(name)) == key and _names_someone(parties[at], piece, row, index):
                out.setdefault(at, []).append(Piece(name, row, piece, False))
    _cut_off(parties, keys, index, out)
    return out


def _names_someone(party: Party, piece: str, row: int, index: Index) -> bool:
    """Within an address a name must be telling; at its head, and in a name field, it must be more than a generic word or two, places and numbers."""
    words = index.wording(row)
    if piece not in (party.name or piece):  # beside a name of its own
        return telling(words, False, index.limits)
    if says_elsewhere(party.name) and not (party.address or "").strip().startswith(piece):
        return telling(words, False, index.limits)
    return len(words.tokens) >= index.limits.telling_words or any(word.sort in ("", "m") for word in words.tokens)  # Bank of Industry and Mine


def _cut_off(parties: Sequence[Party], keys: Sequence[str], index: Index, out: dict[int, list[Piece]]) -> None:
    """Longer listed names that begin as a party's name of about the length of a field; what begins so many names as may be compared at most tells none of them."""
    cut = [
        (at, name, key)
        for at, (party, key) in enumerate(zip(parties, keys, strict=True))
        if len(key) > BEGINS and party.name and index.limits.cut_least <= len(name := party.name.strip()) <= index.limits.cut_most
    ]
    if not cut:
        return
    keys_cut = [key for *_, key in cut]
    hits, names = index.look_up("parties.beginnings", _may_begin(keys_cut))
    few = np.flatnonzero((hits < len(cut)) | (np.bincount(hits)[hits] <= index.limits.most_contained))  # what begins more names tells none of them
    hits, names = hits[few], names[few]
    whole: dict[int, set[int]] = {}
    slipped: dict[int, set[int]] = {}
    hits %= len(cut)
    for hit, name_row, how in zip(hits.tolist(), names.tolist(), _how_begun(keys_cut, hits, names, index), strict=True):
        if how:
            (whole if how == _WHOLE else slipped).setdefault(hit, set()).add(name_row)
    for hit, rows in (slipped | whole).items():
        at, name, _ = cut[hit]
        if len({int(index.name_entity[row]) for row in rows}) <= index.limits.candidates:
            out.setdefault(at, []).extend(Piece(row, int(index.first_variant[row]), name, True) for row in sorted(rows))


def _may_begin(keys: list[str]) -> U64:
    """Eight hashes of each of these printed keys, by which longer ones are met that begin so: first how all begin, then what is left but for a slip."""
    if native.on:
        return native.slips.beginnings(keys, BASE, BEGINS, SECOND, THIRD, BEGINNING, MIDDLE, OUTER, HEAD)
    slips = [keys_of(keys, shift) for keys_of in (middles, outers) for shift in (-1, 0, 1)]
    return np.concatenate([beginnings(keys), *slips, fronts(keys)])


def _how_begun(keys: list[str], hits: I64, names: I32, index: Index) -> list[int]:
    """Of printed keys and names that meet, how each name begins, if it goes on: as the key, as the key but for a slip, or otherwise."""
    if native.on:
        return index.texts.begun(keys, hits, names, printed_key)
    out: list[int] = []
    for hit, row in zip(hits.tolist(), names.tolist(), strict=True):
        theirs, ours = printed_key(index.name_text(row)), keys[hit]
        goes_on = len(theirs) > len(ours)
        out.append(_WHOLE if goes_on and theirs.startswith(ours) else int(goes_on and _begins_but_for_a_slip(theirs, ours)))
    return out


def _begins_but_for_a_slip(whole: str, begun: str) -> bool:
    """Whether a printed key begins as this one but for one letter more or less, another, or two swapped: enough are left to know it by."""
    return any(one_slip(begun, whole[: len(begun) + more]) for more in (0, 1, -1))


def piece_verdict(piece: Piece, index: Index) -> NameVerdict:
    """A piece that is a listed name as printed, or its beginning: to be looked at, never more."""
    words, limits = index.wording(piece.row), index.limits
    listed = index.name_text(piece.name)
    note = ("name_partial", (), (listed[len(piece.text) :].strip() or listed,)) if piece.cut else ("contained", (piece.text,), ())
    distinctive = sum([word.sort == "" and weight >= limits.rare for word, weight in zip(words.tokens, words.weights, strict=True)])
    return NameVerdict(agreement=Agreement(limits.contained, False, distinctive, notes=(note,)), exact=False, short=False)
