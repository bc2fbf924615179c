"""Which command was asked for? Arguments in, exit code out; everything else is done below."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter
from cyclopts.exceptions import CycloptsError
from rich.console import Console

from enduse import __version__
from enduse.cli.goods_app import goods
from enduse.cli.law_app import rules, what_if
from enduse.cli.ledger_app import ledger
from enduse.cli.options import Actor, Home, Input, LedgerAt, NoLedger, no_option
from enduse.cli.ownership_app import ownership
from enduse.cli.rescreening_app import parties, rescreen
from enduse.errors import EnduseError
from enduse.show.markup import plain

app = App(
    name="enduse",
    help="May this transaction go, who does it end up with, and how do we know? Everything works without a network. Not legal advice.",
    version=f"enduse {__version__}",
    help_on_error=False,
)
lists = App(name="lists", help="Load published lists and see which versions are held.")
ingest = App(name="ingest", help="See how a file of transactions is understood.")
for sub in (lists, ingest, rules, ownership, ledger, parties, goods):
    app.command(sub)
app.command(rescreen)
app.command(what_if)


@app.command
def demo(*, out: Path = Path("demo-out"), home: Home = None) -> int:
    """Screen the embedded sample book with the embedded Basis, print the summary and the report's path."""
    from enduse.cli import screening

    return screening.demo(out, home)


@app.command
def screen(
    files: Annotated[
        list[str],
        Parameter(
            help="Transactions: CSV, TSV, XLSX, Parquet or NDJSON, also .gz and .zst; `-` is standard input.", allow_leading_hyphen=True, validator=no_option
        ),
    ],
    *,
    out: Path,
    mapping: Path | None = None,
    date_order: Annotated[str | None, Parameter(help="dmy or mdy, for dates that are not ISO.")] = None,
    decimal: Annotated[str | None, Parameter(help="'.' or ',': the decimal mark of numbers.")] = None,
    encoding: Annotated[str | None, Parameter(help="Encoding of text files, e.g. cp1251, when it is not detected.")] = None,
    sheet: Annotated[str | None, Parameter(help="Name of the worksheet of a workbook; default the first.")] = None,
    as_of: Annotated[str | None, Parameter(help="ISO date of the screening; default today (UTC).")] = None,
    operator: Annotated[Path | None, Parameter(help="TOML: kind, seats, us_person, regimes, book, actor. Without it every regime attaches.")] = None,
    allow_stale: Annotated[
        list[str] | None, Parameter(help="Id of a list to use although it is stale; recorded in every decision.", consume_multiple=False)
    ] = None,
    workers: Annotated[int | None, Parameter(help="Processes; default: all cores.")] = None,
    home: Home = None,
    ledger: LedgerAt = None,
    no_ledger: Annotated[bool, Parameter(help="Record nothing: the decisions are in --out alone.", negative=())] = False,
    allow_empty: Annotated[bool, Parameter(help="Files that hold no row are meant: end with 0, not with 3.", negative=())] = False,
) -> int:
    """Screen transactions; record the decisions; write decisions, rejected rows, report and manifest to --out.

    Exit code: 0 all released, 10 some review, 20 some block; plus 5 if any row was rejected; 3 if there is no row at all.
    """
    from enduse.cli import screening

    options = screening.ingest_options(mapping, date_order, decimal, encoding, sheet)
    return screening.screen(files, out, options, as_of, operator, tuple(allow_stale or ()), workers, home, ledger, no_ledger, allow_empty)


@app.command
def prepare(*, home: Home = None, ledger: LedgerAt = None, actor: Actor = None, no_ledger: NoLedger = False) -> int:
    """Compile the lists of the home, the rule packs and tables into a Basis and print its digest."""
    from enduse.cli import slow

    return slow.prepare(home, ledger, actor, no_ledger)


