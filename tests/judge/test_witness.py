"""Is a verdict explained by its own facts, also where equal verdicts are explained together?"""

from __future__ import annotations

from pathlib import Path

from enduse.basis import Basis
from enduse.ingest import Options, read
from enduse.judge import kernel
from enduse.rules import NOTED, TRUE, evaluate, explain, explain_all
from enduse.run.package import text


def test_every_verdict_of_the_sample_book_is_explained_as_it_is_alone(small_content: Basis, tmp_path: Path) -> None:
    book = tmp_path / "transactions.csv"
    book.write_text(text("sample", "transactions.csv"), encoding="utf-8")
    transactions = [transaction for part in read([book], Options()) for transaction in part.transactions]
    screening = kernel.Screening(basis=small_content, as_of="2026-09-30", engine_version="test")
    facts = kernel.facts_of(transactions, screening).facts
    ruleset = kernel.ruleset_of(small_content)
    verdicts = evaluate(ruleset, facts)
    told = explain_all(ruleset, facts, verdicts)
    assert len(told.leaves) < len(verdicts)
    for row in range(len(verdicts)):
        if verdicts.state[row] == NOTED:
            assert told.of[row] == -1
            continue
        rule = ruleset.rules[int(verdicts.rule[row])]
        alone = explain(rule, facts, int(verdicts.tx[row]), int(verdicts.line[row]), verdicts.parties(row, rule.party_roles))
        together = told.leaves[int(told.of[row])]
        assert together[: len(alone)] == alone
        assert verdicts.state[row] == TRUE or together == alone
