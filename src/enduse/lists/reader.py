"""What is a reader, and how does it say that a record or a whole file cannot be used?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Protocol

import msgspec

from enduse.lists.source import Source
from enduse.model.nouns import ListRecord, Refusal, Skipped

Yield = ListRecord | Refusal | Skipped

FAULTS: Final = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
"""What a malformed record can raise while it is being understood: it becomes a Refusal and the file goes on."""
EXCERPT_LETTERS: Final = 160


class ReadsRecords(Protocol):
    """Reads a source under a list id, record by record; raises Refused only where the file as a whole cannot be relied on."""

    def __call__(self, source: Source, /, *, list_id: str) -> Iterator[Yield]: ...


def _no_date(source: Source) -> str | None:
    return None


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """A format we read. `version` changes whenever the same bytes would give other records. `authority` and `regime` are those of its listings
    unless a record says otherwise; `published` finds the publisher's own date in the source, `YYYY-MM-DD`."""

    name: str
    version: str
    title: str
    takes: str
    authority: str
    regime: str
    read: ReadsRecords
    published: Callable[[Source], str | None] = _no_date


def refusal(where: str, reason: str, excerpt: object = "") -> Refusal:
    """A refusal with its excerpt cut to a readable length; what is no text in it (undecodable bytes) becomes question marks."""
    text = excerpt if isinstance(excerpt, str) else str(excerpt)
    return Refusal(where=sayable(where), reason=sayable(reason), excerpt=sayable(text[:EXCERPT_LETTERS]))


def sayable(text: str) -> str:
    """The text with `?` for what cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()