@app.command
def match(
    file: Input,
    *,
    out: Path,
    limit: Annotated[int, Parameter(help="Most listed entities per party; what comes through owners is told besides.")] = 10,
    as_of: Annotated[str | None, Parameter(help="ISO date for which listings, owners and exclusions are told; default today (UTC).")] = None,
    book: Annotated[str | None, Parameter(help="Mark the candidates that a standing exclusion of this book covers.")] = None,
    home: Home = None,
    ledger: Annotated[str | None, Parameter(name="--ledger", help="With --book: the ledger that holds it; default that of the home.")] = None,
) -> int:
    """Match parties only: input columns id, name and optional kind, country, address, birth_date, identifiers. --out: .csv, .parquet or .ndjson."""
    from enduse.cli import matching

    return matching.match(file, out, limit, as_of, book, home, ledger)


@app.command(name="explain-match")
def explain_match(
    name: Annotated[str, Parameter(help="The party's name.", allow_leading_hyphen=True)],
    listed_name: Annotated[str | None, Parameter(help="Another name to compare it with; without it, who on the lists it may be.")] = None,
    /,
    *,
    kind: Annotated[str | None, Parameter(help="person, organization, vessel, aircraft, address or asset.")] = None,
    country: Annotated[str | None, Parameter(help="Of the party: ISO code or name.")] = None,
    address: Annotated[str | None, Parameter(help="Of the party.")] = None,
    birth_date: Annotated[str | None, Parameter(help="1971, 1971-03 or 1971-03-02.")] = None,
    identifier: Annotated[list[str] | None, Parameter(help="scheme:value, such as inn:7707083893; may be given several times.", consume_multiple=False)] = None,
    entity: Annotated[str | None, Parameter(help="Explain this listed entity, found or not.")] = None,
    listing: Annotated[str | None, Parameter(help="Explain the entity of this listing, found or not.")] = None,
    limit: Annotated[int, Parameter(help="Most candidates explained.")] = 3,
    lang: Annotated[str, Parameter(help="en, zh or ru.")] = "en",
    json: Annotated[bool, Parameter(help="Everything as data.", negative=())] = False,
    home: Home = None,
) -> int:
    """Take a match apart: the words that met, how it was found, the evidence and its points, what would establish it, and the score without each piece of evidence."""
    from enduse.cli import matching

    said = {"kind": kind, "country": country, "address": address, "birth_date": birth_date, "identifiers": ";".join(identifier or ())}
    return matching.explain(name, listed_name, said, entity, listing, limit, lang, json, home)


@app.command
def classify(
    file: Annotated[
        str | None,
        Parameter(
            help="Goods: CSV, TSV, XLSX, Parquet or NDJSON with id and description or text; optional hs_code, lang; `-` is standard input.",
            allow_leading_hyphen=True,
            validator=no_option,
        ),
    ] = None,
    *,
    out: Annotated[Path | None, Parameter(help="Where the candidates of a file go: .csv, .parquet or .ndjson.")] = None,
    text: Annotated[str | None, Parameter(help="One description, instead of a file; the answer is printed.")] = None,
    code: Annotated[str | None, Parameter(help="The code declared for --text.")] = None,
    lang: Annotated[str | None, Parameter(help="Language of --text, if known: en, ru, zh, tr.")] = None,
    answer: Annotated[str, Parameter(help="Language of the questions that --text leaves open: en, zh or ru.")] = "en",
    limit: Annotated[int, Parameter(help="Most candidates per text.")] = 10,
    as_of: Annotated[str | None, Parameter(help="ISO date of the control lists; default today (UTC).")] = None,
    by_meaning: Annotated[bool, Parameter(help="Order candidates by their meaning too, with the extra `embeddings`.", negative=())] = False,
    home: Home = None,
) -> int:
    """Tell from their text what goods are: subheadings with probabilities, the words that say so, the control lists touched. An indicator, never a classification."""
    from enduse.cli import goods as told

    return told.classify(file, out, text, code, lang, answer, limit, as_of, home, by_meaning)


@app.command
def explain(id: str, *, run: str | None = None, revision: int | None = None, home: Home = None) -> int:
    """Tell one decision in words. --run: a run id or an output directory; default the latest run that holds the transaction."""
    from enduse.cli import telling

    return telling.explain(id, run, revision, home)


