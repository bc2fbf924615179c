"""Which tables of docs/reference, and which example of the README, follow from the code, and what do they say now?

A page keeps hand-written text; what stands between `<!-- generated: NAME -->` and `<!-- end -->` is written here. `make docs` rewrites it, and a test
fails while the committed pages differ.
"""

from __future__ import annotations

import csv
import functools
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import cyclopts
import msgspec

from enduse import errors
from enduse.basis import Basis
from enduse.cli.app import app
from enduse.codes.identifiers import SCHEMES
from enduse.ingest import Options, read
from enduse.ingest import headers as others
from enduse.ingest.columns import FIELD_WORDS, LEADING, ROLE_WORDS, ROLES, printed, spellings
from enduse.lab.classes import CLASSES
from enduse.model import decision
from enduse.model.arrow import to_batch
from enduse.model.effects import EFFECTS, REGIMES, ReasonClass
from enduse.model.matches import MATCHES, MEANING
from enduse.model.nouns import Role
from enduse.model.vocabulary import FACTS
from enduse.run.api import screen
from enduse.run.prepare import embedded_content
from enduse.show.words import explain

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
PAGES = (ROOT / "README.md", *sorted(REFERENCE.glob("*.md")))
DATA = ROOT / "src" / "enduse" / "data"
PACKS = DATA / "packs"
_MARK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


