"""Which words does the trade use for goods, so that they are nobody's name?"""

from __future__ import annotations

from collections.abc import Callable

from enduse.basis import Basis
from enduse.goods.wording import fold, read, stem


def words_of_trade(basis: Basis) -> Callable[[str], bool]:
    """Whether a word stands in the nomenclature or in the lexicon of goods, in any of its forms. Made once per Basis."""
    held = basis.cache.get("goods.trade_words")
    if not isinstance(held, frozenset):
        words = set(basis.table("goods.words").column("word").to_pylist())
        lexicon = basis.table("goods.lexicon")
        for language in ("en", "ru", "zh", "tr"):
            for cell in lexicon.column(language).to_pylist():
                words.update(stem(fold(word.text)) for word in read(cell or "").words)
        held = basis.cache["goods.trade_words"] = frozenset(words)
    known: frozenset[str] = held
    return lambda word: stem(fold(word)) in known
