"""Which country is meant by this code, name or place?

Exact after folding (case, accents, dots, articles and comma inversion do not matter); nothing is guessed. A name shared by two countries, a dissolved state or an
unknown spelling is `None`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

from enduse.codes.country_names import COUNTRIES, DISSOLVED

__all__ = ["COUNTRIES", "DISSOLVED", "canonical_country", "canonical_place", "dissolved", "fold", "name_of", "occupied_region", "place_country"]

_LETTERS: Final = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "&": " and "})
_DROPPED: Final = re.compile(r"[.'’ʻʼ`´]")
_BREAK: Final = re.compile(r"[\W_]+")
_NOT_CODES: Final = frozenset({"na", "Na"})  # "not available" far more often than Namibia, whose code is written NA


def fold(text: str) -> str:
    """The key under which spellings are compared: no case, accents, dots, articles or punctuation; single letters run together.

    >>> fold("The P. R. of  China"), fold("Côte d'Ivoire"), fold("U.A.E.")
    ('pr of china', 'cote divoire', 'uae')
    """
    if text.isascii():
        text = text.lower().replace("&", " and ")
    else:
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())  # mathematical letters have a case only once decomposed
        text = "".join([c for c in text if not unicodedata.combining(c)]).translate(_LETTERS)
    words = [w for w in _BREAK.sub(" ", _DROPPED.sub("", text)).split() if w != "the"]
    if words and words[0] == "st":
        words[0] = "saint"
    out: list[str] = []
    run = False  # the last word is a run of single letters
    for word in words:
        single = len(word) == 1 and word.isascii()
        if single and run:
            out[-1] += word
        else:
            out.append(word)
        run = single
    return " ".join(out)


@functools.cache
def _codes() -> dict[str, str]:
    return {code: code for code in COUNTRIES} | {row[0]: code for code, row in COUNTRIES.items()}


@functools.cache
def _keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for alpha2, (_, *names) in COUNTRIES.items():
        for spelling in names:
            for form in _forms(spelling):
                if keys.setdefault(form, alpha2) != alpha2:
                    raise ValueError(f"{spelling!r} is a name of {keys[form]} and of {alpha2}")
    return keys


def _forms(text: str) -> tuple[str, ...]:
    """Folded spelling, and the one with the part after the comma put first ("Korea, Republic of")."""
    if "," not in text:
        return (fold(text),)
    head, tail = text.split(",", 1)
    return fold(text), fold(f"{tail} {head}")


@functools.lru_cache(maxsize=65_536)
def canonical_country(text: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a code or name; None when it is not exactly one country. Codes must be written as codes: "n/a" and "na" are not Namibia.

    >>> canonical_country("Korea, North"), canonical_country("P.R. China"), canonical_country("deu"), canonical_country("Республика Беларусь")
    ('KP', 'CN', 'DE', 'BY')
    >>> canonical_country("Korea") is None, canonical_country("USSR") is None
    (True, True)
    """
    if not text:
        return None
    stripped = text.strip()
    if len(stripped) <= 3 and stripped not in _NOT_CODES and (code := _codes().get(stripped.upper())):
        return code
    keys = _keys()
    for form in _forms(text):
        if form in keys:
            return keys[form]
    return None


def name_of(alpha2: str) -> str:
    """English name of an ISO alpha-2 code; the code itself if it is none."""
    row = COUNTRIES.get(alpha2)
    return row[1] if row else alpha2


def _without_numbers(piece: str) -> str:
    """Without the digits, spaces and hyphens at its ends (a postcode); letter by letter, because an expression for the end takes quadratic time on a row of them."""
    if piece[:1].isalpha() and piece[-1:].isalpha():
        return piece
    piece = piece.strip("0123456789- ")
    first, last = 0, len(piece)
    while first < last and _numeric(piece[first]):
        first += 1
    while first < last and _numeric(piece[last - 1]):
        last -= 1
    return piece[first:last]


def _numeric(letter: str) -> bool:
    return letter == "-" or letter.isdecimal() or letter.isspace()


def address_country(address: str | None) -> str | None:
    """The country an address names in its last parts; two letters count for nothing there (CA is a state, too).

    >>> address_country("12 Valiasr Street, Tehran, Iran"), address_country("5 Main St, Springfield, IL")
    ('IR', None)
    """
    left = 2
    for part in reversed((address or "").replace(";", ",").replace("\n", ",").split(",")):
        piece = part.strip(" .")
        if not piece:
            continue
        if len(piece) > 3 or piece in ("UAE", "USA"):
            country = canonical_country(_without_numbers(piece))
            if country:
                return country
        left -= 1
        if not left:
            break
    return None


@functools.cache
def _dissolved() -> dict[str, str]:
    return {fold(name): why for name, why in DISSOLVED.items()}


def dissolved(text: str) -> str | None:
    """Why a name that once was a country has no single code today; None if it is not such a name."""
    return _dissolved().get(fold(text))


