"""What does `enduse goods parameters` do, and what does it tell of it?"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Final

import msgspec
from rich.table import Table

from enduse.cli.terminal import console
from enduse.errors import UsageError
from enduse.goods.against_thresholds import NOT_MET, UNKNOWN, Figure, Paragraph, compare_thresholds
from enduse.goods.parameters import PARAMETERS, TOLD
from enduse.goods.stated import Stated, read_parameters
from enduse.run import control_lists
from enduse.run.home import home_dir
from enduse.show.markup import plain

LANGUAGES: Final = ("en", "ru", "zh", "tr")


def parameters(text: str, lang: str | None, at: str | None, json: bool, home: Path | None) -> int:
    """`enduse goods parameters`."""
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
    _tell(stated, paragraphs)
    return 0


def _tell(stated: tuple[Stated, ...], paragraphs: tuple[Paragraph, ...]) -> None:
    paper = console(soft_wrap=True)
    if stated:
        table = Table(header_style="bold")
        for heading in ("in the text", "parameter", "figure", "unit"):
            table.add_column(heading, overflow="fold")
        for one in stated:
            figure = f"{one.value:f} to {one.upper:f}" if one.upper is not None else f"{one.comparator} {one.value:f}"
            table.add_row(plain(one.text), {**PARAMETERS, **TOLD}[one.parameter], figure, one.unit)
        console().print(table)
    else:
        paper.print("The text states no figure that is known here.", markup=False)
    for paragraph in paragraphs:
        paper.print(f"{paragraph.regime} {paragraph.entry}: {paragraph.result}   {'; '.join(_figure(each) for each in paragraph.figures)}", markup=False)
        if paragraph.condition and paragraph.result != NOT_MET:
            paper.print(f"    if: {paragraph.condition}   ({paragraph.confirmed})", markup=False)
    questions = dict.fromkeys(question for one in paragraphs if one.result == UNKNOWN for question in one.questions)
    for question in questions:
        paper.print(f"ask: {question}", markup=False)
    if not paragraphs:
        paper.print("No word makes one think of an entry with figures.", markup=False)
    paper.print("An indicator, not a classification: figures of a description are what somebody wrote.", markup=False)


def _figure(one: Figure) -> str:
    said = f" ({plain(one.stated)})" if one.stated else ""
    return f"{one.parameter} {one.comparator} {one.value} {one.unit}: {one.result}{said}"
