"""Which identifier does this printed number make, once the country says which register it is of?"""

from __future__ import annotations

from typing import Final

from enduse.codes.identifiers import canonical_identifier
from enduse.model.nouns import Identifier

NATIONAL: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    # (general scheme, country): the national schemes it may be, taken only when the check digit agrees
    ("tax", "RU"): ("inn",),
    ("registration", "RU"): ("ogrn", "inn"),
    ("registration", "CN"): ("uscc",),
    ("tax", "CN"): ("uscc",),
    ("registration", "UA"): ("edrpou",),
    ("tax", "UA"): ("edrpou",),
    ("registration", "BY"): ("unp",),
    ("tax", "BY"): ("unp",),
    ("tax", "KZ"): ("bin",),
    ("registration", "KZ"): ("bin",),
    ("tax", "TR"): ("vkn",),
}

DEMOTED: Final[dict[str, int]] = {"okpo": 0, "lei": 20, "imo": 7}
"""Schemes that publishers' labels claim for other registers' numbers too (OFAC: Bulgarian, Ukrainian and Dutch ones). A value that fails the check and has not
this many characters is a registration number; of the right length it stays, as a misprint."""


def identifier(scheme: str, value: str, country: str | None = None) -> Identifier | None:
    """The identifier in its most telling scheme; None if nothing is left of the value. A seven-digit IMO number that is a company's is told from a ship's.

    >>> identifier("tax", "7707083893", "RU").scheme, identifier("tax", "1234567890", "RU").scheme
    ('inn', 'tax')
    """
    for national in NATIONAL.get((scheme, country or ""), ()):
        found = canonical_identifier(national, value, country)
        if found.valid:
            return found
    found = canonical_identifier(scheme, value, country)
    if found.scheme == "imo" and not found.valid:
        company = canonical_identifier("imo_company", value, country)
        if company.valid:
            return company
    if found.valid is False and found.scheme in DEMOTED and len(found.value) != DEMOTED[found.scheme]:
        found = canonical_identifier("registration", value, country)
    return found if found.value else None
