"""Is this identifier well formed, how is it spelled canonically, and does it name one party alone?"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from typing import Final

import msgspec

from enduse.codes.check_digits import (
    bin_valid,
    edrpou_valid,
    iban_valid,
    imo_company_valid,
    imo_valid,
    inn_valid,
    lei_valid,
    ogrn_valid,
    okpo_valid,
    unp_valid,
    uscc_valid,
    vkn_valid,
)
from enduse.codes.country_names import COUNTRIES
from enduse.model.nouns import Identifier


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of identifier.

    `strong`: an equal value establishes identity. `local`: unique only within its country (registration, tax, passport numbers), so that countries must not differ.
    `single`: a party has one at a time, so that a different value of both sides speaks against identity. `country`: the issuing country, where the scheme implies it.
    """

    title: str
    strong: bool
    local: bool = False
    single: bool = False
    country: str | None = None
    aliases: tuple[str, ...] = ()


SCHEMES: Final[dict[str, Scheme]] = {
    "lei": Scheme(title="Legal Entity Identifier (ISO 17442)", strong=True, single=True, aliases=("lei code", "leicode", "legal entity identifier", "全球法人识别编码")),
    "imo": Scheme(title="IMO ship number", strong=True, single=True, aliases=("imo number", "imo no", "imonumber", "imo ship number", "vessel registration identification imo", "vessel imo")),
    "imo_company": Scheme(title="IMO company and registered-owner number", strong=True, single=True, aliases=("imo company number", "company imo", "imo company", "imo registered owner")),
    "mmsi": Scheme(title="Maritime Mobile Service Identity", strong=False, aliases=("mmsi number", "maritime mobile service identity")),  # reassigned with the flag
    "callsign": Scheme(title="Radio call sign", strong=False, aliases=("call sign",)),  # reassigned with the flag
    "aircraft_msn": Scheme(title="Aircraft manufacturer's serial number", strong=False, aliases=("msn", "manufacturers serial number", "aircraft manufacturers serial number", "construction number")),
    "aircraft_tail": Scheme(title="Aircraft registration mark", strong=False, aliases=("tail number", "aircraft tail number", "registration mark")),
    "bic": Scheme(title="Business Identifier Code (ISO 9362)", strong=True, aliases=("swift", "swift bic", "bic swift", "swift code", "biccode", "swiftbic", "bank bic", "swift/bic", "bik swift")),
    "iban": Scheme(title="International Bank Account Number (ISO 13616)", strong=True, aliases=("international bank account number",)),
    "inn": Scheme(title="Taxpayer number of Russia (INN)", strong=True, single=True, country="RU", aliases=("инн", "inncode", "tax id inn", "russian tax id", "inn number", "tin russia")),
    "ogrn": Scheme(title="Registration number of Russia (OGRN, OGRNIP)", strong=True, single=True, country="RU", aliases=("огрн", "ogrncode", "ogrnip", "огрнип", "psrn", "primary state registration number", "main state registration number")),
    "kpp": Scheme(title="Tax registration reason code of Russia (KPP)", strong=False, country="RU", aliases=("кпп", "kppcode")),  # shared by every firm of a tax office
    "okpo": Scheme(title="Statistical number of Russia (OKPO)", strong=True, country="RU", aliases=("окпо", "okpocode", "government gazette number")),
    "uscc": Scheme(title="Unified Social Credit Code of China (GB 32100)", strong=True, single=True, country="CN",
                   aliases=("统一社会信用代码", "unified social credit code", "unified social credit code uscc", "social credit code", "usci", "usc code", "unified social credit identifier")),
    "edrpou": Scheme(title="Registration number of Ukraine (EDRPOU)", strong=True, single=True, country="UA", aliases=("єдрпоу", "едрпоу", "edrpou code", "usreou")),
    "unp": Scheme(title="Taxpayer number of Belarus (UNP)", strong=True, single=True, country="BY", aliases=("унп", "unn belarus", "payers account number")),
    "bin": Scheme(title="Business or individual number of Kazakhstan (BIN, IIN)", strong=True, single=True, country="KZ", aliases=("бин", "иин", "iin", "bin kz", "business identification number")),
    "vkn": Scheme(title="Taxpayer number of Türkiye (VKN)", strong=True, single=True, country="TR", aliases=("vergi kimlik no", "vergi no", "vergi kimlik numarası", "vkn number")),
    "registration": Scheme(title="Company registration number", strong=True, local=True,
                           aliases=("reg", "reg no", "registration number", "registrationnumber", "company number", "registration id", "registration no", "company registration number", "business registration number", "commercial registry number", "trade register", "crn",
                                    "trade license no", "trade licence number", "company reg", "business number", "c.r. no", "handelsregister", "enterprise number", "chamber of commerce number", "public registration number", "certificate of incorporation number")),
    "tax": Scheme(title="Tax number", strong=True, local=True,
                  aliases=("tax id", "tax id no", "taxnumber", "tax number", "tin", "tax identification number", "taxpayer id", "taxpayer identification number", "rfc", "nit", "cuit", "ruc", "rif", "rut", "nif", "cif", "ein", "npwp", "pan india", "d-u-n-s tax", "fiscal code", "romanian tax registration")),
    "vat": Scheme(title="VAT number", strong=True, local=True, aliases=("vat number", "v a t number", "ust-id", "ust-idnr", "btw", "tva", "ndc vat", "vat registration number")),
    "eori": Scheme(title="Economic operator number of the EU or UK (EORI)", strong=True, aliases=("eori number",)),
    "duns": Scheme(title="D-U-N-S number", strong=True, aliases=("d-u-n-s", "d-u-n-s number", "duns number", "dun & bradstreet")),
    "passport": Scheme(title="Passport", strong=True, local=True, aliases=("passport number", "passport no", "passportnumber", "diplomatic passport", "stateless person passport", "паспорт", "护照")),
    "national_id": Scheme(title="National identity number", strong=True, local=True,
                          aliases=("national identification number", "national id", "national id no", "national id number", "idnumber", "id number", "identification number", "identity card", "identity card no", "cedula no", "cedula", "citizens card number", "ssn", "personal id card",
                                   "c u r p", "curp", "d n i", "dni", "cnic", "numero de identidad", "birth certificate number", "national foreign id number", "snils", "снилс", "身份证")),
    "driver_licence": Scheme(title="Driving licence", strong=False, local=True, aliases=("drivers license", "drivers license no", "drivers licence", "driving licence")),
    "crypto": Scheme(title="Digital currency address", strong=True, aliases=("digital currency address", "wallet", "crypto wallet", "cryptocurrency address", "digital currency address xbt", "btc", "xbt", "eth", "usdt", "trx")),
    "account": Scheme(title="Bank account number", strong=False, local=True, aliases=("account number", "bank account")),
    "wikidata": Scheme(title="Wikidata item", strong=True, aliases=("wikidataid", "qid")),
    "ofac": Scheme(title="Number of OFAC (uid, ent_num)", strong=True, aliases=("ofac uid", "ofac id", "ent num", "ofac_uid", "ofac number")),
    "un": Scheme(title="Permanent reference number of the UN", strong=True, aliases=("un reference", "un reference number", "permanent reference number")),
    "permid": Scheme(title="Refinitiv PermID", strong=True, aliases=("perm id",)),
    "other": Scheme(title="Identifier of another kind", strong=False),
}  # fmt: skip
"""Every kind of identifier known here. Weak ones are shared (KPP), reassigned (MMSI, call sign, tail mark) or of unknown nature."""

