"""Which of the `goods` commands was asked for? Arguments in, exit code out; `cli.control_lists` and `cli.goods` do the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from enduse.cli.options import Home

goods = App(name="goods", help="Codes, control lists and nomenclatures: what a code is, which lists name it on a day, the texts that goods are looked up in.")

Json = Annotated[bool, Parameter(name="--json", help="The same as data.", negative=())]


@goods.command(name="lists")
def goods_lists(*, json: Json = False, home: Home = None) -> int:
    """Show every control list: regime, nature, rows, how well they are confirmed, days on which rows begin. Lists of yours stand beside ours."""
    from enduse.cli import control_lists as codes

    return codes.lists(json, home)


@goods.command(name="show")
def goods_show(
    code: Annotated[str, Parameter(help="HS, CN, TN VED or HTS digits, or an entry of a dual-use list: 2B001, US:3A001, EU:2B001.b.2, CN:3C001, JP:6(2).")],
    *,
    edition: Annotated[str | None, Parameter(help="HS1996 to HS2022: does this edition hold the code?")] = None,
    at: Annotated[str | None, Parameter(help="ISO date; default today (UTC).")] = None,
    json: Json = False,
    home: Home = None,
) -> int:
    """Show what a code is: editions, what it was before and became, whether its series can be compared, and which control lists name it on the day."""
    from enduse.cli import control_lists as codes

    return codes.show(code, edition, at, json, home)


@goods.command(name="at")
def goods_at(
    date: Annotated[str, Parameter(help="ISO date.")],
    *,
    list: Annotated[str | None, Parameter(help="Id of a control list: its rows in force on the day.")] = None,
    json: Json = False,
    home: Home = None,
) -> int:
    """Show the control lists in force on a day, or the rows of one of them."""
    from enduse.cli import control_lists as codes

    return codes.at(date, list, json, home)


@goods.command(name="add")
def goods_add(
    file: Annotated[Path, Parameter(help="CSV with a column of codes.")],
    *,
    definition: Annotated[Path, Parameter(help="TOML: id, title, regime, nature, citation of the list, and which column holds what.")],
    home: Home = None,
) -> int:
    """Add a control list of your own, or a newer version of it. Held to the rules of ours: a citation for each row, dates, codes that exist. One fault refuses it whole."""
    from enduse.cli import control_lists as codes

    return codes.add(file, definition, home)


@goods.command(name="remove")
def goods_remove(id: str, *, home: Home = None) -> int:
    """Take a control list of yours out of use and delete it."""
    from enduse.cli import control_lists as codes

    return codes.remove(id, home)


@goods.command(name="parameters")
def goods_parameters(
    text: Annotated[str, Parameter(help="A description of goods in English, Russian, Chinese or Turkish.")],
    *,
    lang: Annotated[str | None, Parameter(help="en, ru, zh or tr: what commas and points in numbers mean; default by script and letters.")] = None,
    answer: Annotated[str, Parameter(help="Language of the questions: en, zh or ru.")] = "en",
    at: Annotated[str | None, Parameter(help="ISO date of the figures of the lists; default today (UTC).")] = None,
    json: Json = False,
    home: Home = None,
) -> int:
    """Show which technical parameters a description states, whether they reach the figures of the dual-use entries it may fall under, and which figure to ask for."""
    from enduse.cli import parameters as told

    return told.parameters(text, lang, answer, at, json, home)


@goods.command(name="texts")
def goods_texts(*, home: Home = None) -> int:
    """Show the texts of nomenclatures that goods are looked up in."""
    from enduse.cli import goods as told

    return told.texts(home)


@goods.command(name="add-texts")
def goods_add_texts(
    path: Annotated[str, Parameter(help="A table (CSV, TSV, XLSX, Parquet) with a code and a description per row; optional: language, hier_pos or level.")],
    *,
    id: Annotated[str | None, Parameter(help="Name of the texts; default the name of the file. A newer file takes the place of the older.")] = None,
    lang: Annotated[str | None, Parameter(help="Language of the texts, if the file does not say.")] = None,
    home: Home = None,
) -> int:
    """Load texts of the Combined Nomenclature, TARIC or a national tariff, so that goods are found by their words too. Run `enduse prepare` afterwards."""
    from enduse.cli import goods as told

    return told.add_texts(path, id, lang, home)


@goods.command(name="remove-texts")
def goods_remove_texts(id: str, *, home: Home = None) -> int:
    """Take texts out of use and delete them."""
    from enduse.cli import goods as told

    return told.remove_texts(id, home)


@goods.command(name="values")
def goods_values(*, home: Home = None) -> int:
    """Show the histories of prices that unit values are set against."""
    from enduse.cli import goods as told

    return told.values(home)


@goods.command(name="add-values")
def goods_add_values(
    path: Annotated[
        str, Parameter(help="A table (CSV, TSV, XLSX, Parquet) of past lines: hs_code, value, currency, and weight_kg or quantity and unit; optional: origin.")
    ],
    *,
    id: Annotated[str | None, Parameter(help="Name of the history; default the name of the file. A newer file takes the place of the older.")] = None,
    currency: Annotated[str | None, Parameter(help="Currency of all rows, if the file does not say.")] = None,
    home: Home = None,
) -> int:
    """Load what goods cost in your own history, so that a price far from the median of its subheading is told. Run `enduse prepare` afterwards."""
    from enduse.cli import goods as told

    return told.add_values(path, id, currency, home)


@goods.command(name="remove-values")
def goods_remove_values(id: str, *, home: Home = None) -> int:
    """Take a history of prices out of use and delete it."""
    from enduse.cli import goods as told

    return told.remove_values(id, home)
