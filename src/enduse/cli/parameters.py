"""What does `enduse goods parameters` do, and what does it tell of it?"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import msgspec
from rich.table import Table

from enduse.cli.terminal import console
from enduse.errors import UsageError
from enduse.goods.against_thresholds import NOT_MET, UNKNOWN, Figure, Paragraph, compare_thresholds
from enduse.goods.classify import LANGUAGES
from enduse.goods.parameters import PARAMETERS, TOLD
from enduse.goods.stated import Stated, read_parameters
from enduse.run import control_lists
from enduse.run.home import home_dir
from enduse.show.markup import plain
from enduse.show.phrases_parameters import answer_language, ask_for


def parameters(text: str, lang: str | None, answer: str, at: str | None, json: bool, home: Path | None) -> int:
    """`enduse goods parameters`."""
    answer = answer_language(answer)
    if lang is not None and lang not in LANGUAGES:
        raise UsageError(f"--lang {lang!r} must be one of {', '.join(LANGUAGES)}")
    try:
        day = dt.date.fromisoformat(at) if at else dt.datetime.now(dt.UTC).date()
    except ValueError:
        raise UsageError(f"--at {at!r}: write YYYY-MM-DD") from None
    basis = control_lists.goods_basis(home_dir(home))
    stated = read_parameters(text, basis, lang)
    paragraphs = compare_thresholds(text, basis, lang=lang, at=day)
    if json:
        found = {"text": text, "at": day, "parameters": stated, "paragraphs": paragraphs}
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found, order="sorted")).decode() + "\n")
        return 0
    paper = console(soft_wrap=True)
    tell_stated(stated)
    for paragraph in paragraphs:
        paper.print(f"{paragraph.regime} {paragraph.entry}: {paragraph.result}   {'; '.join(_figure(each) for each in paragraph.figures)}", markup=False)
        if paragraph.condition and paragraph.result != NOT_MET:
            paper.print(f"    if: {paragraph.condition}   ({paragraph.confirmed})", markup=False)
    tell_questions(paragraphs, answer)
    if not paragraphs:
        paper.print("No word makes one think of an entry with figures.", markup=False)
    paper.print("An indicator, not a classification: figures of a description are what somebody wrote.", markup=False)
    return 0


def tell_stated(stated: tuple[Stated, ...]) -> None:
    """The figures that a text states, as a table."""
    if stated:
        table = Table(header_style="bold")
        for heading in ("in the text", "parameter", "figure", "unit"):
            table.add_column(heading, overflow="fold")
        for one in stated:
            figure = f"{one.value:f} to {one.upper:f}" if one.upper is not None else f"{one.comparator} {one.value:f}"
            table.add_row(plain(one.text), {**PARAMETERS, **TOLD}[one.parameter], figure, one.unit)
        console().print(table)
    else:
        console(soft_wrap=True).print("The text states no figure that is known here.", markup=False)


def tell_questions(paragraphs: tuple[Paragraph, ...], answer: str) -> None:
    """One line for each figure that is missing."""
    for name in dict.fromkeys(name for one in paragraphs if one.result == UNKNOWN for name in one.missing):
        console(soft_wrap=True).print(f"ask: {ask_for(name, answer)}", markup=False)


def _figure(one: Figure) -> str:
    said = f" ({plain(one.stated)})" if one.stated else ""
    return f"{one.parameter} {one.comparator} {one.value} {one.unit}: {one.result}{said}"