STRONG: Final[frozenset[str]] = frozenset(name for name, scheme in SCHEMES.items() if scheme.strong)
"""Schemes whose equal value establishes identity (contracts: an identifier of a strong scheme)."""

LOCAL: Final[frozenset[str]] = frozenset(name for name, scheme in SCHEMES.items() if scheme.local)

_SPACES: Final = re.compile(r"[\s.\-/,:;'’#№_()]+")


@functools.cache
def _aliases() -> dict[str, str]:
    found = {_fold(name): name for name in SCHEMES}
    for name, scheme in SCHEMES.items():
        for alias in scheme.aliases:
            found.setdefault(_fold(alias), name)
    return found


def _fold(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).casefold())


@functools.lru_cache(maxsize=4096)
def canonical_scheme(text: str) -> str:
    """The scheme meant by a label; `other` if none is.

    >>> canonical_scheme("Tax ID No."), canonical_scheme("ИНН"), canonical_scheme("SWIFT/BIC"), canonical_scheme("zodiac")
    ('tax', 'inn', 'bic', 'other')
    """
    return _aliases().get(_fold(text), "other")


def canonical_identifier(scheme: str, value: str, country: str | None = None) -> Identifier:
    """The identifier in canonical scheme and spelling; `valid` is the verdict of check digit or structure, None where the scheme has none.

    An INN of a state that uses the name for numbers of other lengths (KG, UZ, TJ) is a `tax` number of that country.

    >>> canonical_identifier("SWIFT", "SABR RU MM XXX")
    Identifier(scheme='bic', value='SABRRUMM', country=None, valid=True)
    """
    name = canonical_scheme(scheme)
    text = unicodedata.normalize("NFKC", value).strip()
    if name == "inn" and country in {"KG", "UZ", "TJ"}:
        name = "tax"
    spell = _SPELLINGS.get(name, _alphanumeric)
    canonical = unicodedata.normalize("NFKC", spell(text))
    check = _CHECKS.get(name)
    valid = (check(canonical) if canonical else False) if check else (None if canonical else False)
    return Identifier(scheme=name, value=canonical, country=country or SCHEMES[name].country, valid=valid)


