"""Which subheadings does the nomenclature describe in these words?

Each subheading of six digits is one document: its own text, those of its heading and chapter, and those of the longer codes beneath it that the user has loaded
(Combined Nomenclature, TARIC, national tariffs), each with a weight. Words are weighed as BM25 does (Robertson and Zaragoza, 2009), with the weights of words in
documents computed once, when the Basis is compiled.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from enduse.goods.wording import fold, read, stem

TEXTS: Final = pa.schema([("source", pa.string()), ("lang", pa.string()), ("code", pa.string()), ("text", pa.string())])
"""Texts of a nomenclature: code of 2 to 10 digits; of 5, the words over a group of subheadings."""
DOCUMENTS: Final = pa.schema([("hs6", pa.string())])
WORDS: Final = pa.schema([("word", pa.string()), ("postings", pa.int32())])
"""Words in order, and how many postings each has."""
POSTINGS: Final = pa.schema([("document", pa.int32()), ("weight", pa.int32())])
"""Weight in thousandths."""

_OWN, _GROUP, _HEADING, _CHAPTER, _BENEATH = 1.0, 0.8, 0.5, 0.15, 0.6
_K, _B = 1.2, 0.6
_EMPTY: Final = frozenset(
    "of the and or for in not other with than to a an by on from including excluding but whether n.e.c nec heading headings no item items chapter elsewhere specified kind used "
    "parts thereof similar like containing exceeding more less which as their its de du des la le les et ou à en pour un une autres que d l par sur non avec".split()
)
"""Words of the nomenclature's grammar."""


def postings(texts: Iterable[Mapping[str, str]]) -> dict[str, pa.Table]:
    """Tables `goods.documents`, `goods.words` and `goods.postings` of these texts (columns of `TEXTS`); documents are the codes of six digits among them."""
    by_code: dict[str, dict[str, float]] = {}
    own: set[str] = set()
    beneath: dict[str, dict[str, float]] = {}
    for row in texts:
        code = row["code"]
        counts = words_of(row["text"])
        into = beneath.setdefault(code[:6], {}) if len(code) > 6 else by_code.setdefault(code, {})
        for word in counts:
            into[word] = min(into.get(word, 0.0) + 1.0, 3.0)
        if len(code) == 6:
            own.add(code)
    documents = sorted(own)
    frequencies: list[dict[str, float]] = []
    for code in documents:
        document: dict[str, float] = {}
        for source, weight in (
            (by_code[code], _OWN),
            (by_code.get(code[:5], {}), _GROUP),
            (by_code.get(code[:4], {}), _HEADING),
            (by_code.get(code[:2], {}), _CHAPTER),
            (beneath.get(code, {}), _BENEATH),
        ):
            for word, count in source.items():
                document[word] = document.get(word, 0.0) + weight * count
        frequencies.append(document)
    lengths = [sum(document.values()) for document in frequencies]
    average = sum(lengths) / max(1, len(lengths))
    holders: dict[str, list[int]] = {}
    for index, document in enumerate(frequencies):
        for word in document:
            holders.setdefault(word, []).append(index)
    words, sizes, places, weights = [], [], [], []
    for word in sorted(holders):
        rarity = math.log(1.0 + (len(documents) - len(holders[word]) + 0.5) / (len(holders[word]) + 0.5))
        words.append(word)
        sizes.append(len(holders[word]))
        for index in holders[word]:
            count = frequencies[index][word]
            places.append(index)
            weights.append(round(1000 * rarity * count * (_K + 1) / (count + _K * (1 - _B + _B * lengths[index] / average))))
    return {
        "goods.documents": pa.table({"hs6": documents}, schema=DOCUMENTS),
        "goods.words": pa.table({"word": words, "postings": sizes}, schema=WORDS),
        "goods.postings": pa.table({"document": places, "weight": weights}, schema=POSTINGS),
    }


