"""How wide is a table where there is no terminal to ask?"""

from __future__ import annotations

import sys
from typing import Final

from rich.console import Console

WIDTH: Final = 160
"""Columns for tables that go into a file or a pipe; a terminal says its own width."""


def console(*, soft_wrap: bool = False) -> Console:
    """Standard output, without highlighting of what is not ours to judge."""
    return Console(width=None if sys.stdout.isatty() else WIDTH, soft_wrap=soft_wrap, highlight=False)
