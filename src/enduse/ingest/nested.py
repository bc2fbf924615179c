"""Which transaction is this line of canonical JSON, in canonical spelling?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from enduse.ingest.census import FileCount, hash_id, hash_key
from enduse.ingest.flat import Decided, RefusedRows, note_unknown
from enduse.ingest.settle import MAX_REVISION, At, invalid, settle
from enduse.model.nouns import Transaction
from enduse.tables.cells import BadRow, excerpt
from enduse.tables.encoding import DAMAGED
from enduse.tables.lines import JsonLines, repeated_key


class _Key(msgspec.Struct):
    id: str
    revision: int = 0


class NestedFile:
    """An NDJSON file, walked twice: `count`, then `decide`. One line is one transaction, so an (id, revision) may stand there once."""

    def __init__(self, table: JsonLines) -> None:
        self.table = table
        self._keys = msgspec.json.Decoder(_Key)
        self._transactions = msgspec.json.Decoder(Transaction)
        self.unknown_modes: dict[str, None] = {}

    def count(self, size: int) -> FileCount:
        """The first pass: which (id, revision) has each line?"""
        count = FileCount()
        for chunk in self.table.chunks(size):
            found = [key for text in chunk.texts if (key := self._key(text))]
            count.rows += len(chunk.texts)
            count.add([hash_id(key.id) for key in found], [key.revision for key in found])
        return count

    def notes(self) -> tuple[str, ...]:
        """What the reader of the report is to know; complete when the lines were decided."""
        return (note_unknown("route.mode", self.unknown_modes),) if self.unknown_modes else ()

    def decide(self, many: dict[int, int], shared: frozenset[int], size: int) -> Iterator[tuple[int, list[Decided | RefusedRows]]]:
        """The second pass: (lines read, outcomes) of each chunk."""
        for chunk in self.table.chunks(size):
            out: list[Decided | RefusedRows] = []
            for place, (line, text) in enumerate(zip(chunk.lines, chunk.texts, strict=True)):
                key = self._key(text)
                hashed = hash_id(key.id) if key else None
                revision = key.revision if key else 0
                bad = chunk.bad.get(place)
                try:
                    _refuse_bad(bad)
                    if key and hashed is not None:
                        self._refuse_repeats(key, hash_key(hashed, revision), many, shared)
                    tx = self._read(text)
                    out.append(Decided(key=hash_id(tx.id), transaction=tx, rows=1))
                except At as fault:
                    rejected = fault.row(file=self.table.name, line=line, transaction=key.id if key else None)
                    out.append(RefusedRows(key=hashed, revision=revision, rows=(rejected,)))
            yield len(chunk.texts), out

    def _key(self, text: bytes) -> _Key | None:
        try:
            key = self._keys.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        key.id = " ".join(key.id.split())
        return key if key.id and 0 <= key.revision <= MAX_REVISION else None

    def _refuse_repeats(self, key: _Key, hashed: int, many: dict[int, int], shared: frozenset[int]) -> None:
        if hashed in shared:
            raise At("id", key.id, "the same id and revision also stand in another input file", "take it out of one of the files, or give it a new revision")
        if hashed in many:
            raise At(
                "id", key.id, f"the id and revision stand on {many[hashed]} lines", "write each transaction on one line, once; give a change a new revision"
            )

    def _read(self, text: bytes) -> Transaction:
        try:
            tx = self._transactions.decode(text)
            repeated = repeated_key(text)
        except UnicodeDecodeError as error:
            raise At("", excerpt(text[:80].decode("utf-8", "replace")), "the line is not UTF-8", "write NDJSON as UTF-8") from error
        except RecursionError as error:
            raise At("", None, "the JSON is nested too deeply", "write one transaction per line, as the JSON Schema says") from error
        except msgspec.ValidationError as error:
            raise invalid(error) from error
        except msgspec.DecodeError as error:
            raise At("", excerpt(text[:80].decode("utf-8", "replace")), f"the line is not JSON ({error})", "write one JSON object per line") from error
        if repeated:
            path, value = repeated
            reason = "the key stands more than once in one object, and only one of its values could be screened"
            raise At(path, value, reason, "write each key once; a party of another role, or a second party, is an object of its own in `parties`")
        if (not text.isascii() or b"\\u" in text) and (found := DAMAGED.search(_all_text(tx))):
            raise At("", repr(found.group()), "the line holds characters that were lost or damaged", "write the text again")
        return settle(tx, self.unknown_modes)


def _refuse_bad(bad: BadRow | None) -> None:
    if bad:
        raise At("", bad.value, bad.reason, bad.remedy)


def _all_text(tx: Transaction) -> str:
    return " ".join(_texts(msgspec.to_builtins(tx)))


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(thing, (list, tuple)):
        for value in thing:
            yield from _texts(value)
