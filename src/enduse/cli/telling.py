"""What do `explain`, `facts` and `rules` tell?"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from rich.table import Table

from enduse.cli.terminal import console
from enduse.errors import UsageError
from enduse.goods import tables as goods_tables
from enduse.model.vocabulary import FACTS, lookup
from enduse.rules import RuleSet, compile_packs, run_examples
from enduse.run import package
from enduse.run.home import home_dir
from enduse.show import words
from enduse.show.files import find_line
from enduse.tables.definition_file import read_definition


def explain(id: str, run: str | None, revision: int | None, home: Path | None) -> int:
    """`enduse explain`."""
    tried = []
    for out in _runs(run, home_dir(home)):
        tried.append(str(out))
        decision = _find(out, id, revision)
        if decision is not None:
            sys.stdout.write("\n".join(words.explain(decision)) + "\n")
            return 0
    for place in tried:
        refused = _rejected(Path(place), id)
        if refused:
            raise UsageError(f"{id!r} was not decided: its rows were rejected; {refused}")
    where = f" in {', '.join(tried[:3])}{', …' if len(tried) > 3 else ''}" if tried else ": no run is known"
    raise UsageError(f"no decision for {id!r}{where}; name a run with --run (a run id or an output directory)")


def _rejected(out: Path, id: str) -> str | None:
    """Why the transaction of that id was rejected, if it was."""
    try:
        with (out / "rejected.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["transaction"] == id:
                    return f"{row['file']} line {row['line']}, column {row['column']}: {row['reason']}; {row['remedy']}"
    except OSError:
        pass
    return None


def _runs(run: str | None, home: Path) -> Iterator[Path]:
    if run is not None and Path(run).is_dir():
        yield Path(run)
        return
    entries = sorted((home / "runs").glob("*.json"), reverse=True)
    if run is not None:
        entries = [entry for entry in entries if entry.stem == run]
        if not entries:
            raise UsageError(f"run {run!r} is not known in {home}")
    for entry in entries:
        yield Path(str(msgspec.json.decode(entry.read_bytes())["out"]))


def _find(out: Path, id: str, revision: int | None) -> dict[str, Any] | None:
    """The decision of that id; of several revisions the latest, unless one is named."""
    path = out / "decisions.ndjson"
    line = find_line(path, id, revision) if path.is_file() else None
    return None if line is None else msgspec.json.decode(line)


def facts(name: str | None) -> int:
    """`enduse facts`."""
    paper = console()
    if name is not None:
        entry = lookup(name) or next(((fact, None) for fact in FACTS if fact.name == name), None)
        if entry is None:
            from difflib import get_close_matches

            near = get_close_matches(name, [fact.name for fact in FACTS], n=1, cutoff=0.4)
            raise UsageError(f"unknown fact {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        fact = entry[0]
        for label, value in (
            ("fact", fact.name), ("type", fact.type), ("level", fact.level), ("unit", fact.unit or "-"), ("values", ", ".join(fact.values) or "-"),
            ("required", "yes" if fact.required else "no"), ("meaning", fact.meaning), ("question", fact.question), ("who answers", fact.who),
        ):  # fmt: skip
            paper.print(f"{label:12} {value}", markup=False)
        return 0
    table = Table(header_style="bold")
    for heading in ("fact", "type", "meaning"):
        table.add_column(heading, no_wrap=heading == "fact")
    for fact in FACTS:
        table.add_row(fact.name, fact.type, fact.meaning)
    paper.print(table)
    return 0


def packaged_rules(files: tuple[Path, ...] = ()) -> RuleSet:
    """Compile pack files of the user's, or the packs of the package."""
    table = goods_tables.groups_table(package.text("tables", "country_groups.csv"), "country_groups.csv")
    groups: dict[str, set[str]] = {}
    for row in table.to_pylist():
        groups.setdefault(row["group"], set()).add(row["country"])
    packs = {str(path): read_definition(path) for path in files} or package.folder("packs", ".toml")
    return compile_packs(packs, {name: frozenset(members) for name, members in groups.items()})


def rules_list() -> int:
    """`enduse rules list`."""
    table = Table(header_style="bold")
    for heading in ("rule", "regime", "outcome", "status", "law", "title"):
        table.add_column(heading, no_wrap=heading in ("rule", "outcome"))
    for rule in packaged_rules().rules:
        table.add_row(rule.id, ", ".join(rule.regime) or "house", rule.outcome, rule.status, f"{rule.citation} ({rule.confirmed})", rule.title)
    console().print(table)
    return 0


def rules_show(id: str) -> int:
    """`enduse rules show`."""
    ruleset = packaged_rules()
    try:
        rule = ruleset.rule(id)
    except KeyError as missing:
        from difflib import get_close_matches

        near = get_close_matches(id, [rule.id for rule in ruleset.rules], n=1, cutoff=0.4)
        raise UsageError(f"unknown rule {id!r}" + (f"; did you mean {near[0]!r}?" if near else "; see `enduse rules list`")) from missing
    paper = console()
    lines = (
        ("rule", rule.id), ("title", rule.title), ("pack", rule.pack), ("regime", ", ".join(rule.regime) or "house (always)"), ("roles", ", ".join(rule.roles) or "any"),
        ("status", rule.status), ("valid", f"{rule.valid_from or 'open'} to {rule.valid_to or 'open'}"), ("scope", rule.scope_text), ("condition", rule.condition_text),
        ("outcome", f"{rule.outcome} ({words.REASON_CLASS[rule.reason_class]})" + (" held down from block: unconfirmed" if rule.stated != rule.outcome else "")),
        ("unknown means", rule.unknown), ("citation", rule.citation), ("confirmed", rule.confirmed), ("source", rule.source), ("digest", rule.digest),
    )  # fmt: skip
    for label, value in lines:
        paper.print(f"{label:14} {value}", markup=False)
    for example in rule.examples:
        paper.print(f"example        {example.expect}: {example.facts}", markup=False)
    return 0


def rules_check(files: tuple[Path, ...], *, examples: bool) -> int:
    """`enduse rules check` and `enduse rules test`."""
    ruleset = packaged_rules(files)
    paper = console(soft_wrap=True)
    if not examples:
        paper.print(f"{len(ruleset.rules)} rules read and checked; digest {ruleset.digest[:16]}")
        return 0
    failures = run_examples(ruleset)
    for failure in failures:
        paper.print(str(failure), markup=False)
    total = sum(len(rule.examples) for rule in ruleset.rules)
    paper.print(f"{len(ruleset.rules)} rules, {total} examples, {len(failures)} failures")
    return 4 if failures else 0
