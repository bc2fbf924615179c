"""Does the documentation name every command, fact, rule, setting, column, reason code and variable, and nothing that is not there?"""

from __future__ import annotations

import ast
import doctest
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "enduse"
REFERENCE = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def mentioned(text: str) -> set[str]:
    """What a page sets in code type."""
    return set(re.findall(r"`([^`\n]+)`", text))


def strings_of_source() -> Iterator[tuple[Path, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value


def test_the_generated_tables_are_as_committed(generate: ModuleType) -> None:
    outdated = [str(path.relative_to(ROOT)) for path, text in generate.render().items() if path.read_text(encoding="utf-8") != text]
    assert outdated == [], "run `make docs`"


def test_every_generated_block_stands_on_a_page(generate: ModuleType) -> None:
    placed = [name for path in generate.PAGES for name in re.findall(r"<!-- generated: ([a-z-]+) -->", path.read_text(encoding="utf-8"))]
    assert sorted(placed) == sorted(generate.BLOCKS)


def test_every_fact_is_documented() -> None:
    from enduse.model.vocabulary import FACTS

    assert {fact.name for fact in FACTS} - mentioned(page("facts.md")) == set()


def test_every_rule_is_documented(generate: ModuleType) -> None:
    ids = {rule["id"] for _, pack in generate.packs() for rule in pack.get("rule", ())}
    assert ids
    assert ids - mentioned(page("rules.md")) == set()


def test_every_key_that_rules_use_is_documented(generate: ModuleType) -> None:
    used = {key for _, pack in generate.packs() for rule in pack.get("rule", ()) for key in (*rule, *(k for e in rule.get("example", ()) for k in e))}
    assert used - mentioned(page("rules.md")) == set()


def test_every_setting_is_documented(generate: ModuleType) -> None:
    names = set(generate.starter_basis().table("settings").column("name").to_pylist())
    assert names
    assert names - mentioned(page("settings.md")) == set()


def test_every_command_is_documented(generate: ModuleType) -> None:
    words = {words for words, _ in generate.commands()}
    contract = {"enduse demo", "enduse lists", "enduse lists sources", "enduse lists add", "enduse lists diff", "enduse prepare", "enduse ingest check", "enduse screen", "enduse match", "enduse explain", "enduse facts",
                "enduse rules list", "enduse rules show", "enduse rules check", "enduse rules test"}  # fmt: skip
    assert contract - words == set(), "promised to outsiders, but not there"
    headings = set(re.findall(r"^### (.+)$", page("cli.md"), re.MULTILINE))
    assert headings == words


def test_every_command_shown_in_the_docs_exists(generate: ModuleType) -> None:
    words = {words for words, _ in generate.commands()}
    groups = {" ".join(word.split()[:-1]) for word in words}
    unknown = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = path.read_text(encoding="utf-8")
        fenced = [line for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
        for call in [*fenced, *re.findall(r"`(enduse [^`\n]+)`", text)]:
            match call.split():
                case ["enduse", first, *rest] if re.fullmatch(r"[a-z]+", first):
                    name = f"enduse {first} {rest[0]}" if rest and f"enduse {first}" in groups and f"enduse {first} {rest[0]}" in words else f"enduse {first}"
                    if name not in words | groups:
                        unknown.append(f"{path.relative_to(ROOT)}: {call}")
    assert unknown == []


def test_every_column_of_the_decisions_is_documented() -> None:
    from enduse.model.matches import COLUMNS
    from enduse.show.files import CSV_COLUMNS, OUTPUTS, REJECTED_COLUMNS

    assert {*CSV_COLUMNS, *OUTPUTS, *REJECTED_COLUMNS, *COLUMNS} - mentioned(page("outputs.md")) == set()


_REASON = re.compile(r"[a-z]+(_[a-z]+)*_(agrees|differs|conflict|absent|equivalent|invalid|partial|joined|only|side)")


def test_every_reason_code_is_documented() -> None:
    codes = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason"]
        values = [k.value for call in calls for k in call.keywords if k.arg == "code"]
        branches = [branch for value in values for branch in ((value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,))]
        given = [branch.value for branch in branches if isinstance(branch, ast.Constant)]
        held = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and _REASON.fullmatch(n.value)] if calls else []
        codes |= {code for code in (*given, *held) if isinstance(code, str)}
    assert codes
    assert codes - mentioned(page("outputs.md")) == set()


def test_every_environment_variable_is_documented() -> None:
    read = {name for _, text in strings_of_source() for name in re.findall(r"\bENDUSE_[A-Z_]+\b", text)}
    assert read == {name for name in mentioned(page("settings.md")) if name.startswith("ENDUSE_")}


def test_every_exit_code_is_documented() -> None:
    from enduse import errors

    raised = {str(error.exit_code) for error in vars(errors).values() if isinstance(error, type) and issubclass(error, errors.EnduseError)}
    assert raised | {"0", "5", "10", "15", "20", "25"} <= mentioned(page("cli.md"))


def test_every_page_the_program_points_to_exists() -> None:
    named = {(path, found) for path, text in strings_of_source() for found in re.findall(r"\bdocs/[\w./-]+\.md\b", text)}
    assert [f"{path.relative_to(ROOT)}: {found}" for path, found in sorted(named) if not (ROOT / found).is_file()] == []


def test_every_path_named_in_the_docs_is_there() -> None:
    missing = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for named in mentioned(path.read_text(encoding="utf-8")):
            if re.fullmatch(r"(src|tests|docs|bench)/[\w./-]+", named) and not (ROOT / named).exists():
                missing.append(f"{path.relative_to(ROOT)}: {named}")
    assert missing == []


def test_every_link_between_pages_leads_somewhere() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not target.startswith(("http://", "https://", "mailto:")) and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_the_example_transaction_is_one() -> None:
    import msgspec

    from enduse.model.nouns import Transaction

    example = re.search(r"```json\n(.*?)```", page("transactions.md"), re.DOTALL)
    assert example
    transaction = msgspec.convert(json.loads(example[1]), Transaction)
    assert transaction.parties and transaction.goods


def test_the_files_of_the_tutorial_are_understood_whole_and_screened_as_it_says(tmp_path: Path) -> None:
    from enduse.ingest import Options, read
    from enduse.model.arrow import to_batch
    from enduse.model.nouns import Operator, OperatorRole
    from enduse.run import api

    examples = re.findall(r"```\n(id,.*?)```", (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        (tmp_path / "orders.csv").write_text(example, encoding="utf-8")
        parts = list(read([tmp_path / "orders.csv"], Options()))
        transactions = [t for part in parts for t in part.transactions]
        assert [t.id for t in transactions] == ["A-1", "A-2"]
        assert [r for part in parts for r in part.rejected] == []
        operator = Operator(kind=OperatorRole.exporter, seats=("DE",), us_person=False)
        decided = api.screen(to_batch(transactions), api.embedded_basis(), operator=operator, as_of="2026-11-22")
        assert decided.column("outcome").to_pylist() == ["release", "review"]


def test_the_example_operator_file_is_one() -> None:
    import tomllib

    import msgspec

    from enduse.model.nouns import Operator

    for name in ("docs/how-to/operator.md", "docs/tutorial.md"):
        example = re.search(r"```toml\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
        assert example
        assert msgspec.convert(tomllib.loads(example[1]), Operator).seats


def test_the_example_mapping_is_one() -> None:
    from enduse.ingest.mapping import parse_mapping

    example = re.search(r"```toml\n(.*?)```", (ROOT / "docs/how-to/write-a-mapping.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example
    assert parse_mapping(example[1], "erp.toml").columns["On the CCL"] == "fact:goods.on_ccl"


def test_the_example_rule_compiles_and_passes_its_examples() -> None:
    from enduse.rules import compile_packs, run_examples

    example = re.search(r"```toml\n(.*?)```", (ROOT / "docs/how-to/write-a-rule.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example
    rules = compile_packs({"our-house.toml": example[1]}, {})
    assert [rule.id for rule in rules.rules] == ["OUR-01"]
    assert list(run_examples(rules)) == []


def test_no_page_promises_legal_advice() -> None:
    assert "not legal advice" in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert "not legal advice" in " ".join((ROOT / "docs" / "README.md").read_text(encoding="utf-8").split())


WITH_EXAMPLES = [path for path in sorted(SOURCE.rglob("*.py")) if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_the_examples_in_the_code_hold(path: Path) -> None:
    module = importlib.import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"))
    told = doctest.testmod(module)
    assert told.attempted
    assert not told.failed