@app.command
def report(
    dir: Annotated[Path, Parameter(help="The output directory of a screening.")],
    *,
    lang: Annotated[str, Parameter(help="en, zh or ru.")] = "en",
    format: Annotated[str, Parameter(help="html, or pdf (needs the extra `pdf`).")] = "html",
    id: Annotated[
        list[str] | None, Parameter(help="Only the card of this transaction, released or not; may be given several times.", consume_multiple=False)
    ] = None,
    home: Home = None,
) -> int:
    """Make report.html (or report.pdf) of a screening again from its stored decisions; with --id a case file of its own, such as report-A-2.html."""
    from enduse.cli import screening

    return screening.report(dir, lang, format, tuple(id or ()), home)


@app.command
def validate(
    *,
    out: Path,
    seed: Annotated[int, Parameter(help="The same seed asks the same questions.")] = 1,
    sample: Annotated[int, Parameter(help="Most names of each class of change, for one change and again for two.")] = 100,
    strangers: Annotated[int, Parameter(help="Made-up people and firms to ask for; 0 leaves false alerts out.")] = 4000,
    split: Annotated[
        Literal["all", "dev", "test"], Parameter(help="Which entities: all, or one of two halves that never change (develop on one, report the other).")
    ] = "all",
    lists: Annotated[list[str] | None, Parameter(help="Ask for names of these lists alone; default all that the Basis holds.", consume_multiple=False)] = None,
    classes: Annotated[list[str] | None, Parameter(help="Make these classes of change alone, joined by commas; default all.", consume_multiple=False)] = None,
    against: Annotated[Path | None, Parameter(help="The validation.json of an earlier run: says what is better and worse, class by class and by name.")] = None,
    floors: Annotated[Path | None, Parameter(help="TOML of figures that must be kept; exit code 4 if one is not.")] = None,
    home: Home = None,
) -> int:
    """Examine the matcher on your own lists: change listed names in a hundred ways, make up strangers, ask for all of them, and report recall and false alerts.

    Writes validation.html and validation.json to --out. Needs the extra `lab`. Exit code: 0; 4 if a floor of --floors is not kept.
    """
    from enduse.cli import validating
    from enduse.lab import Plan

    plan = Plan(
        seed=seed,
        sample=sample,
        strangers=strangers,
        split=split,
        lists=tuple(lists or ()),
        classes=tuple([name for some in classes or () for name in some.split(",") if name]),
    )
    return validating.validate(out, plan, against, floors, home)


@app.command
def settings(
    begins: Annotated[str | None, Parameter(help="Only settings whose name begins so, such as parties.possible_at.")] = None,
    /,
    *,
    own: Annotated[bool, Parameter(help="Only those that settings.toml of the home sets otherwise than the package.", negative=())] = False,
    json: Annotated[bool, Parameter(help="As data.", negative=())] = False,
    home: Home = None,
) -> int:
    """Show the settings that can change an outcome, what they mean, and which of them settings.toml of the home sets."""
    from enduse.cli import slow

    return slow.settings_shown(begins, own=own, json=json, home=home)


@app.command
def facts(name: str | None = None) -> int:
    """List the fact vocabulary, or one fact: type, meaning, the question that settles it and who must answer."""
    from enduse.cli import telling

    return telling.facts(name)


@lists.default
def lists_held(*, home: Home = None) -> int:
    """Show the lists held and their current versions."""
    from enduse.cli import slow

    return slow.held(home)


@lists.command(name="sources")
def lists_sources(*, home: Home = None) -> int:
    """Show the readers and mappings that `lists add` knows, and the publishers' addresses that `lists update` knows."""
    from enduse.cli import slow

    return slow.sources(home)


@lists.command(name="add")
def lists_add(
    source: Annotated[str, Parameter(help="A reader, a mapping that comes with the package, or a mapping file of yours (*.toml).")],
    path: Annotated[str, Parameter(help="A file, a directory or a zip.")],
    *,
    id: Annotated[str | None, Parameter(help="Name of the list when several come through one reader.")] = None,
    published: Annotated[str | None, Parameter(help="ISO date of publication, if the file does not say.")] = None,
    accept: Annotated[
        bool,
        Parameter(
            help="Accept a list that shrank by more than 10 %, refused more than 0.1 % of its records, or holds names the matcher does not find.", negative=()
        ),
    ] = False,
    max_age_days: Annotated[
        int | None, Parameter(help="Days after which this list is stale, kept for all its versions; default the setting lists.max_age_days.")
    ] = None,
    home: Home = None,
    ledger: LedgerAt = None,
    actor: Actor = None,
    no_ledger: NoLedger = False,
) -> int:
    """Load a published list into the home and record that; a newer version of an id supersedes the older."""
    from enduse.cli import slow

    return slow.add(source, path, id, published, accept, max_age_days, home, ledger, actor, no_ledger)


