"""How wide is a table where there is no terminal to ask, and what may words of others do there?"""

from __future__ import annotations

import sys
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from enduse.show.markup import plain

WIDTH: Final = 160
"""Columns for tables that go into a file or a pipe; a terminal says its own width."""


class _Plain(Console):
    """Words stand as they are: brackets are no mark-up, `:x:` is no picture, and nothing moves the cursor."""

    def render_str(self, text: str, **how: Any) -> Text:
        """The text of a cell or a line."""
        return super().render_str(plain(text), **{**how, "markup": False, "emoji": False})


def console(*, soft_wrap: bool = False) -> Console:
    """Standard output, without highlighting of what is not ours to judge."""
    return _Plain(width=None if sys.stdout.isatty() else WIDTH, soft_wrap=soft_wrap, highlight=False, markup=False, emoji=False)


def counted(number: int, noun: str) -> str:
    """The number with its noun: `1 row`, `2,000 rows`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