def words_of(text: str) -> set[str]:
    """Words of a text of the nomenclature that tell something."""
    return {one for word in read(text).words if word.text not in _EMPTY and not word.text.isdigit() for one in (stem(fold(word.text)),) if len(one) > 1}


class Retriever(msgspec.Struct, frozen=True):
    """The tables of a Basis, ready to be asked. `heading`, `chapter`: of each document, as an index into `headings` and `chapters`."""

    codes: tuple[str, ...]
    place: Mapping[str, int]
    headings: tuple[str, ...]
    chapters: tuple[str, ...]
    heading: npt.NDArray[np.int32]
    chapter: npt.NDArray[np.int32]
    first: npt.NDArray[np.int64]
    """Of each heading, its first document; they stand in order."""
    spans: Mapping[str, tuple[int, int]]
    documents: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    words: tuple[str, ...]
    held: npt.NDArray[np.int32]
    """Places of words, document by document; those of a document begin where `holds` says."""
    holds: npt.NDArray[np.int64]
    read: dict[int, frozenset[str]]
    """Words of the documents that were asked for."""

    @classmethod
    def of(cls, tables: Mapping[str, pa.Table]) -> Retriever:
        """Made once per Basis."""
        codes = tuple(tables["goods.documents"].column("hs6").to_pylist())
        headings = tuple(sorted({code[:4] for code in codes}))
        chapters = tuple(sorted({code[:2] for code in codes}))
        heading_at, chapter_at = {h: i for i, h in enumerate(headings)}, {c: i for i, c in enumerate(chapters)}
        heading = np.array([heading_at[code[:4]] for code in codes], dtype=np.int32)
        ends = np.cumsum(tables["goods.words"].column("postings").to_numpy()) if codes else np.zeros(0, np.int64)
        starts = [0, *ends.tolist()]
        words = tuple(tables["goods.words"].column("word").to_pylist())
        documents = tables["goods.postings"].column("document").to_numpy()
        by_document = np.argsort(documents, kind="stable")
        return cls(
            codes=codes,
            place={code: i for i, code in enumerate(codes)},
            headings=headings,
            chapters=chapters,
            heading=heading,
            chapter=np.array([chapter_at[code[:2]] for code in codes], dtype=np.int32),
            first=np.searchsorted(heading, np.arange(len(headings))),
            spans={word: (starts[i], starts[i + 1]) for i, word in enumerate(words)},
            documents=documents,
            weights=(tables["goods.postings"].column("weight").to_numpy() / 1000.0).astype(np.float32),
            words=words,
            held=np.repeat(np.arange(len(words), dtype=np.int32), np.diff(starts))[by_document],
            holds=np.searchsorted(documents[by_document], np.arange(len(codes) + 1)),
            read={},
        )

    def score(self, words: Sequence[tuple[str, float]]) -> npt.NDArray[np.float64]:
        """A number per document: how well it is described by these words, each with its weight."""
        spans = [(*self.spans[word], weight) for word, weight in words if word in self.spans]
        if not spans:
            return np.zeros(len(self.codes))
        documents = np.concatenate([self.documents[a:b] for a, b, _ in spans])
        weights = np.concatenate([self.weights[a:b] for a, b, _ in spans])
        weights *= np.repeat(np.array([weight for _, _, weight in spans], dtype=np.float32), [b - a for a, b, _ in spans])
        return np.bincount(documents, weights=weights, minlength=len(self.codes)).astype(np.float64, copy=False)

    def under(self, code: str) -> slice:
        """The documents under a code of 2 to 6 digits; they stand in order."""
        return slice(bisect_left(self.codes, code), bisect_left(self.codes, code + "~"))

    def words_of(self, place: int) -> frozenset[str]:
        """The words of the document there."""
        held = self.read.get(place)
        if held is None:
            held = self.read[place] = frozenset(self.words[i] for i in self.held[self.holds[place] : self.holds[place + 1]].tolist())
        return held
