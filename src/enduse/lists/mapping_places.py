"""Which countries does a cell mean, and in which does an address lie?"""

from __future__ import annotations

import re
from typing import Final

from enduse.codes.countries import canonical_country
from enduse.lists.mapping_names import Found, between_commas, is_name, unquote
from enduse.lists.mapping_template import translate
from enduse.lists.names import plain
from enduse.model.nouns import NameKind

_WORDS_ABOUT: Final = re.compile(
    r"\b(?:possibly|allegedly|assumed|presumed|reportedly|formerly|of the|since \d{4}|by birth|citizenship|nationality|national|citizen)\b", re.IGNORECASE
)
_CONTACT: Final = re.compile(r"\b(?:Tele?phone|Tel|Phone|Fax|E-?mail|Website|Type of entity)\b\.?\s*:", re.IGNORECASE)
_OF_ADDRESSES: Final = re.compile(
    r"\d|\b(?:district|road|rd|street|avenue|lane|highway|city|province|county|prefecture|town(?:ship)?|village|building|bldg|floor|room|suite|block|zone|park|p\.?o\.? box)\b",
    re.IGNORECASE,
)
_ENUMERATOR: Final = re.compile(r"\(?\b[a-h]\)\s*")


def read_countries(cell: str, table: dict[str, str], column: str, warnings: list[str]) -> list[str]:
    """The countries a cell means: whole, then piece by piece; what is not understood is said in `warnings`."""
    if (whole := _country(cell, table)) is not None:
        return [whole] if whole else []
    found: list[str] = []
    for piece in re.split(r"[;,/]|\band/or\b", _ENUMERATOR.sub(";", unquote(cell).split(". ")[0])):
        whole_piece = _bare_country(piece)
        halves = [whole_piece] if not whole_piece or _country(whole_piece, table) is not None else [_bare_country(half) for half in re.split(r"\band\b", piece)]
        for bare in halves:
            country = _country(bare, table) if bare else ""
            if country is None:
                warnings.append(f"country not understood: {bare!r} ({column})")
            elif country and country not in found:
                found.append(country)
    return found


def _bare_country(text: str) -> str:
    return plain(_WORDS_ABOUT.sub(" ", re.sub(r"\([^()]*\)?", " ", text)).strip(' .()"'))


def _country(text: str, table: dict[str, str]) -> str | None:
    """ISO code; "" for a word the table says is no country; None if not understood."""
    word = translate(table, text)
    return word if word is not None else canonical_country(text)


def lettered(text: str) -> list[str]:
    """`(a) X, Y; (b) Z` as X, Y and Z."""
    if not re.match(r"\(?a\)", text):
        return [re.sub(r"^\(?[a-h]\)\s*", "", text)]
    return [piece.strip(" ,;") for piece in _ENUMERATOR.split(text) if piece.strip(" ,;")]


def country_of(address: str, *, codes: bool = False) -> str | None:
    """The country an address ends in, or begins with. Two letters count only if `codes` says they are countries (CA is a state, too)."""
    bare = plain(re.sub(r"\([^()]*\)", " ", _CONTACT.split(address)[0])).strip(" ,.;")
    pieces = [re.sub(r"^[\d\s-]+|[\d\s-]+$", "", piece.strip(" .")) or piece for piece in bare.split(",") if piece.strip(" .")]
    inside = [canonical_country(one) for one in re.findall(r"\(([^()]*)\)", address) if len(one) > 3]
    if not pieces:
        return next((country for country in inside if country), None)
    last = pieces[-1]
    candidates = [
        last,
        *(" ".join(last.split()[-n:]) for n in (4, 3, 2, 1) if len(last.split()) > n),
        ", ".join(pieces[-2:]),
        pieces[0],
        *reversed(pieces[1:-1]),
    ]
    for candidate in candidates:
        may_be = len(candidate) > 3 or (codes and candidate == last) or candidate in ("UAE", "UK", "USA", "DRC")
        if may_be and (country := canonical_country(candidate)):
            return country
    return next((country for country in inside if country), None)


def name_before_address(cell: str, addresses: str) -> Found | None:
    """The name in a cell to which an address is glued after a comma: strong where the rest ends in a country or begins with a place of the printed addresses,
    weak where only its words are those of addresses, None where it may be a part of the name.

    >>> name_before_address("Fengxin Titanium Alloy, Xiyuan Industrial District, Gucheng County, Hengshui City, China 253800", "CN")
    ('Fengxin Titanium Alloy', <NameKind.strong: 'strong'>)
    >>> name_before_address("Institute of Physics, Chemistry and Biology", "Minsk, BY")
    """
    name, *rest = between_commas(cell)
    if not rest or " " not in name or not is_name(name):
        return None
    wording = sum(bool(_OF_ADDRESSES.search(piece)) for piece in rest)
    country = canonical_country(re.sub(r"^[\d\s-]+|[\d\s-]+$", "", rest[-1]).strip(" ."))
    place = rest[0].strip(" .").casefold()
    if (len(rest) > 1 and wording and country) or (len(place) > 3 and re.search(rf"\b{re.escape(place)}\b", addresses.casefold())):
        return name, NameKind.strong
    return (name, NameKind.weak) if len(rest) > 1 and wording > 1 else None
