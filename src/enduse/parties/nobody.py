"""Does a name field name nobody: another field, a word for not knowing, a legal form without the name it belongs to?"""

from __future__ import annotations

import re
from typing import Final

from enduse.parties.pieces import says_elsewhere
from enduse.text.clean import tidy
from enduse.text.forms import cut_printed_forms, only_forms
from enduse.text.romanise import Romaniser

_LONGEST: Final = 80  # letters of the longest legal form written out
_SIGNS: Final = 15  # more than any legal form has that is written in Chinese, Korean or Arabic signs
_SILENT: Final = re.compile("[.'’‘`´ʼʻ]")
_WORD: Final = re.compile(r"[a-z0-9]+")


def names_nobody(name: str | None, romaniser: Romaniser) -> bool:
    """Whether nobody can be told by this name; a customer number is no name either.

    >>> import pyarrow as pa
    >>> plain = Romaniser(pa.table({"code": pa.array([], pa.uint32()), "latin": pa.array([], pa.string())}))
    >>> [names_nobody(name, plain) for name in ("Limited Liability Comp", "see address", "10045", "ASP Ltd", "Co")]
    [True, True, True, False, True]
    """
    if name is None or not any(map(str.isalpha, name)):
        return True
    if len(name) > _LONGEST:
        return False
    low = name.casefold()
    if not low.isascii():
        if len(name) < _SIGNS:
            low, _ = cut_printed_forms(tidy(name).casefold())
        latin = romaniser(low).lower()
        if low.strip() and not latin.strip():
            return False  # letters that have no reading name somebody
        low = latin
    return only_forms(_WORD.findall(_SILENT.sub("", low))) or (len(name) < _LONGEST // 2 and says_elsewhere(name))
