"""Which numbers, words and breaks does an address consist of?"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from enduse.text.address_parts import number_word


class Token(NamedTuple):
    """`kind`: word, number, ordinal, compound (16k2s3), floor, post, break, slash. `glued`: nothing but a hyphen stands before it. `dot`: a full stop follows."""

    kind: str
    text: str
    glued: bool
    dot: bool


_SAID_OTHERWISE: Final = tuple(
    (re.compile(pattern), told, signs)
    for pattern, told, signs in (
        (
            r"\bp\.?\s?o\.?\s?box\b|\bpost(?:al)?\s?box\b|\bp\.?\s?o\.?\s?b\b\.?|\bapartado\b(?:\s(?:postal|aereo|de correos))?|\ba/ya\b|\bp/ya\b|\bpostfach\b|\bboite postale\b|\bpk\b(?=\s?\d)",
            " pobox ",
            ("box_", "ob_", "o.b_", "o b_", "o. b_", "_apartado_", "/ya_", "_postfach_", "_boite postale_", "_pk 0"),
        ),
        (r"#\s?(\d{1,2})-(\d{1,3}[a-z]?)", r" floor \1 unit \2 ", ("#",)),
        (r"[#№]", " no ", ("#", "№")),
        (r"\b(?:st|s|sankt|saint|st-)[.\s-]{0,2}p(?:eter|eters|it)b(?:ur|er|ou)?r?g\b", " saintpetersburg ", ("peterb", "petersb", "pitb")),
        (r"\bspb\b", " saintpetersburg ", ("_spb_",)),
        (r"\bhk\b", " hongkong ", ("_hk_",)),
        (
            r"\bvn\b\.?\s?ter\b\.?\s?g?\b\.?|\b(?:internal|intracity|intra-city|inner-city) territory\b(?: of)?(?: the)?(?: city)?(?: of)?(?: federal)?|\bmunitsipalnyy\b|\bmunicipal\b",
            " ",
            ("_vn_", "_territory_", "_munitsipalnyy_", "_municipal_"),
        ),
        (r"\br\s?[-/]\s?n\b\.?", " rayon ", ("_r-", "_r -", "_r/", "_r /")),
        (r"\bpr\s?-\s?k?t\b\.?", " prkt ", ("_pr-", "_pr -")),
        (r"\bb\s?-\s?r\b\.?", " bulvar ", ("_b-r_", "_b -r_", "_b- r_", "_b - r_")),
        (r"\bmkr\s?-\s?n\b\.?", " mkr ", ("_mkr-", "_mkr -")),
        (r"\bpr\s?-\s?(?:z?d|ezd)\b\.?", " proezd ", ("_pr-", "_pr -")),
        (r"\bkv\s?-\s?l\b\.?", " kvartal ", ("_kv-", "_kv -")),
        (r"\bul\s?-\s?tsa\b", " ul ", ("_ul-", "_ul -")),
        (r"\bnab\s?-\s?ya\b", " nab ", ("_nab-", "_nab -")),
        (
            r"\bbusiness (?:cent(?:er|re))\b|\bbiznes[ -]tsentr\b|\bb/ts\b",
            " businesscentre ",
            ("_business cent", "_biznes tsentr_", "_biznes-tsentr_", "_b/ts_"),
        ),
        (r"\bi[sş] merkezi\b|\bis mrk\b\.?", " ismerkezi ", (" merkezi_", "_is mrk_")),
        (r"\bc/o\b", " , ", ("_c/o_",)),
        (r"(?<=, )(\d{4})\s?([a-z]{2}) (?=[a-z]+(?:,|$))", r" nl-\1 ", (", 0000A", ", 0000 A")),
        (r"\bground floor\b", " g/f ", ("_ground floor_",)),
        (r"\bh\.\s?no\b", " house no ", ("_h.no_", "_h. no_")),
        (r"\bkm\b\.?", " km ", ("_km_",)),
    )
)
"""What is said otherwise, how it is said here, and the signs of it: without one of them in the text the pattern does not occur in it. Of a sign `0` is a digit, `A` a letter, `_` the edge of a word."""
SIGNS: Final = tuple(dict.fromkeys(sign for *_, signs in _SAID_OTHERWISE for sign in signs))
_PLAIN_SIGNS: Final = tuple(
    (pattern, told, tuple(dict.fromkeys(sign.strip("_").partition("0")[0] for sign in signs))) for pattern, told, signs in _SAID_OTHERWISE
)
_HINTS: Final = re.compile(
    r"box|p\.?o\.?b|apartado|/ya|postfach|boite|pk|[#№]|p(?:eter|it)|spb|hk|ter|munic|munits|r\s?[-/]|kv\s?-|ul\s?-|nab|business|biznes|b/ts|merk|mrk|c/o|ground|, \d{4}\s?[a-z]{2} |h\.\s?no|km|b\s?-\s?r"
)
_TOKEN: Final = re.compile(
    r"(?P<floor>\d{1,3}\s?/\s?f\b|\b(?:g|m|ug|lg|b)/f\b|(?<![-\w/])\d{1,2}f\b)"
    r"|(?P<post>\b[a-z]{1,2}\d[a-z\d]?\s?\d(?!st\b|nd\b|rd\b|th\b)[a-z]{2}\b|\b[a-z]\d[a-z]\s?\d[a-z]\d\b|\b(?:[a-z]{1,2}|[a-z]{3})-\d{4,6}\b|(?<![\d-])\d{5}-\d{4,5}\b(?!-))"
    r"|(?P<ordinal>\d++(?:(?:st|nd|rd|th|ya|iy|oy|yy)\b|-(?:st|nd|rd|th|ya|iy|y|i|e|oy|aya|go|ogo|oe|yy)\b))"
    r"|(?P<compound>\d++[a-z]?(?:(?:korp|stroenie|str|lit|k|s|c)\.?\s?\d++[a-z]?(?![a-z]))++)"
    r"|(?P<number>\d++(?:[a-z](?![a-z]))?+(?:\s?[-/]\s?\d++(?:[a-z](?![a-z]))?+|\.\d++|[-/][a-z](?![a-z.]))*+(?![a-z]))"
    r"|(?P<digits>\d++)"
    r"|(?P<word>[a-z]++)"
    r"|(?P<slash>/)"
    r"|(?P<break>[,;()\n|\"]|\s[-]\s)"
)


def said_otherwise(latin: str) -> str:
    """The text with the words of kind that are abbreviated with strokes and hyphens, or are several words, as one word."""
    if _HINTS.search(latin):
        for pattern, told, signs in _PLAIN_SIGNS:
            for sign in signs:
                if sign in latin:
                    latin = pattern.sub(told, latin)
                    break
    return latin


def tokens_of(latin: str) -> list[Token]:
    """The tokens of small Latin text, in order."""
    latin = said_otherwise(latin)
    out: list[Token] = []
    last = 0
    for found in _TOKEN.finditer(latin):
        kind, text = found.lastgroup or "break", found.group()
        start, end = found.span()
        glued = bool(out) and (start == last or latin[last:start] == "-")
        last = end
        if kind == "digits":
            kind = "number"
        elif kind == "floor":
            text = text.replace(" ", "").removesuffix("f").removesuffix("/")
        elif kind == "ordinal":
            text = _digits(text)
        elif kind == "word" and not glued and (number := number_word(text)):
            kind, text = "ordinal", number
        out.append(Token(kind, text.replace(" ", "") if kind == "number" else text, glued, latin[end : end + 1] == "."))
    return out


def _digits(text: str) -> str:
    end = 0
    while end < len(text) and text[end].isdigit():
        end += 1
    return text[:end].lstrip("0") or "0"