def same_identifier(left: Identifier, right: Identifier) -> bool | None:
    """Do two identifiers name one holder? True: equal; False: they conflict (a party has only one of that kind); None: nothing follows.

    A local number (registration, tax, passport …) is equal only if its countries do not differ; BICs are compared by institution (first eight).

    >>> a, b = canonical_identifier("imo", "9074729"), canonical_identifier("imo", "IMO 9187629")
    >>> same_identifier(a, a), same_identifier(a, b)
    (True, False)
    """
    if left.scheme != right.scheme or not left.value or not right.value:
        return None
    scheme = SCHEMES.get(left.scheme)
    if scheme is None:
        return None
    if comparison_value(left) == comparison_value(right):
        return None if scheme.local and left.country and right.country and left.country != right.country else True
    return False if scheme.single and left.valid is not False and right.valid is not False else None


def comparison_value(identifier: Identifier) -> str:
    """The value under which equal identifiers meet: institution of a BIC, leading zeros of registers dropped."""
    if identifier.scheme == "bic":
        return identifier.value[:8]
    if identifier.scheme in {"registration", "tax", "duns", "account"}:
        return identifier.value.lstrip("0") or identifier.value
    return identifier.value


def guess_scheme(value: str) -> str | None:
    """The scheme of a bare value, only where structure and check digit leave no doubt; None otherwise.

    Seven digits may be anything, so an IMO number must say `IMO`; a BIC of letters alone may be a word (MARINERS would be a bank of Niger), so it needs a digit or XXX.

    >>> guess_scheme("7707083893"), guess_scheme("IMO 9074729"), guess_scheme("MARINERS"), guess_scheme("SABRRUMMXXX")
    ('inn', 'imo', None, 'bic')
    """
    text = unicodedata.normalize("NFKC", value).strip()
    if re.fullmatch(r"(?i)imo[\s.:#]*\d{7}", text):
        number = re.sub(r"\D", "", text)
        return "imo" if imo_valid(number) else "imo_company" if imo_company_valid(number) else "imo"
    compact = _alphanumeric(text)
    if re.fullmatch(r"Q[1-9]\d{1,9}", text):
        return "wikidata"
    if len(compact) == 20 and lei_valid(compact):
        return "lei"
    if len(compact) == 18 and uscc_valid(compact):
        return "uscc"
    if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", compact) and iban_valid(compact):
        return "iban"
    if compact.isdigit():
        if len(compact) in (13, 15) and ogrn_valid(compact):
            return "ogrn"
        if len(compact) in (10, 12) and inn_valid(compact):
            return "inn"
        return None
    if text.isupper() and _bic_valid(compact) and (compact.endswith("XXX") or any(c.isdigit() for c in compact)):
        return "bic"
    return None