@lists.command(name="update")
def lists_update(
    ids: Annotated[
        list[str] | None, Parameter(help="Lists to update; default all of the table of publishers, and those held of which it knows the address.")
    ] = None,
    *,
    accept: Annotated[bool, Parameter(help="Accept what would be refused (shrunk, old, lossy) for the lists named.", negative=())] = False,
    home: Home = None,
    ledger: LedgerAt = None,
    actor: Actor = None,
    no_ledger: NoLedger = False,
) -> int:
    """Fetch what is new from the publishers' own addresses, and record what came of it. The only command that asks the network by itself.

    Exit code: 0 all current; 3 if one could not be updated: every other one is.
    """
    from enduse.cli import updating

    return updating.update(tuple(ids or ()), accept, home, ledger, actor, no_ledger)


@lists.command(name="diff")
def lists_diff(
    a: str,
    b: str | None = None,
    *,
    format: Annotated[Literal["words", "json"], Parameter(help="words to read, or json: the same as data.")] = "words",
    home: Home = None,
) -> int:
    """Show what changed between two versions: ID@VERSION, or ID for its current version. One ID alone: since the version before."""
    from enduse.cli import updating

    return updating.diff(a, b, format, home)


@lists.command(name="when")
def lists_when(
    what: Annotated[str, Parameter(help="A name, or the id of a listing or of a listed entity.")],
    *,
    date: Annotated[str, Parameter(help="The day (ISO date: its end, UTC), or a time with its zone such as 2026-03-01T14:30:00Z.")],
    kind: Annotated[str | None, Parameter(help="person, organization, vessel, aircraft, address or asset, if known.")] = None,
    country: str | None = None,
    birth_date: Annotated[str | None, Parameter(help="Date of birth, or its beginning: 1971 or 1971-03.")] = None,
    address: str | None = None,
    limit: Annotated[int, Parameter(help="Most listed entities told.")] = 10,
    format: Annotated[Literal["words", "json"], Parameter(help="words to read, or json: the same as data.")] = "words",
    home: Home = None,
) -> int:
    """Tell whether a party was on the lists we held then, and on the lists in force then by all that is held now."""
    from enduse.cli import past

    return past.when(what, date, kind, country, birth_date, address, limit, format, home)


@ingest.command(name="check")
def ingest_check(
    file: Input,
    *,
    mapping: Path | None = None,
    date_order: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> int:
    """Show how each column is understood; screens nothing."""
    from enduse.cli import screening

    return screening.check(file, screening.ingest_options(mapping, date_order, decimal, encoding, sheet))


def main(argv: list[str] | None = None) -> None:
    """Run a command and leave with its exit code; a fault set up by the user is one line on standard error, never a traceback."""
    sys.exit(guarded(lambda: _run(argv)))


def _run(argv: list[str] | None) -> int:
    try:
        result = app(argv, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as fault:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"enduse: {fault}\nSee `enduse --help`.", markup=False)
        return 2
    return result if isinstance(result, int) else 0


def guarded(work: Callable[[], int]) -> int:
    """The exit code of the work; our errors bring their own, a full disk is 3, anything else is an internal failure (70) with its traceback."""
    try:
        return work()
    except EnduseError as fault:
        _say(str(fault))
        return fault.exit_code
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        _say("stopped; nothing half-written was left")
        return 130
    except OSError as fault:
        _say(f"{fault.filename or 'file system'}: {fault.strerror or fault}")
        return 3
    except Exception:  # noqa: BLE001  (the last line of defence: say what to report)
        import traceback

        traceback.print_exc()
        _say("internal failure: please report the lines above")
        return 70


def _say(message: str) -> None:
    sys.stderr.write(f"enduse: {plain(message)}\n")
