"""What do `classify` and the commands of texts do, and what do they tell of it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.table import Table

from enduse.cli.parameters import tell_questions, tell_stated
from enduse.cli.terminal import console, counted
from enduse.codes.hs import canonical_hs
from enduse.errors import UsageError
from enduse.goods.against_thresholds import compare_thresholds
from enduse.goods.candidates import Rerank
from enduse.goods.stated import read_parameters
from enduse.model.nouns import Rejected
from enduse.run import goods_texts, goods_values
from enduse.run.home import home_dir
from enduse.run.nomenclature import hs_texts, source
from enduse.show.phrases_parameters import answer_language

SHOWN: Final = 10

_DOUBTS: Final = {
    "vague": "the text does not tell what the goods are",
    "disguised": "its words point to controlled goods, or have hidden such goods, and the code is of others",
}


def classify(
    file: str | None,
    out: Path | None,
    text: str | None,
    code: str | None,
    lang: str | None,
    answer: str,
    limit: int,
    as_of: str | None,
    home: Path | None,
    by_meaning: bool,
) -> int:
    """`enduse classify`."""
    answer = answer_language(answer)
    if (text is None) == (file is None):
        raise UsageError("give a FILE and --out, or --text, not both" if text is not None else "give a FILE and --out, or --text")
    rerank = _by_meaning() if by_meaning else None
    return _one(text, code, lang, answer, limit, as_of, home, rerank) if text is not None else _file(str(file), out, code, lang, limit, as_of, home, rerank)


def _by_meaning() -> Rerank:
    from enduse.run.meaning import by_meaning

    return by_meaning()


def _file(file: str, out: Path | None, code: str | None, lang: str | None, limit: int, as_of: str | None, home: Path | None, rerank: Rerank | None) -> int:
    from enduse.run.api import basis_in_use
    from enduse.run.classifying import classify_file

    if out is None:
        raise UsageError("--out says where the candidates go: .csv, .parquet or .ndjson")
    if code is not None or lang is not None:
        raise UsageError("--code and --lang go with --text; a file has columns hs_code and lang")
    counts = classify_file(file if file == "-" else Path(file), out, basis_in_use(home), limit=limit, as_of=as_of, rerank=rerank)
    console(soft_wrap=True).print(
        f"{counted(counts.texts, 'text')}, {counted(counts.candidates, 'candidate')}; {counts.controlled:,} pointing into controlled goods, {counts.abstained:,} left open, {counts.doubted:,} vague or disguised, "
        f"{counted(counts.rejected, 'row')} rejected; written to {out}"
        + (f"\n{counted(counts.noted, 'text')} with a code or language that cannot be used: column notes" if counts.noted else "")
    )
    return 5 if counts.rejected else 0


def _one(text: str, code: str | None, lang: str | None, answer: str, limit: int, as_of: str | None, home: Path | None, rerank: Rerank | None) -> int:
    from enduse.run.api import basis_in_use
    from enduse.run.api import classify as ask

    if code is not None and (why := canonical_hs(code))[0] is None:
        raise UsageError(f"--code {code!r}: {why[1] or 'empty'}")
    paper = console()
    basis = basis_in_use(home)
    found = ask(text, code=code, lang=lang, limit=limit, basis=basis, as_of=as_of, rerank=rerank)
    words = hs_texts()
    table = Table(header_style="bold")
    for heading in ("HS6", "probability", "of heading", "of chapter", "controls", "the text says", "the nomenclature says"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "HS6")
    for one in found:
        said = dict.fromkeys(f"{text[each.start : each.end] or each.kind} → {each.says}" for each in one.evidence if each.kind != "text")
        named = {touched.list_id for touched in one.controls if touched.named}
        controls = dict.fromkeys(touched.list_id if touched.list_id in named else f"({touched.list_id})" for touched in one.controls)
        figures = (f"{chance:.0%}" for chance in (one.probability, one.probability_hs4, one.probability_hs2))
        table.add_row(one.hs6, *figures, ", ".join(controls), "; ".join(said), words.get(one.hs6, ""))
    if found:
        paper.print(table)
        paper.print(f"points into controlled goods: {found.controlled:.0%}" + (f" ({', '.join(found.points_to)})" if found.points_to else ""))
    if found.doubt in _DOUBTS:
        paper.print(f"{found.doubt}: {_DOUBTS[found.doubt]}" + (f" ({', '.join(found.euphemisms)})" if found.euphemisms else ""))
    if found.abstained:
        paper.print(f"{found.abstained}: {found.question}")
    for note in found.notes:
        paper.print(f"note: {note}")
    if stated := read_parameters(text, basis, lang):
        tell_stated(stated)
    tell_questions(compare_thresholds(text, basis, lang=lang, at=dt.date.fromisoformat(as_of) if as_of else dt.datetime.now(dt.UTC).date()), answer)
    paper.print("An indicator, not a classification: the code is for the declarant to settle.")
    return 0


def texts(home: Path | None) -> int:
    """`enduse goods texts`."""
    table = Table(header_style="bold")
    for heading in ("texts", "languages", "rows"):
        table.add_column(heading, justify="right" if heading == "rows" else "left")
    table.add_row(source(), "en", f"{len(hs_texts()):,}")
    for name, held in goods_texts.texts(home_dir(home)).items():
        table.add_row(name, ", ".join(sorted(set(held.column("lang").to_pylist()) - {""})) or "not said", f"{held.num_rows:,}")
    console().print(table)
    return 0


def add_texts(path: str, id: str | None, lang: str | None, home: Path | None) -> int:
    """`enduse goods add-texts`."""
    loaded = goods_texts.add(home_dir(home), path, id=id, lang=lang)
    paper = console(soft_wrap=True)
    paper.print(
        f"{loaded.id}: rows read {loaded.rows:,} = texts {loaded.texts:,} + empty {loaded.empty:,} + refused {len(loaded.rejected):,}; "
        f"languages {', '.join(loaded.languages) or 'not said'}",
        markup=False,
    )
    return _added(loaded.rejected)


def _added(rejected: Sequence[Rejected]) -> int:
    """What was refused of a file that was added, the first of it by line, and the exit code."""
    paper = console(soft_wrap=True)
    for fault in rejected[:SHOWN]:
        column = f"{fault.column} " if fault.column else ""
        paper.print(f"  {fault.file}:{fault.line}: {column}{fault.reason}; {fault.remedy}", markup=False)
    if len(rejected) > SHOWN:
        paper.print(f"  and {len(rejected) - SHOWN:,} more", markup=False)
    paper.print("Run `enduse prepare` to use it.")
    return 5 if rejected else 0


def remove_texts(id: str, home: Path | None) -> int:
    """`enduse goods remove-texts`."""
    goods_texts.remove(home_dir(home), id)
    console(soft_wrap=True).print(f"{id}: removed. Run `enduse prepare` to use the rest.")
    return 0


def values(home: Path | None) -> int:
    """`enduse goods values`."""
    held = goods_values.histories(home_dir(home))
    paper = console(soft_wrap=True)
    for name, table in held.items():
        paper.print(f"{name}: {table.num_rows:,} prices of {len(set(table.column('hs6').to_pylist())):,} subheadings", markup=False)
    if not held:
        paper.print("No history of prices is held; `enduse goods add-values FILE` adds one.")
    return 0


def add_values(path: str, id: str | None, currency: str | None, home: Path | None) -> int:
    """`enduse goods add-values`."""
    loaded = goods_values.add(home_dir(home), path, id=id, currency=currency)
    paper = console(soft_wrap=True)
    paper.print(
        f"{loaded.id}: rows read {loaded.rows:,} = used {loaded.used:,} + refused {len(loaded.rejected):,}; "
        f"{loaded.observations:,} prices of {loaded.subheadings:,} subheadings",
        markup=False,
    )
    return _added(loaded.rejected)


def remove_values(id: str, home: Path | None) -> int:
    """`enduse goods remove-values`."""
    goods_values.remove(home_dir(home), id)
    console(soft_wrap=True).print(f"{id}: removed. Run `enduse prepare` to use the rest.")
    return 0
