"""What are the goods of these texts? A file of texts in, a row per candidate out."""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from enduse.basis import Basis
from enduse.errors import UsageError
from enduse.goods.candidates import Candidates, Rerank
from enduse.goods.classify import LANGUAGES, Classifier, classify_texts
from enduse.goods.mismatch import DISGUISED, VAGUE, Mismatch, with_doubt
from enduse.goods.stated import Stated, read_parameters
from enduse.ingest.goods_file import read_goods
from enduse.model.nouns import Rejected
from enduse.run.home import not_itself
from enduse.run.meaning import DEEP
from enduse.show.files import REJECTED_COLUMNS, guard, rejected_cells

_NUMBERS: Final = ("probability", "probability_hs4", "probability_hs2", "text_probability", "controlled")
COLUMNS: Final = (
    "id",
    "rank",
    "hs6",
    "hs4",
    "hs2",
    *_NUMBERS[:4],
    "evidence",
    "controls",
    "hints",
    "controlled",
    "points_to",
    "doubt",
    "euphemisms",
    "abstained",
    "question",
    "parameters",
    "notes",
)
_SCHEMA: Final = pa.schema([(name, pa.int32() if name == "rank" else pa.float64() if name in _NUMBERS else pa.string()) for name in COLUMNS])
_EPOCH: Final = dt.date(1970, 1, 1)


class Counts(msgspec.Struct):
    """What `classify_file` did; rows read = texts + rejected."""

    texts: int = 0
    candidates: int = 0
    abstained: int = 0
    controlled: int = 0
    noted: int = 0
    doubted: int = 0
    rejected: int = 0


def classify_file(path: Path | str, out: Path, basis: Basis, *, limit: int, as_of: str | None = None, rerank: Rerank | None = None) -> Counts:
    """Classify every text of `path`; write a row per candidate to `out` (.csv, .parquet or .ndjson), whole or not at all. A text that says nothing has one row, of rank 0.

    `as_of`: ISO date of the control lists, default today (UTC). Refused rows go to `<out>.rejected.csv` if there are any. `rerank`: a hook as in `enduse.classify`.
    """
    if limit < 1:
        raise UsageError("--limit must be at least 1")
    writers = {".csv": _csv, ".parquet": _parquet, ".ndjson": _ndjson, ".jsonl": _ndjson}
    if out.suffix not in writers:
        raise UsageError(f"{out}: the extension says the format: .csv, .parquet or .ndjson")
    not_itself(path, out)
    counts = Counts()
    rejected: list[Rejected] = []
    part = out.with_name(out.name + ".part")
    try:
        writers[out.suffix](part, _slices(path, basis, limit, day_of(as_of), counts, rejected, rerank))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    refused = out.with_name(out.name + ".rejected.csv")
    refused.unlink(missing_ok=True)
    if rejected:
        with refused.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(REJECTED_COLUMNS)
            writer.writerows(rejected_cells(row) for row in rejected)
    return counts


def day_of(as_of: str | dt.date | None) -> int:
    """Days since 1970-01-01 of the date, default today (UTC). `UsageError` if it is none."""
    try:
        date = dt.date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or dt.datetime.now(dt.UTC).date()
    except ValueError as fault:
        raise UsageError(f"as-of date {as_of!r}: write YYYY-MM-DD") from fault
    return (date - _EPOCH).days


def _slices(
    path: Path | str, basis: Basis, limit: int, day: int, counts: Counts, rejected: list[Rejected], rerank: Rerank | None
) -> Iterator[list[dict[str, Any]]]:
    classifier, mismatch = Classifier.of(basis), Mismatch.of(basis)
    for part in read_goods(path):
        rejected.extend(part.rejected)
        counts.rejected += len(part.rejected)
        counts.texts += len(part.texts)
        rows: list[dict[str, Any]] = []
        answers = classify_texts(part.texts, classifier, codes=part.codes, langs=part.langs, limit=max(limit, DEEP) if rerank else limit, day=day)
        for own, text, code, lang, answer in zip(part.ids, part.texts, part.codes, part.langs, answers, strict=True):
            with_doubt(answer, mismatch.judge(text, code, day))
            if rerank is not None:
                answer[:] = rerank(text, tuple(answer))[:limit]
            counts.candidates += len(answer)
            counts.abstained += answer.abstained is not None
            counts.controlled += answer.controlled >= classifier.controlled_from
            counts.noted += bool(answer.notes)
            counts.doubted += answer.doubt in (VAGUE, DISGUISED)
            rows.extend(rows_of(own, answer, read_parameters(text, basis, lang if lang in LANGUAGES else None)))
        yield rows


def rows_of(own: str, answer: Candidates, stated: Sequence[Stated] = ()) -> Iterator[dict[str, Any]]:
    """The rows of one answer: one per candidate, or one of rank 0 without a code. `stated`: parameters that the text tells."""
    about = {
        "controlled": answer.controlled,
        "points_to": "|".join(answer.points_to),
        "doubt": answer.doubt,
        "euphemisms": "|".join(answer.euphemisms),
        "abstained": answer.abstained,
        "question": answer.question,
        "parameters": "|".join(f"{one.parameter}{figure_of(one)} {one.unit}" for one in stated),
        "notes": "|".join(answer.notes),
    }
    if not answer:
        yield {**dict.fromkeys(COLUMNS), "id": own, "rank": 0, **about}
    for rank, one in enumerate(answer, start=1):
        yield {
            "id": own,
            "rank": rank,
            "hs6": one.hs6,
            "hs4": one.hs4,
            "hs2": one.hs2,
            "probability": one.probability,
            "probability_hs4": one.probability_hs4,
            "probability_hs2": one.probability_hs2,
            "text_probability": one.text_probability,
            "evidence": "|".join(f"{said.start}-{said.end}>{said.kind}>{said.says}" for said in one.evidence),
            "controls": "|".join(f"{touched.list_id}>{touched.code}" + ("" if touched.named else ">possible") for touched in one.controls),
            "hints": "|".join(one.hints),
            **about,
        }


def figure_of(one: Stated) -> str:
    """Comparator and figure: `=9`, `>=30`, `=700..1100`."""
    return f"={one.value:f}..{one.upper:f}" if one.upper is not None else f"{one.comparator}{one.value:f}"


def _csv(path: Path, slices: Iterator[list[dict[str, Any]]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for rows in slices:
            writer.writerows([guard("" if row[name] is None else str(row[name])) for name in COLUMNS] for row in rows)
        stream.flush()
        os.fsync(stream.fileno())


def _ndjson(path: Path, slices: Iterator[list[dict[str, Any]]]) -> None:
    encoder = msgspec.json.Encoder(order="sorted")
    with path.open("wb") as stream:
        for rows in slices:
            stream.writelines(encoder.encode(row) + b"\n" for row in rows)
        stream.flush()
        os.fsync(stream.fileno())


def _parquet(path: Path, slices: Iterator[list[dict[str, Any]]]) -> None:
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as writer:
        for rows in slices:
            if rows:
                writer.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA))
