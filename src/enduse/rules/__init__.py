"""What follows in law? The rule language, its packs and their evaluation."""

from __future__ import annotations

from enduse.rules.evaluate import evaluate
from enduse.rules.examples import ExampleFailure, run_examples
from enduse.rules.explain import Bound, LeafFact, Question, ask, explain, find_bindings, shown
from enduse.rules.pack import compile_packs
from enduse.rules.rule import Example, Rule, RuleSet
from enduse.rules.verdicts import ASKS, NOTED, TRUE, Verdicts
from enduse.rules.witness import Witnesses, explain_all

__all__ = [
    "ASKS",
    "NOTED",
    "TRUE",
    "Bound",
    "Example",
    "ExampleFailure",
    "LeafFact",
    "Question",
    "Rule",
    "RuleSet",
    "Verdicts",
    "Witnesses",
    "ask",
    "compile_packs",
    "evaluate",
    "explain",
    "explain_all",
    "find_bindings",
    "run_examples",
    "shown",
]
