"""Does a name field name nobody: another field, a word for not knowing, a legal form without the name it belongs to?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from enduse.parties.pieces import ELSEWHERE, ELSEWHERE_BEGINS, says_elsewhere
from enduse.text.clean import printed_key, tidy
from enduse.text.forms import cut_printed_forms, may_begin_form, only_forms
from enduse.text.romanise import Romaniser, is_ukrainian

_LONGEST: Final = 80  # letters of the longest legal form written out
_SIGNS: Final = 15  # more than any legal form has that is written in Chinese, Korean or Arabic signs
_ELSEWHERE_BEGINS: Final = frozenset(key[:2] for key in ELSEWHERE)
_SILENT: Final = re.compile("[.'’‘`´ʼʻ]")
_WORD: Final = re.compile(r"[a-z0-9]+")


def names_nobody(name: str | None, romaniser: Romaniser) -> bool:
    """Whether nobody can be told by this name; a customer number is no name either.

    >>> import pyarrow as pa
    >>> plain = Romaniser(pa.table({"code": pa.array([], pa.uint32()), "latin": pa.array([], pa.string())}))
    >>> [names_nobody(name, plain) for name in ("Limited Liability Comp", "see address", "10045", "ASP Ltd", "Co")]
    [True, True, True, False, True]
    """
    if name is None or not (name[:1].isalpha() or any(map(str.isalpha, name))):
        return True
    if len(name) > _LONGEST:
        return False
    low = name.casefold()
    front = low.partition(" ")[0]
    if not (_begins_otherwise(front) if front.isascii() else len(name) >= _SIGNS and _reads_otherwise(front, low, romaniser)):
        plain = low
        if not low.isascii():
            if len(name) < _SIGNS:
                plain, _ = cut_printed_forms(tidy(name).casefold())
            latin = romaniser(plain).lower()
            if plain.strip() and not latin.strip():
                return False  # letters that have no reading name somebody
            plain = latin
        words = _WORD.findall(_SILENT.sub("", plain))
        if (not words or may_begin_form(words[0])) and only_forms(words):
            return True
    if len(name) >= _LONGEST // 2 or (name[0].isalpha() and not _may_say_elsewhere(name[0])):
        return False
    if not low.isascii():
        return says_elsewhere(name)
    if low[:2].isalnum() and low[:2] not in _ELSEWHERE_BEGINS:
        return False
    return says_elsewhere(name, "".join(_WORD.findall(low)))  # of ASCII the words are the printed key


@lru_cache(maxsize=1 << 12)
def _may_say_elsewhere(letter: str) -> bool:
    """Whether what names nobody may begin with this letter; one that is not printed tells nothing."""
    key = printed_key(letter)
    return not key or key[0] in ELSEWHERE_BEGINS


@lru_cache(maxsize=1 << 12)
def _begins_otherwise(front: str) -> bool:
    """Whether no legal form begins with what stands before the first blank, as can be told of plain ASCII without taking the name apart."""
    if front.isalnum():
        return not may_begin_form(front)
    word = _WORD.search(_SILENT.sub("", front))
    return word is not None and not may_begin_form(word[0])


def _reads_otherwise(front: str, low: str, romaniser: Romaniser) -> bool:
    """The same of other letters, each of which is read by itself."""
    word = _WORD.search(_SILENT.sub("", romaniser(front, is_ukrainian(low)).lower()))
    return word is not None and not may_begin_form(word[0])