# ---------------------------------------------------------------- places

REGIONS: Final[dict[str, str]] = {
    "Crimea": "UA-43", "Autonomous Republic of Crimea": "UA-43", "Republic of Crimea": "UA-43", "Region: Crimea": "UA-43", "Крым": "UA-43", "Республика Крым": "UA-43", "Автономна Республіка Крим": "UA-43",
    "Krym": "UA-43", "Crimée": "UA-43", "Krim": "UA-43", "克里米亚": "UA-43", "Kırım": "UA-43", "Sevastopol": "UA-40", "Севастополь": "UA-40", "Sebastopol": "UA-40",
    "Donetsk Oblast": "UA-14", "Donetska oblast": "UA-14", "Донецкая область": "UA-14", "Донецька область": "UA-14", "Donetsk region": "UA-14",
    "Luhansk Oblast": "UA-09", "Luhanska oblast": "UA-09", "Lugansk Oblast": "UA-09", "Луганская область": "UA-09", "Луганська область": "UA-09", "Luhansk region": "UA-09", "Lugansk region": "UA-09",
    "Zaporizhzhia Oblast": "UA-23", "Zaporizka oblast": "UA-23", "Запорожская область": "UA-23", "Запорізька область": "UA-23", "Zaporizhzhya region": "UA-23", "Zaporizhzhia region": "UA-23",
    "Kherson Oblast": "UA-65", "Khersonska oblast": "UA-65", "Херсонская область": "UA-65", "Херсонська область": "UA-65", "Kherson region": "UA-65",
}  # fmt: skip
"""Names of places that stand for an ISO 3166-2 subdivision (ISO 3166-2:UA)."""

_CITIES: Final = (
    "ADANA AGDAM AMMAN AMRIT AQABA ARBIL ASWAN BABOL BAKER BASEL BASRA BEIRA BERNE BOGOR BREST CADIZ CAIRO CANEA DELHI DERBY DERIK DOHUK DOVER "
    "ERBIL ESSEN GENOA GHENT KERCH KHARK KYOTO LAGOS LIEGE LILLE LUTSK LYONS MACAU MAINZ MAKKA MALMO MECCA MEDAN MOKPO MOSUL NAMUR NARVA NOIDA "
    "OMAHA PADUA PALMA PARIS PARMA PATNA PAVIA PENZA PERTH PRATO REIMS RUDNY SALEM SANAA SEOUL SIDON SIENA SINES SLIMA SOCHI SOFIA STADE TOKYO "
    "TOMSK TRIER VADUZ VARNA "
)

NOT_LOCODES: Final[frozenset[str]] = frozenset(_CITIES.split())
"""Five-letter names (cities mostly) that would pass for a UN/LOCODE of a foreign country: PARIS is not Panama."""

_SUBDIVISION: Final = re.compile(r"([A-Z]{2})-([A-Z0-9]{1,3})")
_LOCODE: Final = re.compile(r"([A-Z]{2}) ?([A-Z2-9]{3})")


@functools.cache
def _regions() -> dict[str, str]:
    return {fold(name): code for name, code in REGIONS.items()}


@functools.lru_cache(maxsize=65_536)
def canonical_place(text: str | None) -> str | None:
    """Canonical spelling of a place: alpha-2 for a country, else ISO 3166-2 (`UA-43`) or UN/LOCODE (`CNSHA`); None if it is none of these.

    Names come before codes: `CHINA` would pass for a Swiss and `QATAR` for a Qatari LOCODE. A LOCODE must be in capitals.

    >>> canonical_place("CN SHA"), canonical_place("China"), canonical_place("CHINA"), canonical_place("Crimea"), canonical_place("Paris")
    ('CNSHA', 'CN', 'CN', 'UA-43', None)
    """
    if not text:
        return None
    country = canonical_country(text)
    if country:
        return country
    region = _regions().get(fold(text))
    if region:
        return region
    text = text.strip()
    match = _SUBDIVISION.fullmatch(text.upper())
    if match and match[1] in COUNTRIES:
        return match[0]
    match = _LOCODE.fullmatch(text)
    if match and match[1] in COUNTRIES and (" " in text or text not in NOT_LOCODES):
        return match[1] + match[2]
    return None


def place_country(place: str | None) -> str | None:
    """Country (alpha-2) of an alpha-2 code, country name, ISO 3166-2 code or UN/LOCODE; None if unknown.

    >>> place_country("UA-43"), place_country("DEHAM"), place_country("Samarkand")
    ('UA', 'DE', None)
    """
    canonical = canonical_place(place)
    return canonical[:2] if canonical else None


# ---------------------------------------------------------------- occupied regions of Ukraine