# ---------------------------------------------------------------- spelling


def _alphanumeric(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())


def _digits(text: str) -> str:
    """Digits only; a spreadsheet's trailing `.0` is no digit of the number."""
    return "".join(c for c in re.sub(r"^(\d+)\.0+$", r"\1", text) if c.isdigit())


def _spell_bic(text: str) -> str:
    compact = _alphanumeric(text)
    return compact[:8] if len(compact) == 11 and compact.endswith("XXX") else compact


def _spell_inn(text: str) -> str:
    """Nine and eleven digits are an INN that lost its leading zero in a spreadsheet, if the check digit says so."""
    digits = _digits(text)
    return "0" + digits if len(digits) in (9, 11) and inn_valid("0" + digits) else digits


def _spell_okpo(text: str) -> str:
    digits = _digits(text)
    return digits.zfill(8) if digits and len(digits) < 8 else digits.zfill(10) if len(digits) == 9 else digits


def _spell_crypto(text: str) -> str:
    """Base58 addresses tell case apart; hexadecimal and bech32 ones do not."""
    compact = re.sub(r"\s+", "", text)
    return compact.lower() if re.match(r"(?i)(0x[0-9a-f]+|bc1|ltc1|tb1)", compact) else compact


_SPELLINGS: Final[dict[str, Callable[[str], str]]] = {
    "imo": lambda t: _digits(re.sub(r"(?i)imo", "", t)),
    "imo_company": lambda t: _digits(re.sub(r"(?i)imo", "", t)),
    "mmsi": _digits, "inn": _spell_inn, "ogrn": _digits, "okpo": _spell_okpo, "edrpou": lambda t: _digits(t).zfill(8) if _digits(t) else "", "unp": _alphanumeric,
    "bin": _digits, "vkn": _digits, "duns": _digits, "bic": _spell_bic, "crypto": _spell_crypto, "un": lambda t: re.sub(r"\s+", "", t),
}  # fmt: skip

_BIC: Final = re.compile(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}([A-Z0-9]{3})?")
_KPP: Final = re.compile(r"\d{4}[0-9A-Z]{2}\d{3}")


def _bic_valid(text: str) -> bool:
    """ISO 9362 structure with a country code of ISO 3166 (XK included). The first four are letters here, as SWIFT assigns them."""
    match = _BIC.fullmatch(text)
    return bool(match and match[1] in COUNTRIES)


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "lei": lei_valid, "imo": imo_valid, "imo_company": imo_company_valid, "bic": _bic_valid, "iban": iban_valid, "inn": inn_valid, "ogrn": ogrn_valid, "okpo": okpo_valid,
    "uscc": uscc_valid, "edrpou": edrpou_valid, "unp": unp_valid, "bin": bin_valid, "vkn": vkn_valid,
    "kpp": lambda t: bool(_KPP.fullmatch(t)),
    "mmsi": lambda t: len(t) == 9 and t[0] in "234567",  # ship stations start with a country digit 2-7 (ITU-R M.585)
    "duns": lambda t: len(t) == 9,
    "wikidata": lambda t: bool(re.fullmatch(r"Q[1-9]\d*", t)),
}  # fmt: skip
