"""Has every code and question words in the three languages, and do they say what is put into them?"""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from enduse.errors import UsageError
from enduse.goods.parameters import PARAMETERS
from enduse.model.effects import EFFECTS, SETTLED_BY, ReasonClass
from enduse.model.nouns import Kind, NameKind, Role, TransactionKind
from enduse.model.vocabulary import FACTS
from enduse.show import phrases_parameters
from enduse.show.phrases import LANGUAGES, PHRASES
from enduse.show.phrases_codes import TABLES
from enduse.show.phrases_questions import QUESTIONS, SETTLING
from enduse.show.phrases_reasons import AGAINST, FOR, REASONS
from enduse.show.report_card import _fact as fact_html
from enduse.show.words import Words, explain
from enduse.show.words import _findings as findings

SOURCE = Path(__file__).resolve().parents[2] / "src" / "enduse"


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_phrase_has_the_same_holes_in_every_language() -> None:
    assert {name: row for name, row in PHRASES.items() if len({frozenset(holes(text)) for text in row}) > 1} == {}
    assert {name for name, row in PHRASES.items() if len(row) != len(LANGUAGES) or not all(row)} == set()


def test_every_phrase_is_used() -> None:
    used = {
        node.value
        for path in (SOURCE / "show").glob("*.py")
        if not path.name.startswith("phrases")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = {f"{stem}_count" for stem in ("not_checked", "not_attached")} | {f"filter_{name}" for name in ("outcome", "reason", "regime")}
    assert set(PHRASES) - used - made == set()


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("reason_class", [r.value for r in ReasonClass]), ("effect", [e.value for e in EFFECTS]), ("role", [r.value for r in Role]), ("kind", [k.value for k in Kind]),
        ("name_kind", [k.value for k in NameKind]), ("transaction_kind", [k.value for k in TransactionKind]), ("role", sorted({f.who for f in FACTS})),
    ],
)  # fmt: skip
def test_every_code_of_the_model_has_words(table: str, codes: list[str]) -> None:
    assert set(codes) - set(TABLES[table]) == set()


def test_every_reason_of_a_match_has_words() -> None:
    codes = set()
    for path in (SOURCE / "parties").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason":
                for keyword in node.keywords:
                    if keyword.arg == "code":
                        codes |= {n.value for n in ast.walk(keyword.value) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    assert codes
    assert {code for code in codes - set(REASONS) if "_" in code} == set()
    assert set(FOR) & set(AGAINST) == set()


def test_every_question_of_the_vocabulary_has_words() -> None:
    assert {fact.name for fact in FACTS} == set(QUESTIONS)
    assert set(SETTLED_BY) == set(SETTLING)
    assert {who for _, who in SETTLED_BY.values()} - set(TABLES["role"]) == set()


def test_a_question_is_put_in_the_language_of_the_reader() -> None:
    english = "Is a signed end-use certificate of the end user at hand?"
    assert Words("en").question(["doc.end_use_certificate"], english) == english
    assert Words("ru").question(["doc.end_use_certificate"], english) == "Есть ли подписанный сертификат конечного использования?"
    assert Words("zh").question(["party.consignee.country"], "In which country is the party established?") == "该当事方设立在哪个国家？"
    assert Words("ru").question([], SETTLED_BY["red_flag"][0]) == SETTLING["red_flag"][1]
    assert Words("zh").question(["doc.end_use_certificate"], "A question of a house rule?") == "A question of a house rule?"


def test_thousands_are_set_apart_as_the_language_has_it() -> None:
    assert [Words(lang).number(1234567) for lang in LANGUAGES] == ["1,234,567", "1,234,567", "1\u00a0234\u00a0567"]


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UsageError, match="en, zh, ru"):
        Words("fr")


def test_a_party_in_two_roles_is_told_once_and_cannot_take_over_the_terminal() -> None:
    match = {
        "role": "buyer", "party": "Probe\x1b[2J \u202eWorks", "matched_name": "Probe Works", "band": "established", "score": 990, "listing_id": "t:1", "act": "A", "annex": None,
        "programme": "P", "effect": "asset_freeze", "in_force": True, "attached": True, "excluded": None, "reasons": (),
    }  # fmt: skip
    decision = {
        "id": "X\x07", "revision": 0, "outcome": "block", "reason_class": "asset_freeze", "judged_date": "2026-01-01", "as_of": "2026-01-02", "notices": (), "findings": (), "questions": (),
        "matches": (match, {**match, "role": "consignee"}, {**match, "listing_id": "t:2"}), "regimes": {}, "lists": (), "basis_digest": "b" * 64, "engine_version": "1",
        "decision_key": "k" * 64, "not_checked": {"regimes_without_lists": (), "rules_undecided": (), "stale_lists": ()},
    }  # fmt: skip
    lines = explain(decision)
    told = [line for line in lines if "~" in line]
    assert [line.split(" “")[0].strip() for line in told] == ["buyer, consignee", "buyer"]
    assert "Probe‹U+001B›[2J ‹U+202E›Works" in told[0]
    assert not any(ord(letter) < 32 for line in lines for letter in line)


def test_every_parameter_is_asked_for_in_every_language() -> None:
    assert phrases_parameters.PARAMETERS.keys() == PARAMETERS.keys()
    asked = {(name, lang): phrases_parameters.ask_for(name, lang) for name in PARAMETERS for lang in phrases_parameters.ANSWERS}
    assert len(set(asked.values())) == len(asked)
    for (_, lang), question in asked.items():
        assert question.endswith("？" if lang == "zh" else "?")
        assert lang == "en" or not re.search(r"[a-z]{4}", question)


@pytest.mark.parametrize(
    ("known", "value", "told"),
    [(True, ["EU"], "regime.attached = EU (derived)"), (False, ["EU", "UN"], "regime.attached = EU, UN; whether more is UNKNOWN (derived)"), (False, [], "regime.attached = UNKNOWN (derived)")],
)  # fmt: skip
def test_of_a_set_that_may_hold_more_what_is_sure_is_told(known: bool, value: list[str], told: str) -> None:
    fact = {"name": "regime.attached", "known": known, "value": value, "provenance": "derived"}
    finding = {
        "outcome": "review",
        "rule": "R",
        "title": "t",
        "line": 0,
        "roles": [],
        "state": "true",
        "citation": "c",
        "confirmed": "primary",
        "capped": None,
        "facts": [fact],
        "listings": [],
    }
    assert f"      {told}" in findings("Why", [finding])
    assert value == [] or ", ".join(value) in fact_html(fact, Words("en"))
