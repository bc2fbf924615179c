"""Which names were printed into one field?"""

from __future__ import annotations

import re
from typing import Final

from enduse.text.forms import only_form
from enduse.text.marks import BRACKETED, CLERK, KNOWN_AS

ALSO: Final = re.compile(r"\ba\.?\s?k\.?\s?a\b|\bf\.?\s?k\.?\s?a\b|\bd\.?\s?b\.?\s?a\b|\bformerly\b|\balso known\b")
_MARKER: Final = re.compile(
    r"[(\[]?\s*\b(?:a\.?\s?k\.?\s?a|f\.?\s?k\.?\s?a|d\.?\s?b\.?\s?a|f/k/a|a/k/a|d/b/a|n\.?k\.?a|also known as|formerly known as|formerly|trading as|known as|former name|alias|previously)\b\.?\s*:?|\s/\s|;"
)
_MAY_BE_MARKED: Final = re.compile(r"[afdn][./\s]{0,2}[kb][./\s]{0,2}a|known as|former|trading as|alias|previously|\s/\s|;")
_BRACKETS, _QUOTES = "([（【", '«"“„‟《〈'  # what opens
_OPENED: Final = re.compile(f"[{re.escape(_BRACKETS)}]")
_QUOTE: Final = re.compile(f"[{_QUOTES}]")
_BRACKET: Final = re.compile(rf"{_OPENED.pattern}([^()\[\]（）【】]*)[)\]）】]?")
_QUOTED: Final = re.compile(rf"{_QUOTE.pattern}([^«»\"“”„‟《》〈〉]{{2,}})[»\"”“〉》]")
_BOOK: Final = re.compile(  # what a clerk writes in front of a name
    r"^(?:attn|attention|att|fao|for the attention of|to (?:the )?order(?: of)?|to|messrs|messers|m/s|c/o|care of|notify(?: party)?|consignee|(?:customer|client|account|acct|ref)(?: no| nr| number)?"
    r"|mr|mrs|ms|dr|eng|ing|prof|(?:no|nr)?\.? ?#?\d{3,})(?:[.:;,/ #-]+)(?=\S)"
)
_WORD: Final = re.compile("[a-z0-9]")


def pieces(low: str, some: int) -> list[tuple[str, str]]:
    """The text itself and the names in it, each with its role (see `names.Variant`); `some`: what is marked in it.

    >>> from enduse.text.marks import look
    >>> text = "attn: granit (gra) a.k.a. omsk plant"
    >>> pieces(text, look(text).some)[1:]
    [('granit (gra) a.k.a. omsk plant', 'part'), ('attn: granit (gra', 'part'), ('omsk plant', 'part'), ('gra', 'short')]
    """
    out = [(low, "whole")]
    rest = low
    for _ in range(3 if some & CLERK else 0):  # "ATTN: Mr. …"
        front = _BOOK.match(rest)
        if front is None:
            break
        rest = rest[front.end() :]
    if rest != low and not only_form(rest):
        out.append((rest, "part"))
    if not some & BRACKETED and not (some & KNOWN_AS and ALSO.search(low)):
        return out
    marked = _MAY_BE_MARKED.search(low) is not None
    parts = [part.strip(" ,;:)(]['\"") for part in _MARKER.split(low)] if marked else []
    parts = [part for part in parts if _WORD.search(part) or not part.isascii()]
    if len(parts) > 1:
        out += [(part, "part") for part in parts if len(part) > 3]
    opened = _OPENED.search(low) is not None
    bare = (_BRACKET.sub(" ", low) if opened else low).strip(" ,;")
    if bare and bare != low and len(parts) <= 1:
        out.append((bare, "whole"))
    for found in _BRACKET.finditer(low) if opened else ():
        inner = found.group(1).strip(" ,;:'\"")
        if len(inner) >= 3 and not (marked and _MARKER.match(inner)):
            out.append((inner, "short"))
    for found in _QUOTED.finditer(low) if _QUOTE.search(low) else ():
        out.append((found.group(1), "short"))
    return out
