"""Which subheadings, headings and chapters do the rows of the lexicon that a text names point at, and how strongly?"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from enduse.goods.lexicon import Found, Hit, Lexicon
from enduse.goods.retrieve import Retriever

_Aim = tuple[list[tuple[int, float]], list[tuple[int, float]], list[tuple[int, float]], list[tuple[int, float]]]


class Lexical(msgspec.Struct, frozen=True):
    """The lexicon's evidence: by places of subheadings, headings and chapters. `shared`: by headings, what each of their subheadings has of it."""

    six: dict[int, float]
    shared: dict[int, float]
    four: dict[int, float]
    two: dict[int, float]


class Aims:
    """Places of the codes of each row, looked up once."""

    def __init__(self, lexicon: Lexicon, retriever: Retriever) -> None:
        self._lexicon = lexicon
        self._subheading_at = retriever.place
        self.heading_at = {heading: i for i, heading in enumerate(retriever.headings)}
        self.chapter_at = {chapter: i for i, chapter in enumerate(retriever.chapters)}
        self._part = 1.0 / np.diff(retriever.first, append=len(retriever.codes))
        self._aims: dict[tuple[tuple[str, float], ...], _Aim] = {}

    def spread(self, found: Found, weighed: Sequence[tuple[Hit, float]]) -> Lexical:
        """Evidence of weighed hits under the attributes that the text states."""
        six: dict[int, float] = {}
        shared: dict[int, float] = {}
        four: dict[int, float] = {}
        two: dict[int, float] = {}
        of_entry: dict[int, float] = {}
        for hit, weight in weighed:
            of_entry[hit.entry] = of_entry.get(hit.entry, 0.0) + weight
        for entry, weight in of_entry.items():
            targets = self._lexicon.targets(entry, found.stated, found.telling)
            aim = self._aims.get(targets)
            if aim is None:
                aim = self._aims[targets] = self._aimed(targets)
            for into, some in zip((six, shared, four, two), aim, strict=True):
                for place, share in some:
                    into[place] = into.get(place, 0.0) + weight * share
        return Lexical(six, shared, four, two)

    def _aimed(self, targets: tuple[tuple[str, float], ...]) -> _Aim:
        aim: _Aim = ([], [], [], [])
        six, shared, four, two = aim
        for code, share in targets:
            chapter = self.chapter_at.get(code[:2])
            if chapter is None:
                continue
            two.append((chapter, share))
            if len(code) >= 4 and (heading := self.heading_at.get(code[:4])) is not None:
                four.append((heading, share))
                if len(code) == 4:
                    shared.append((heading, share * float(self._part[heading])))
                elif (place := self._subheading_at.get(code)) is not None:
                    six.append((place, share))
        return aim