@functools.cache
def starter_basis() -> Basis:
    """The Basis that comes with the package, compiled in memory."""
    return embedded_content()


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; pipes inside cells are escaped."""
    heads = tuple(heads)
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return " ".join(text.replace("|", "\\|").split())


def code(text: object) -> str:
    return f"`{text}`" if text not in (None, "") else ""


def codes(items: Iterable[object]) -> str:
    return ", ".join(code(item) for item in items)


def facts() -> Iterator[str]:
    titles = {"transaction": "Facts of a transaction", "line": "Facts of a goods line", "party": "Facts of a party"}
    for level, title in titles.items():
        rows = [
            (code(f.name) + (" **required**" if f.required else ""), f.type + (f" ({f.unit})" if f.unit else ""), f.meaning + (f" One of {codes(f.values)}." if f.values else ""), f.question, f.who)
            for f in FACTS
            if f.level == level
        ]  # fmt: skip
        yield f"### {title}\n\n" + table(("fact", "type", "meaning", "question that settles it", "who answers"), rows)


def effects() -> Iterator[str]:
    rows = [
        (code(e.effect), e.strongest, e.reason_class, e.possible, "where the programme says so" if e.by_ownership else "no", e.meaning)
        for e in EFFECTS.values()
    ]
    yield table(("effect", "strongest outcome", "reason class", "possible match", "extends to owned parties", "meaning"), rows)


def reason_classes() -> Iterator[str]:
    yield codes(reason.value for reason in ReasonClass) + "\n"


def regimes() -> Iterator[str]:
    yield codes(REGIMES) + "\n"


def roles() -> Iterator[str]:
    yield codes(role.value for role in Role if role is not Role.vessel) + "\n"


def headers() -> Iterator[str]:
    known: dict[str, list[str]] = {}
    foreign = {word for told in (*others.WHOLE.values(), *others.WEAK.values(), *others.ROLE_WORDS.values()) for word in printed(told)}
    for word, (column, _) in spellings().items():
        if word != column and word not in foreign:
            known.setdefault(column, []).append(word)
    party = {f"{role}_" for role in ROLES}
    rows = [(code(column), codes(words)) for column, words in known.items() if not column.startswith(tuple(party))]
    yield table(("column", "also understood"), rows)
    roles = [(code(f"{role}_…"), codes(f"{word}_…" for word in ROLE_WORDS[role] if word != role)) for role in ROLES]
    yield table(("party", "also understood"), roles)
    fields = {
        field: [*(f"…_{word}" for word in words if word != field), *(f"{word}_…" for word in (words if field in LEADING else ()))]
        for field, words in FIELD_WORDS.items()
    }
    yield table(("field of a party", "also understood"), [(code(f"…_{field}"), codes(words)) for field, words in fields.items()])
    whole = {column: "|".join(filter(None, (others.WHOLE.get(column), others.WEAK.get(column)))) for column in (*others.WHOLE,)}
    yield table(("column", "in other languages and in systems"), [(code(column), codes(told.split("|"))) for column, told in whole.items()])
    yield table(("party", "in other languages"), [(code(f"{role}_…"), codes(others.ROLE_WORDS[role].split("|"))) for role in ROLES])
    yield table(("field of a party", "in other languages"), [(code(f"…_{field}"), codes(told.split("|"))) for field, told in others.FIELD_WORDS.items()])
    doubts = [(codes(told.split("|")), ", ".join(map(code, columns))) for told, columns in others.DOUBTFUL.items()]
    yield table(("of more than one reading", "may be"), doubts)


def groups() -> Iterator[str]:
    with (DATA / "tables" / "country_groups.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for name in sorted({row["group"] for row in rows}):
        mine = [row for row in rows if row["group"] == name]
        countries = ", ".join(
            row["country"]
            + (f" (from {row['valid_from']})" if row["valid_from"] and row["valid_to"] else "")
            + (f" (to {row['valid_to']})" if row["valid_to"] else "")
            for row in mine
        )
        yield f"* `group:{name}` ({'; '.join(sorted({row['authority'] for row in mine}))}): {countries}. {'; '.join(sorted({row['citation'] for row in mine}))}."


def identifiers() -> Iterator[str]:
    rows = [(code(name), s.title, "yes" if s.strong else "", "with its country" if s.local else "", ", ".join(s.aliases[:3])) for name, s in SCHEMES.items()]
    yield table(("scheme", "what it is", "strong", "unique", "also written"), rows)


def packs() -> list[tuple[str, dict[str, Any]]]:
    return [(path.relative_to(PACKS).as_posix(), tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(PACKS.rglob("*.toml"))]


def rules() -> Iterator[str]:
    for name, pack in packs():
        rows = []
        for rule in sorted(pack.get("rule", ()), key=lambda r: r["id"]):
            validity = f"{rule.get('valid_from', '')} to {rule.get('valid_to', '')}" if "valid_from" in rule or "valid_to" in rule else ""
            status = "" if rule.get("status", "in_force") == "in_force" else rule["status"]
            rows.append((code(rule["id"]), rule["title"], ", ".join(rule.get("regime", ())) or "house", rule["outcome"], rule["reason_class"], rule.get("unknown", "review"), f"{rule['citation']} ({rule.get('confirmed', 'secondary')})", "; ".join(filter(None, (status, validity)))))  # fmt: skip
        head = pack["pack"]
        yield f"### {head['title']}\n\n`{name}`, pack `{head['id']}`, {len(rows)} rules.\n\n" + table(
            ("rule", "title", "regime", "outcome", "reason class", "if unknown", "citation (confirmed)", "status, validity"), rows
        )


def settings() -> Iterator[str]:
    held = starter_basis().table("settings").to_pylist()
    yield table(("setting", "value", "meaning"), [(code(row["name"]), code(row["value"]), row["meaning"]) for row in sorted(held, key=lambda row: row["name"])])


def commands(at: cyclopts.App | None = None, words: tuple[str, ...] = ("enduse",)) -> Iterator[tuple[str, cyclopts.App]]:
    """Every command of the program with the words that call it."""
    at = at or app
    if at.default_command:
        yield " ".join(words), at
    for name, below in at.resolved_commands().items():
        if not name.startswith("-"):
            yield from commands(below, (*words, name))


def cli() -> Iterator[str]:
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    for words, command in commands():
        doc = inspect.getdoc(command.default_command) or command.help
        usage, rows = [words], []
        for argument in command.assemble_argument_collection(parse_docstring=True):
            if argument.show is False:
                continue
            name, default = argument.name, argument.field_info.default
            if argument.field_info.kind in positional:
                name = name.lstrip("-").upper()
                usage.append(name if argument.required else f"[{name}]")
            elif argument.required:
                usage.append(f"{name} …")
            shown = "required" if argument.required else code(default) if default not in (None, False, inspect.Parameter.empty) else ""
            rows.append((code(name), shown, argument.parameter.help))
        text = doc.split("\nParameters\n")[0].strip()
        yield f"### {words}\n\n`{' '.join(usage)}`\n\n{text}\n\n" + (table(("argument", "default", "meaning"), rows) if rows else "")


def exit_codes() -> Iterator[str]:
    raised: dict[int, list[str]] = {}
    for error in vars(errors).values():
        if inspect.isclass(error) and issubclass(error, errors.EnduseError):
            raised.setdefault(error.exit_code, []).append(error.__name__)
    yield table(("code", "raised as"), [(code(number), codes(names)) for number, names in sorted(raised.items())])


def columns() -> Iterator[str]:
    yield table(("column", "type in Parquet"), [(code(field.name), code(field.type)) for field in decision.DECISION_SCHEMA])


def document() -> Iterator[str]:
    for struct in (
        decision.Decision,
        decision.Finding,
        decision.FactUsed,
        decision.MatchUsed,
        decision.Owned,
        decision.OwnerReach,
        decision.OwnerStep,
        decision.OwnerGap,
        decision.Question,
        decision.RegimeOutcome,
        decision.NotChecked,
        decision.ListUsed,
    ):
        yield f"**{struct.__name__}**: {(inspect.getdoc(struct) or '').splitlines()[0]} Fields: {codes(field.encode_name for field in msgspec.structs.fields(struct))}.\n"


def matches() -> Iterator[str]:
    rows = [(code(field.name), code(field.type), "" if field.nullable else "no", MEANING[field.name]) for field in MATCHES]
    yield table(("column", "type", "may be null", "holds"), rows)


def example() -> Iterator[str]:
    """One decision of the sample book in the words of `enduse explain`: the first review for a red flag."""
    sample = DATA / "sample"
    as_of = str(tomllib.loads((sample / "sample.toml").read_text(encoding="utf-8"))["as_of"])
    for part in read([sample / "transactions.csv"], Options()):
        batch = screen(to_batch(part.transactions), starter_basis(), as_of=as_of)
        for record in batch.column("document").to_pylist():
            decision = msgspec.json.decode(record)
            if decision["outcome"] == "review" and decision["reason_class"] == "red_flag":
                told = explain(decision)
                yield "```\n" + "\n".join(told[: told.index("Lists")]).strip() + "\n\n…\n```\n"
                return
    raise LookupError("the sample book holds no review for a red flag")


def validation_classes() -> Iterator[str]:
    rows = [(one.family, code(one.name), one.does, one.expects, "yes" if one.everyday else "") for one in CLASSES]
    yield table(("family", "class", "what is done", "must come back as", "also second of two"), rows)


BLOCKS: dict[str, Callable[[], Iterator[str]]] = {
    "facts": facts,
    "effects": effects,
    "reason-classes": reason_classes,
    "regimes": regimes,
    "roles": roles,
    "headers": headers,
    "groups": groups,
    "identifiers": identifiers,
    "rules": rules,
    "settings": settings,
    "cli": cli,
    "exit-codes": exit_codes,
    "columns": columns,
    "document": document,
    "matches": matches,
    "example": example,
    "validation-classes": validation_classes,
}


def render() -> dict[Path, str]:
    """Every page that holds generated blocks, as it should read."""
    made = {name: "\n".join(block()) for name, block in BLOCKS.items()}
    pages = {}
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        if _MARK.search(text):
            pages[path] = _MARK.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n{found[3]}", text)
    return pages


def main() -> int:
    """Rewrite the pages; say which changed."""
    for path, text in render().items():
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"rewrote {path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
