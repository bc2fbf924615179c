"""Which UN/ECE Recommendation 20 (or 21) unit is meant?"""

from __future__ import annotations

import functools
from typing import Final

UNITS: Final[dict[str, tuple[str, ...]]] = {
    "C62": ("one", "unit", "units", "u", "ea.", "nos", "no.", "number", "1"),
    "H87": ("piece", "pieces", "pc", "pcs", "pce", "pces", "stk", "stck", "stück", "шт", "шт.", "штука", "adet", "个", "件", "只", "unidad", "pièce", "pza"),
    "EA": ("each",),
    "SET": ("set", "sets", "комплект", "компл", "компл.", "套", "satz", "jeu", "takım"),
    "PR": ("pair", "pairs", "prs", "пара", "пар", "双", "paar", "paire"),
    "DZN": ("dozen", "doz", "dz"),
    "MIL": ("thousand", "k pcs", "kpcs", "тыс. шт", "千个"),
    "KGM": ("kilogram", "kilograms", "kilogramme", "kg", "kgs", "kilo", "кг", "килограмм", "公斤", "千克"),
    "GRM": ("gram", "grams", "g", "gr", "г", "克"),
    "MGM": ("milligram", "mg"),
    "TNE": ("tonne", "tonnes", "metric ton", "metric tons", "mt", "t", "т", "тонна", "тонн", "吨", "ton metric"),
    "LBR": ("pound", "pounds", "lb", "lbs"),
    "ONZ": ("ounce", "oz"),
    "LTR": ("litre", "litres", "liter", "liters", "l", "л", "литр", "升"),
    "MLT": ("millilitre", "milliliter", "ml", "мл"),
    "MTQ": ("cubic metre", "cubic meter", "m3", "m³", "cbm", "м3", "立方米"),
    "MTR": ("metre", "metres", "meter", "meters", "m", "м", "метр", "米"),
    "CMT": ("centimetre", "centimeter", "cm", "см"),
    "MMT": ("millimetre", "millimeter", "mm", "мм"),
    "KMT": ("kilometre", "kilometer", "km", "км"),
    "FOT": ("foot", "feet", "ft"),
    "INH": ("inch", "inches", "in"),
    "MTK": ("square metre", "square meter", "m2", "m²", "sqm", "м2", "平方米"),
    "CTM": ("carat", "carats", "карат"),
    "KWH": ("kilowatt hour", "kwh", "квт·ч", "квтч"),
    "MWH": ("megawatt hour", "mwh"),
    "HUR": ("hour", "hours", "h", "hr", "hrs", "час"),
    "DAY": ("day", "days", "d", "день", "天"),
    "MON": ("month", "months"),
    "ANN": ("year", "years"),
    "BLL": ("barrel", "barrels", "bbl"),
    "GLL": ("gallon", "gallons", "gal", "us gallon"),
    "P1": ("percent", "per cent", "%"),
    "CEL": ("degree celsius", "°c"),
    "KWT": ("kilowatt", "kw"),
    "4H": ("micrometre", "micrometer", "micron", "μm", "um", "мкм", "微米"),
    "C45": ("nanometre", "nanometer", "nm", "нм", "纳米"),
    "HTZ": ("hertz", "hz", "гц"),
    "KHZ": ("kilohertz", "khz", "кгц"),
    "MHZ": ("megahertz", "mhz", "мгц"),
    "A86": ("gigahertz", "ghz", "ггц"),
    "A99": ("bit", "bits", "бит"),
    "B80": ("gigabit per second", "gbit/s", "gbps"),
    "C31": ("milliwatt",),
    "WTT": ("watt", "watts", "вт"),
    "D46": ("volt-ampere",),
    "VLT": ("volt", "volts"),
    "WHR": ("watt hour", "wh"),
    "MIN": ("minute", "minutes", "min", "мин", "分钟"),
    "RPM": ("revolutions per minute", "rpm", "об/мин", "转/分"),
    "SEC": ("second", "seconds", "sec"),
    "C47": ("nanosecond", "ns"),
    "KMH": ("kilometre per hour", "km/h", "kph", "км/ч"),
    "MTS": ("metre per second", "m/s", "м/с"),
    "KEL": ("kelvin",),
    "MPA": ("megapascal", "mpa", "мпа"),
    "B47": ("kilonewton", "kn"),
    "A95": ("gray",),
    "DD": ("degree", "degrees", "°"),
    "E96": ("degree per second", "deg/s", "°/s"),
    "K40": ("standard acceleration of free fall",),
    "CMQ": ("cubic centimetre", "cubic centimeter", "cm3", "cm³", "куб. см"),
    "CT": ("carton", "cartons", "ctn", "ctns", "короб", "箱"),
    "BX": ("box", "boxes"),
    "PK": ("package", "packages", "pkg", "pkgs", "pack"),
    "RO": ("roll", "rolls", "рулон", "卷"),
    "NAR": ("number of articles",),
    "NPR": ("number of pairs",),
    "NIU": ("number of international units",),
}  # fmt: skip
"""Code → names by which papers call it. CT, BX, PK and RO are package codes of Recommendation 21."""


@functools.cache
def _keys() -> dict[str, str]:
    keys = {code.casefold(): code for code in UNITS}
    for code, names in UNITS.items():
        for name in names:
            keys.setdefault(name.casefold(), code)
    return keys


@functools.lru_cache(maxsize=4096)
def canonical_unit(value: str | None) -> str | None:
    """UN/ECE code or None.

    >>> canonical_unit("kgs"), canonical_unit("шт."), canonical_unit("H87"), canonical_unit("parsec")
    ('KGM', 'H87', 'H87', None)
    """
    return _keys().get(value.strip().casefold()) if value else None


def is_unit(text: str) -> bool:
    """Is this a code of the recommendation that is known here, or several with `/` and `^`?

    >>> is_unit("A86"), is_unit("DD/HUR^0.5"), is_unit("parsec"), is_unit("ghz")
    (True, True, False, False)
    """
    return all(part.partition("^")[0] in UNITS for part in text.split("/"))
