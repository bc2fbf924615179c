"""What does a program call? The functions of the facade `enduse`."""

from __future__ import annotations

import datetime as dt
import functools
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from enduse import __version__
from enduse.basis import Basis as Content
from enduse.codes.countries import canonical_country
from enduse.errors import Refused, UsageError
from enduse.goods.candidates import Candidates, Rerank
from enduse.goods.classify import LANGUAGES, Classifier
from enduse.goods.mismatch import Mismatch, with_doubt
from enduse.ingest import assemble_batch, nested_batch
from enduse.ingest.goods_file import LONGEST
from enduse.judge import kernel
from enduse.model.effects import REGIMES
from enduse.model.nouns import Entity, Exclusion, Match, Operator, OperatorRole, Party
from enduse.parties import Index
from enduse.parties import compare as compare_parties
from enduse.run import bases, package
from enduse.run import prepare as slow
from enduse.run.classifying import day_of
from enduse.run.home import home_dir
from enduse.run.matching import Asked, match_table
from enduse.run.meaning import DEEP

Basis = bases.Basis

_ONE = threading.RLock()
"""One thread at a time works on a Basis: what is kept of words met, and the memory of the compiled loops, are not shared. Threads may call; processes are what makes it faster."""

__all__ = ["Basis", "basis_in_use", "classify", "compare", "embedded_basis", "match", "prepare", "screen"]


def prepare(home: str | Path | None = None) -> Basis:
    """Compile the lists of a home (default: `ENDUSE_HOME` or `~/.local/share/enduse`) into a Basis, make it the one in use and open it."""
    return slow.prepare(home_dir(Path(home) if home is not None else None), now=dt.datetime.now(dt.UTC))


def screen(
    batch: pa.RecordBatch,
    basis: Content,
    *,
    as_of: str | dt.date | None = None,
    operator: Operator | Mapping[str, Any] | None = None,
    exclusions: Sequence[Exclusion] | None = None,
) -> pa.RecordBatch:
    """One decision per transaction, in the order of the batch.

    `batch`: schema `enduse.model.arrow.TRANSACTIONS` (one row per transaction), or the flat string columns of docs/reference/transactions.md
    (one row per goods line). Values are brought to canonical spelling as those of a file are. Raises `UsageError` if any row would be rejected,
    because a batch has no other place to say so.
    `as_of`: ISO date, default today (UTC). Returns `enduse.model.decision.DECISION_SCHEMA`; column `document` is the canonical JSON record.
    """
    if not isinstance(batch, pa.RecordBatch):
        raise UsageError(f"a pyarrow.RecordBatch is screened, not {type(batch).__name__}; a Table gives them with to_batches()")
    transactions, rejected = nested_batch(batch) if "parties" in batch.schema.names else assemble_batch(batch)
    if rejected:
        first = rejected[0]
        raise UsageError(f"{len(rejected)} rows of the batch are rejected; row {first.line}, column {first.column}: {first.reason}; {first.remedy}")
    batch = transactions
    under = screening(basis, as_of=as_of, operator=operator, exclusions=exclusions)
    with _ONE:
        return kernel.screen(batch, under)


def match(table: Any, basis: Content, *, limit: int = 10, as_of: str | dt.date | None = None, exclusions: Sequence[Exclusion] | None = None) -> pa.Table:
    """The candidates of these parties, as `enduse match` writes them: schema `enduse.model.matches.MATCHES` (docs/reference/outputs.md), a row per candidate and listing.

    `table`: a `pyarrow.Table`, a `RecordBatch` or another holder of Arrow data, with columns id and name and optionally kind, country, address, birth_date, identifiers;
    name may be null where address or identifiers are there. Raises `UsageError`, naming row (from 0) and column, for a value or type that cannot be a party's.
    `limit`: most entities told of one party; what comes through owners is told besides. `as_of`: ISO date on which listings and owners are looked at, default today (UTC).
    A candidate that one of the `exclusions` covers is marked, not left out.
    """
    asked = Asked(basis=basis, as_of=_day(as_of), limit=limit, exclusions=tuple(exclusions or ()))
    with _ONE:
        return match_table(table, asked)


def _day(given: str | dt.date | None) -> str:
    """That day, or today (UTC)."""
    return given.isoformat() if isinstance(given, dt.date) else given or dt.datetime.now(dt.UTC).date().isoformat()


def screening(
    basis: Content,
    *,
    as_of: str | dt.date | None = None,
    operator: Operator | Mapping[str, Any] | None = None,
    exclusions: Sequence[Exclusion] | None = None,
    allow_stale: Sequence[str] = (),
) -> kernel.Screening:
    """What a run rests on, with its defaults settled."""
    day = _day(as_of)
    try:
        dt.date.fromisoformat(day)
    except ValueError as fault:
        raise UsageError(f"as-of {day!r} is not an ISO date such as 2026-09-30") from fault
    if operator is not None:
        operator = check_operator(operator)
    ordered = tuple(sorted(exclusions or (), key=lambda e: (e.party_name, e.listing_id, e.listing_version)))
    return kernel.Screening(basis=basis, as_of=day, engine_version=__version__, operator=operator, exclusions=ordered, allow_stale=tuple(sorted(allow_stale)))


