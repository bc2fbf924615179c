"""Which identifiers stand in this printed cell, under which scheme?

Publishers write numbers with a label before or behind them (`7704730655 (Tax ID/INN)`, `CR No. 3176428`, `Iraqi passport No. 2863795S (expires …)`), or bare in a
column of another name. A label decides; else structure and check digit (`codes.identifiers.guess_scheme`); else the column's scheme.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from enduse.codes.countries import canonical_country
from enduse.codes.identifiers import LOCAL, canonical_identifier, guess_scheme
from enduse.lists.mapping_definition import IdentifierPart
from enduse.lists.mapping_patterns import match_whole
from enduse.lists.mapping_template import split_outside, translate
from enduse.model.nouns import Identifier, Kind

_LABELS: Final[tuple[tuple[str, str], ...]] = (
    # most telling first; whole words, case does not matter. What a label means is common usage in EU, OFAC and company-register texts.
    (r"ИНН|INN\b", "inn"), (r"ОГРН(?:ИП)?|OGRN(?:IP)?\b|PSRN\b", "ogrn"), (r"КПП|KPP\b", "kpp"), (r"ОКПО|OKPO\b", "okpo"),
    (r"USCC\b|unified social credit", "uscc"), (r"\bLEI\b", "lei"), (r"\bSWIFT|\bBIC\b", "bic"), (r"\bIMO\b", "imo"), (r"\bMMSI\b", "mmsi"),
    (r"\bEDRPOU\b|ЄДРПОУ", "edrpou"), (r"\bUNP\b|УНП", "unp"), (r"\b(?:GSTIN|VAT)\b", "vat"), (r"\bD-?U-?N-?S\b", "duns"),
    (r"passport|travel document", "passport"), (r"\btax|\bTIN\b", "tax"), (r"identi(?:ty|fication) (?:card|n)|cedula|tazkira|\bNIF\b|national id", "national_id"),
    (r"\b(?:BRN|TRN|CRN|CIN|CBLS)\b|\bC\.?R\.? ?(?:no|number)|registration|company number|business number|\(ID\)", "registration"),
)  # fmt: skip
_LABEL: Final = [(re.compile(pattern, re.IGNORECASE), scheme) for pattern, scheme in _LABELS]
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_AROUND_DATES: Final = re.compile(
    r",?\s*\b(?:expir\w*|issued|valid|delivered|date of (?:issue|expiry|expiration|birth)|until|since|as of|on|from)\b[^,;()]*?\d{4}|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|"
    r"\b(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? ?\d{4}\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"(?<![^\W_])(?:[A-ZА-ЯІЇЄ]{1,5}[-№/ ]{1,2}|[^\W\d_]{1,4}-?)?\d[\w./-]*(?:[ ](?=\d)[\w./-]+)*|(?<![^\W_])[A-Z0-9]{2,}\d[A-Z0-9./-]*|"
    r"(?<![^\W_])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![^\W_])"
)
_LABEL_WORD: Final = re.compile(r"\b(?:I?TIN|INN|OGRN|KPP|OKPO|USCC|UNCC|BRN|TRN|CRN|CIN|CR|ИНН|ОГРН|КПП|ОКПО)\b[\s.:–-]*", re.IGNORECASE)
_SERIES: Final = re.compile(r"\bseries\s+", re.IGNORECASE)
_NO: Final = re.compile(r"\b(?:No|Nr|number)(?![^\W\d_])[.:]?\s*°?\s*", re.IGNORECASE)
_ENUMERATOR: Final = re.compile(r"(?:^|[\s,;\"])\(?[a-h1-9]\)\s+(?=\S)|;\s*and\s+")
_LABELLED: Final = re.compile(r"(?<=\d)\s+(?=(?:KPP|OKPO|OGRN|INN|КПП|ИНН|ОГРН)\b)")


def read_identifiers(
    cell: str, part: IdentifierPart, *, kind: Kind | None, country: str | None, labels: Mapping[str, str], warnings: list[str]
) -> list[Identifier]:
    """The identifiers of one cell. What holds no number is said in `warnings`, never dropped in silence."""
    if part.pattern:
        return _by_pattern(cell, part, country=country, labels=labels, warnings=warnings)
    found: list[Identifier] = []
    for piece in _pieces(cell, part.separators):
        number = _number_in(piece)
        if number is None:
            warnings.append(f"no identifier read from {part.column}: {piece[:80]!r}")
            continue
        where = _country_in(piece) or country
        scheme = _scheme(number, _label_in(piece), part.scheme, kind, where)
        if scheme in ("inn", "tax") and found and found[-1].scheme == "inn" and re.fullmatch(r"\d{4}01\d{3}", number):
            scheme = "kpp"  # written "INN / KPP"
        if scheme == "bic" and number.isdigit():
            scheme = "other"
        identifier = canonical_identifier(scheme, number, where if scheme in LOCAL or scheme == "inn" else None)
        if identifier.scheme == "inn" and identifier.valid is False and where not in (None, "RU"):
            identifier = canonical_identifier("tax", number, where)
        elif identifier.scheme == "imo" and kind not in (Kind.vessel, None):
            identifier = canonical_identifier("imo_company", number)
        if not identifier.value:
            warnings.append(f"no identifier read from {part.column}: {piece[:80]!r}")
        elif identifier not in found:
            found.append(identifier)
    return found


def _pieces(cell: str, separators: tuple[str, ...]) -> list[str]:
    text = _SERIES.sub("", cell.replace('"', " "))
    pieces: list[str] = []
    for chunk in _ENUMERATOR.split(text):
        for piece in (p for half in _LABELLED.split(chunk) for p in split_outside(half, separators)):
            for side in re.split(r"\s/\s|/\s|(?<=\d{10})/(?=\d)|\s+(?:or|and)\s+(?=[A-Z]{0,4}[ -]?\d)", piece):
                side = side.strip(" .-–:")
                bare = _BRACKETS.sub(" ", side)
                if not side:
                    continue
                inner = [inside for inside in _BRACKETS.findall(side) if re.search(r"\d{8}", inside) and _label_in(inside)]
                if pieces and not re.search(r"\d{3}", _AROUND_DATES.sub(" ", bare)) and not _number_in(side):
                    pieces[-1] += f", {side}"  # "…, issued on 25 Nov. 2018": about the number before it
                else:
                    pieces += [bare if inner else side, *inner]
    return pieces


def _number_in(piece: str) -> str | None:
    """The longest run that looks like a number, outside brackets first, dates left aside."""
    for text in (_BRACKETS.sub(" ", piece), piece):
        plain = " ".join(_NO.sub(" ", _LABEL_WORD.sub(" ", _AROUND_DATES.sub(" ", text))).split())
        hits = [hit.group().strip(" ./-") for hit in _NUMBER.finditer(plain) if sum(c.isdigit() for c in hit.group()) >= 2 or len(hit.group()) >= 8]
        if hits:
            return max(hits, key=lambda hit: (sum(c.isdigit() for c in hit), len(hit)))
    return None


def _label_in(piece: str) -> str | None:
    for pattern, scheme in _LABEL:
        if pattern.search(piece):
            return scheme
    return None


def _scheme(number: str, label: str | None, column_scheme: str, kind: Kind | None, country: str | None) -> str:
    """The label's scheme, made more exact by check digits where the label only says "tax" or "registration"; else the column's."""
    said = label or column_scheme
    if said not in ("registration", "tax", "national_id") or (label == "national_id" and column_scheme != "registration"):
        return _of_person(said, number, kind) if column_scheme != "inn" else said
    guess = guess_scheme(number)
    if guess not in ("inn", "ogrn", "uscc", "lei") or (guess in ("inn", "ogrn") and country not in (None, "RU")):
        return said
    return _of_person(guess, number, kind) if guess == "inn" else guess


def _of_person(scheme: str, number: str, kind: Kind | None) -> str:
    """Ten digits are the INN of a company: a person's ten digits are another state's tax number."""
    return "tax" if scheme == "inn" and kind == Kind.person and len(re.sub(r"\D", "", number)) == 10 else scheme


def _country_in(piece: str) -> str | None:
    for inside in _BRACKETS.findall(piece):
        for part in re.split(r"[,;]", inside):
            if country := _country_word(part.strip()):
                return country
    first = re.match(r"([A-Z][\w ]+?) (?:number|passport|no\b|national)", piece)
    return _country_word(first[1]) if first else None


def _country_word(text: str) -> str | None:
    """Labels such as (ID), (CIN) and CR are no countries."""
    return canonical_country(text) if len(text) > 3 or text in ("UAE", "UK", "USA", "DRC", "US") else None


def _by_pattern(cell: str, part: IdentifierPart, *, country: str | None, labels: Mapping[str, str], warnings: list[str]) -> list[Identifier]:
    """Fixed forms such as `RU, 1137746390572, Registration ID`; a label that the table translates to nothing is no identifier."""
    found: list[Identifier] = []
    for piece in split_outside(cell, part.separators):
        hit = match_whole(part.pattern, piece)
        if not hit:
            warnings.append(f"no identifier read from {part.column}: {piece[:80]!r}")
            continue
        groups = hit.groupdict(default="")
        label = groups.get("label", "")
        scheme = (translate(labels, label) if labels else label) if label else part.scheme
        if scheme is None:
            warnings.append(f"no scheme for the label {label!r} ({part.column})")
            scheme = "other"
        if not scheme:
            continue
        where = canonical_country(groups.get("country", "")) or country
        guess = guess_scheme(groups["value"]) if scheme in ("registration", "tax") and where in (None, "RU", "CN") else None
        identifier = canonical_identifier(guess or scheme, groups["value"], where)
        if identifier.value and identifier not in found:
            found.append(identifier)
    return found
