"""How does text that others wrote go into a page without ever becoming part of it?"""

from __future__ import annotations

import functools
import html
import re
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls, marks of direction and characters without width: shown by their number, because a name that holds one is meant to look like another.
U+202F, the narrow space of French and Russian printing, is in a range here and is let through below."""


def escape(text: object) -> str:
    """Text for an element or an attribute in double quotes.

    >>> escape('<b> & "x"')
    '&lt;b&gt; &amp; &quot;x&quot;'
    >>> escape("a\\u202eb")
    'a‹U+202E›b'
    """
    return _escaped(str(text))


@functools.lru_cache(maxsize=1 << 12)  # the same words and titles come on every card
def _escaped(text: str) -> str:
    return html.escape(plain(text), quote=True)


def plain(text: object) -> str:
    """Text for a terminal or an element: nothing in it moves the cursor, turns the direction or hides.

    >>> plain("a\\x1b[2Jb")
    'a‹U+001B›[2Jb'
    """
    return _UNSEEN.sub(_shown, str(text))


def foreign(text: object) -> str:
    """Text that others wrote, kept from turning the direction of what stands around it."""
    return f"<bdi>{escape(text)}</bdi>"


def english(text: object, lang: str) -> str:
    """Text of rules and laws, which is in English whatever the language of the page."""
    return foreign(text) if lang == "en" else f'<bdi lang="en">{escape(text)}</bdi>'


def _shown(found: re.Match[str]) -> str:
    return f"‹U+{ord(found[0]):04X}›"