def check_operator(given: Operator | Mapping[str, Any], *, where: str = "operator") -> Operator:
    """The operator with its countries and regimes checked: a seat that nobody understands would make a regime vanish. Raises `UsageError`."""
    try:
        operator = given if isinstance(given, Operator) else msgspec.convert(dict(given), Operator)
    except msgspec.ValidationError as fault:
        raise UsageError(
            f"{where}: {fault}; kind is one of {', '.join(OperatorRole)}; seats and regimes are lists of text; us_person is true or false; book and actor are text"
        ) from fault
    seats = []
    for seat in operator.seats:
        country = canonical_country(seat)
        if country is None:
            raise UsageError(f'{where}: seat "{seat}" is no country; write its ISO 3166-1 code, such as DE')
        seats.append(country)
    regimes = operator.regimes
    if regimes is not None:
        unknown = [regime for regime in regimes if regime not in REGIMES]
        if unknown or not regimes:
            said = f'"{unknown[0]}" is no regime' if unknown else "an empty list of regimes would attach nothing"
            raise UsageError(f"{where}: {said}; name some of {', '.join(REGIMES)}, or leave the key out")
        regimes = tuple(sorted(set(regimes)))
    return msgspec.structs.replace(operator, seats=tuple(sorted(set(seats))), regimes=regimes)


def compare(left: str | Party | Entity, right: str | Party | Entity, *, kind: str | None = None, basis: Content | None = None) -> Match:
    """Do these two names, or parties, belong to one party? `kind`: person, organization, vessel, address or None (unknown).

    `basis` gives the rarity of words on its lists, and thresholds; None is the embedded one. `score` is 0..1, `listing` stays None: names and parties are compared, not measures.
    """
    kinds = ("person", "organization", "vessel", "address")
    if kind is not None and kind not in kinds:
        raise UsageError(f"kind {kind!r}: one of {', '.join(kinds)}, or None")
    for side in (left, right):
        if not isinstance(side, str | Party | Entity):
            raise UsageError(f"names (str) and parties are compared, not {type(side).__name__}")
    content = basis if basis is not None else embedded_basis()
    with _ONE:
        index = Index.of(content)
        return compare_parties(left, right, kind=kind, romaniser=index.romaniser, settings=content.setting, weight=index.weigh)


def classify(
    text: str,
    *,
    code: str | None = None,
    lang: str | None = None,
    limit: int = 10,
    basis: Content | None = None,
    as_of: str | dt.date | None = None,
    rerank: Rerank | None = None,
) -> Candidates:
    """What goods does this text describe? A list of `Candidate`, the likeliest first, which also says whether it abstains, with which question, and whether the text points
    into controlled goods.

    `code`: the code declared, evidence like another (`text_probability` is without it); `notes` of the answer say where it cannot be used. `lang`: en, ru, zh, tr or None. `basis`: default the one in use in the home
    (`ENDUSE_HOME`), else the embedded one. `as_of`: ISO date of the control lists, default today (UTC). `rerank(text, candidates)` may reorder the candidates;
    it is handed 50 of them, or `limit` if that is more, and the first `limit` of what it gives back are the answer.
    """
    if not isinstance(text, str):
        raise UsageError(f"a text is classified, not {type(text).__name__}")
    if len(text) > LONGEST:
        raise UsageError(f"the text has {len(text):,} characters; shorten it to {LONGEST:,}: one kind of goods per text")
    if limit < 1:
        raise UsageError("limit must be at least 1")
    if lang is not None and lang not in LANGUAGES:
        raise UsageError(f"lang {lang!r} must be one of {', '.join(LANGUAGES)}, or None")
    content, day = basis if basis is not None else basis_in_use(), day_of(as_of)
    found = with_doubt(
        Classifier.of(content).classify(text, code=code, lang=lang, limit=max(limit, DEEP) if rerank else limit, day=day),
        Mismatch.of(content).judge(text, code, day),
    )
    if rerank is not None:
        found[:] = rerank(text, tuple(found))[:limit]
    return found


def basis_in_use(home: Path | None = None) -> Basis:
    """The Basis of the home; the embedded one if nothing was ever prepared there."""
    place = home_dir(home)
    return Basis.open(place) if (place / "basis" / "current").exists() else embedded_basis()


@functools.cache
def embedded_basis() -> Basis:
    """The Basis of the package (starter set: not a compliance feed), compiled on first use and kept in the home; in memory if the home cannot be written."""
    parent = home_dir() / "embedded"
    key = parent / f"{__version__}-{package.digest()[:16]}-{package.code_digest()[:16]}"
    try:
        return Basis.open(parent / key.read_text("ascii").strip(), verify=True)
    except (OSError, Refused):
        pass
    content = slow.embedded_content()
    try:
        path = bases.store(content, parent, engine_version=__version__, info={})
        from enduse.run.home import write_atomic

        write_atomic(key, content.digest.encode("ascii"))
        return Basis.open(path)
    except OSError:
        return Basis(content.tables, content.digests)
