"""Does a pattern of a user's mapping come to an end, on whatever cell?

Python's engine tries every way to match, and some patterns have more of them than any cell is worth: `(a+)+b` on thirty letters takes a minute, on forty a day. So
each search gets a share of processor time (not of the clock: a busy machine changes nothing) and is broken off after it, by name.
"""

from __future__ import annotations

import contextlib
import re
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Final

CPU_SECONDS: Final = 2.0
"""For one cell. The patterns shipped take microseconds; a cell of 30,000 letters is read by a sound pattern in a hundredth of a second."""


class Endless(Exception):
    """The pattern takes longer than it may on this text."""

    def __init__(self, pattern: str, text: str) -> None:
        super().__init__(pattern)
        self.pattern, self.text = pattern, text


def find_all(pattern: str, text: str) -> list[re.Match[str]]:
    """Every match in the text, in its order. Raises `Endless`."""
    with _within(pattern, text):
        return list(re.finditer(pattern, text))


def match_whole(pattern: str, text: str) -> re.Match[str] | None:
    """The match of the whole text, if it does match. Raises `Endless`."""
    with _within(pattern, text):
        return re.fullmatch(pattern, text)


@contextlib.contextmanager
def _within(pattern: str, text: str) -> Iterator[None]:
    """Breaks off what takes longer than `CPU_SECONDS`. Only a process's main thread is told the time; lists are read there."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(_: int, __: FrameType | None) -> None:
        raise Endless(pattern, text)

    before = signal.signal(signal.SIGVTALRM, over)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)
