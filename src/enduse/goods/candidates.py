"""What is an answer to a text: candidates, their evidence, the lists they touch, and the question where nothing should be relied on?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

QUESTIONS: Final = {
    "no-text": "What are the goods? The line describes nothing.",
    "no-evidence": "What are the goods: what is it, of what material, for what use? No word of the description is known.",
    "unsure": "What exactly are the goods: function, material, maker and part number?",
}


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Characters start to end of the text, and the row of the lexicon (`lexicon`) or the word of the nomenclature (`text`) that they name; or the code (`code`)."""

    start: int
    end: int
    kind: str
    says: str


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """A control list that names the subheading on the date, or may; dates are ISO, None is open."""

    list_id: str
    code: str
    nature: str
    tier: str | None
    named: bool
    valid_from: str | None
    valid_to: str | None
    citation: str


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A subheading that the text may mean. `probability`: that it is this one, as calibrated; of its heading and chapter likewise. `text_probability`: without the code given.

    `controls`: control lists touched on the date; `hints`: baskets and entries of dual-use lists that the words themselves point to. An indicator, never a classification.
    """

    hs6: str
    hs4: str
    hs2: str
    probability: float
    probability_hs4: float
    probability_hs2: float
    text_probability: float
    evidence: tuple[Evidence, ...] = ()
    controls: tuple[Touched, ...] = ()
    hints: tuple[str, ...] = ()


class Candidates(list[Candidate]):
    """Candidates, the likeliest first; empty if no word says anything.

    `abstained`: why none of them should be relied on (no-text, no-evidence, unsure), else None, with the `question` to ask. `controlled`: how likely the text alone is to mean
    goods of the lists that texts are looked at for (setting goods.text.controlled_lists); `points_to`: those lists and hints. `notes`: what of code and language was not used.
    `doubt`, filled by `enduse.classify` and the command: `vague` (the text does not tell what the goods are), `disguised` (its words point to controlled goods, or are `euphemisms`
    under which such goods have travelled, and the code declared is of others) or `none`.
    """

    def __init__(
        self,
        found: Iterable[Candidate] = (),
        *,
        abstained: str | None = None,
        controlled: float = 0.0,
        points_to: tuple[str, ...] = (),
        notes: tuple[str, ...] = (),
        doubt: str | None = None,
        euphemisms: tuple[str, ...] = (),
    ) -> None:
        super().__init__(found)
        self.abstained = abstained
        self.question = QUESTIONS[abstained] if abstained else None
        self.controlled = controlled
        self.points_to = points_to
        self.notes = notes
        self.doubt = doubt
        self.euphemisms = euphemisms


Rerank = Callable[[str, Sequence[Candidate]], Sequence[Candidate]]
"""A hook of the API: text and candidates in, candidates in another order (or with other probabilities) out. Screening never calls it."""