OCCUPIED: Final[dict[str, bool | None]] = {
    "UA-43": True, "UA-40": True,  # Crimea and Sevastopol: 15 CFR 746.6, Reg. (EU) No 692/2014
    "UA-14": None, "UA-09": None, "UA-65": None, "UA-23": None,  # only the areas not under government control: Reg. (EU) 2022/263; 15 CFR 746.6 names DNR and LNR
    "RU-CR": True, "RU-SEV": True,  # Russian-made codes found in trade papers
    "UASVP": True, "UASIP": True, "UAKEH": True, "UAFEO": True, "UAEUP": True, "UAYAL": True,  # ports and towns of Crimea
    "UADOK": True, "UAVSG": True,  # cities of Donetsk and Luhansk, held since 2014
    "UAMPW": None, "UAERD": None, "UAKHE": None, "UAOZH": None,  # Mariupol, Berdiansk, Kherson, Zaporizhzhia: control changed, a date and an address decide
}  # fmt: skip
"""Does the code lie in an occupied region? None: it depends on the very place."""

_ALWAYS: Final = re.compile(
    r"\b(crimea|crimean|krym|krim|simferopol|sevastopol|sebastopol|yalta|ialta|kerch|feodosi[iy]?a|yevpatori[iy]?a|evpatori[iy]?a|dzhankoi|dzhankoy|armyansk|bakhchisara[iy]"
    r"|dnr|lnr|dpr donetsk|donetsk peoples? republic|l[uo]u?[hg]ansk peoples? republic|peoples? republic of (donetsk|l[uo]u?[hg]ansk)"
    r"|крым|крыма|крыму|крим|симферополь|сімферополь|севастополь|ялта|керчь|керч|феодосия|феодосія|евпатория|євпаторія|джанкой|днр|лнр"
    r"|донецкая народная республика|луганская народная республика|донецкои народнои республики|луганскои народнои республики)\b|克里米亚|塞瓦斯托波尔|顿涅茨克人民共和国|卢甘斯克人民共和国"
)
_PERHAPS: Final = re.compile(
    r"\b(donetsk|donetska|l[uo]u?[hg]ansk|l[uo]u?[hg]anska|kherson|khersonska|zaporizhzhi?[yi]?a|zaporizhia|zaporozhye|zaporozhe|zaporizka|mariupol|melitopol|berdi?[iy]?ansk|enerhodar|energodar|horlivka|gorlovka|makiivka|makeevka|makeyevka|alchevsk"
    r"|донецк|донецьк|донецка[яа]|донецкая|донецька|луганск|луганськ|луганская|луганська|херсон|херсонская|херсонська|запорожье|запоріжжя|запорожская|запорізька|мариуполь|маріуполь|мелитополь|мелітополь|бердянск|бердянськ|энергодар|енергодар|горловка|горлівка|макеевка|макіївка)\b"
    r"|顿涅茨克|卢甘斯克|赫尔松|扎波罗热"
)


_STREET_BEFORE: Final = re.compile(
    r"(boulevard|bd|blvd|bulevard|rue|calle|via|avenue|place|square|ulitsa|ul|prospekt|улица|ул|проспект|площадь|пл)( (de|du|of|la))*$"
)
_STREET_AFTER: Final = re.compile(
    r"(street|st|road|rd|avenue|ave|lane|ln|boulevard|blvd|terrace|close|way|drive|dr|square|sq|str|strasse|ulitsa|prospekt|hotel)\b"
)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns with their literals folded as the text is (й and ї lose their marks)."""
    strip = "".join
    return tuple(  # type: ignore[return-value]  # a pair by construction
        re.compile(strip(c for c in unicodedata.normalize("NFKD", p.pattern) if not unicodedata.combining(c))) for p in (_ALWAYS, _PERHAPS)
    )


@functools.lru_cache(maxsize=65_536)
def occupied_region(text: str | None) -> bool | None:
    """Does this place or address lie in Crimea, Sevastopol or another occupied region of Ukraine?

    True for Crimea, Sevastopol and where the text names the so-called DNR or LNR; None for the partly occupied oblasts, for a street named after such a place, and for no
    text; False otherwise.
    An address is judged by its words. Bare `UA` is False: Ukraine as such is not occupied, the rule for Ukraine asks for the place.

    >>> occupied_region("UA-43"), occupied_region("Donetsk, Artema 1"), occupied_region("Donetsk, DNR"), occupied_region("UAODS")
    (True, None, True, False)
    """
    if not text or not text.strip():
        return None
    place = canonical_place(text)
    if place is None and _SUBDIVISION.fullmatch(text.strip().upper()):
        place = text.strip().upper()
    if place in OCCUPIED:
        return OCCUPIED[place]
    if place:
        return False
    folded = fold(text)
    always, perhaps = _patterns()
    doubtful = False
    for match in always.finditer(folded):
        if _STREET_BEFORE.search(folded[: match.start()].rstrip()) or _STREET_AFTER.match(folded[match.end() :].lstrip()):
            doubtful = True  # Boulevard de Sébastopol lies in Paris
        else:
            return True
    if doubtful:
        return None
    return None if perhaps.search(folded) else False
