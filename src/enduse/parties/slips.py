"""Are two names the same but for one slip of the pen, anywhere in them?

One slip leaves the front or the back half of a name whole (pigeonhole). So a listed name is kept under its two halves, each with the length of the whole, and a name asked
is cut as the listed name would be if it had one letter less, as many, or one more. What meets is then compared letter by letter.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

from enduse.parties.settings import Limits
from enduse.text.names import Reading, Token, Variant

_NOT_DIGITS: Final = re.compile(r"\D+")
_SYLLABIC: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # a sign is a syllable or a word: one sign more or less is another name


def halves(text: str) -> tuple[int, int]:
    """The two keys a listed name is kept under. Its middle letter belongs to neither half, so that neighbours swapped there leave one half whole."""
    middle = len(text) // 2
    return _key("<", len(text), text[: middle - 1]), _key(">", len(text), text[middle:])


def asked_halves(text: str) -> list[int]:
    """The keys under which names within one slip of this one are kept.

    >>> bool(set(asked_halves("mahnair")) & set(halves("mahanair"))), bool(set(asked_halves("mahnaair")) & set(halves("mahanair")))
    (True, True)
    """
    keys: list[int] = []
    for length in (len(text) - 1, len(text), len(text) + 1):
        middle = length // 2
        keys += [_key("<", length, text[: middle - 1]), _key(">", length, text[len(text) - length + middle :])]
    return keys


def _key(side: str, length: int, half: str) -> int:
    """A checksum will do for a key: what meets by chance is told apart letter by letter."""
    return zlib.crc32(f"{length}{side}{half}".encode("utf-8", "surrogatepass"))


def may_slip(text: str, least: int) -> bool:
    """Whether a text is long enough to be known by all its letters but one."""
    return least <= len(text) <= 120 and (text.isascii() or not _SYLLABIC.search(text))


def one_slip(left: str, right: str) -> bool:
    """One letter dropped, added, changed, or two swapped; numbers must be equal."""
    return left != right and OSA.distance(left, right, score_cutoff=1) <= 1 and _NOT_DIGITS.sub("", left) == _NOT_DIGITS.sub("", right)


def written(variant: Variant) -> str:
    """The words of a reading, without its legal forms, written together."""
    return "".join([word.raw for word in variant.tokens])


def other_word(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether the words that differ are known words on both sides (Iran, Iraq; marine, mining): then it is no slip."""
    ours, theirs = set(left) - set(right), set(right) - set(left)
    return bool(ours and theirs) and all(word.sort in ("g", "p", "n") for word in (*ours, *theirs))


def spellings(reading: Reading, least: int) -> list[str]:
    """What of a name asked may be one slip away from a listed name: the printed name, and its words without legal forms."""
    texts = [reading.key, *[written(variant) for variant in reading.variants if variant.role != "short"]]
    return [text for text in dict.fromkeys(texts) if may_slip(text, least)]


def slipped(left: Reading, right: Reading, least: int) -> bool:
    """Whether two names are the same but for one slip."""
    if one_slip(left.key, right.key) and may_slip(left.key, least) and may_slip(right.key, least):
        return not (left.variants and right.variants and other_word(left.variants[0].tokens, right.variants[0].tokens))
    for a in left.variants:
        for b in right.variants:
            ours, theirs = written(a), written(b)
            if (
                "short" not in (a.role, b.role)
                and may_slip(ours, least)
                and may_slip(theirs, least)
                and one_slip(ours, theirs)
                and not other_word(a.tokens, b.tokens)
            ):
                return True
    return False


def long_enough(listed: Sequence[Variant], key: str, kind: str | None, limits: Limits) -> bool:
    """Whether a listed name has letters enough to be known by all but one; one letter less will do where a legal form of three letters stands beside it."""
    letters = max([len(written(variant)) for variant in listed], default=0)
    if kind == "person":
        return letters >= limits.slip_letters_person
    return letters >= limits.slip_letters or (letters == limits.slip_letters - 1 and len(key) >= letters + 3)


def short_lone(listed: Sequence[Variant], limits: Limits) -> bool:
    """Whether a listed name is one short word, so that many another word is one letter away."""
    return bool(listed) and len(listed[0].tokens) == 1 and len(listed[0].tokens[0].raw) < limits.lone_letters
