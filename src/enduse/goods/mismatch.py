"""Do the declared code and the description speak of the same goods, and if not, which way does the difference point?

*Into control*: the words point into controlled goods, the code stands outside, as evasion would have it. *Out of control*: the other way round, mostly a slip. The text is
judged without the code; of each distinct text and code once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from enduse.basis import Basis
from enduse.codes.hs import canonical_hs
from enduse.goods.candidates import Candidates
from enduse.goods.classify import Classifier, Reading
from enduse.goods.euphemisms import Euphemism, Euphemisms
from enduse.goods.lexicon import Found
from enduse.goods.wording import ATTRIBUTE, PATH

INTO, OUT_OF, NEITHER = "into_control", "out_of_control", "neither"
VAGUE, DISGUISED, NONE = "vague", "disguised", "none"
_DIGITS: Final = re.compile("[0-9]{4,6}")
_NATIONAL: Final = frozenset({"98", "99"})
_HELD_TEXTS: Final = 256
_HELD: Final = 50_000
"""Distinct texts and codes that are remembered; what is remembered never changes an answer."""


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """What code and text say of each other.

    `misdeclared`: None where the text is not clear enough. `direction`: into_control, out_of_control, neither; None unknown. `controlled`: probability that the text means
    goods of the lists texts are looked at for, `points_to` those lists and hints, `clear` whether the text names goods at all. `heading`: the likeliest by text alone,
    `of_heading` and `of_chapter` the probabilities of the declared ones, raw. `doubt`: `vague` where the text does not tell what the goods are, `disguised` where its words
    point to controlled goods, or have hidden such goods, and the code is of others; else `none`. None without a text.
    """

    misdeclared: bool | None
    direction: str | None
    controlled: float
    points_to: tuple[str, ...]
    clear: bool
    heading: str | None
    of_heading: float | None
    of_chapter: float | None
    euphemisms: tuple[Euphemism, ...]
    doubt: str | None

    @property
    def score(self) -> float | None:
        """How well they fit, higher is better: logarithms of the probabilities of heading and chapter."""
        if self.of_heading is None or self.of_chapter is None:
            return None
        return float(np.log(self.of_heading + 1e-4) + np.log(self.of_chapter + 1e-4))


class _Said(msgspec.Struct, frozen=True):
    """What a text says by itself: raw probabilities of headings and chapters, and what it points to."""

    of_headings: npt.NDArray[np.float64]
    of_chapters: dict[str, float]
    controlled: float
    points_to: tuple[str, ...]
    clear: bool
    purpose: bool
    """It says what the goods are for."""
    mentions: bool
    """A text of few words, one of them for goods of the lists that texts are looked at for, be it only for what the goods are for or go with."""


class Mismatch:
    """Classifier, phrases and limits of a Basis."""

    def __init__(self, basis: Basis) -> None:
        self._classifier = Classifier.of(basis)
        self._phrases = Euphemisms(basis.table("goods.euphemisms"))
        self._sure = float(basis.setting("goods.mismatch.sure"))
        self._below = float(basis.setting("goods.mismatch.below"))
        self._fits = float(basis.setting("goods.mismatch.fits"))
        self._kinds = _kinds(basis.setting("goods.mismatch.kinds"))
        self._points = float(basis.setting("goods.mismatch.controlled"))
        self._likely = float(basis.setting("goods.mismatch.likely"))
        self._unlike = float(basis.setting("goods.mismatch.unlike"))
        self._place = {heading: place for place, heading in enumerate(self._classifier.retriever.headings)}
        self._edges: list[int] = self._classifier.catalogue.edges.tolist()
        self._known: dict[tuple[str, str | None, int], Fit] = {}
        self._texts: dict[tuple[str, int], _Said | None] = {}

    @classmethod
    def of(cls, basis: Basis) -> Mismatch:
        """Made once for this Basis."""
        held = basis.cache.get("goods.mismatch")
        if not isinstance(held, Mismatch):
            held = basis.cache["goods.mismatch"] = cls(basis)
        return held

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings that a text can be found under."""
        return tuple(self._place)

    def judge(self, text: str | None, code: str | None, day: int) -> Fit:
        """What a description and a declared code say of each other on a day (days since 1970-01-01)."""
        key = text or "", code, bisect_right(self._edges, day)
        held = self._known.get(key)
        if held is None:
            if len(self._known) >= _HELD:
                self._known.clear()
            held = self._known[key] = self._judged(key[0], code, day, key[2])
        return held

    def _said(self, text: str, day: int, period: int) -> _Said | None:
        """What the text says by itself; None if it says nothing that is known."""
        key = text, period
        if key in self._texts:
            return self._texts[key]
        classifier, r = self._classifier, self._classifier.retriever
        reading = classifier.read(text) if text.strip() else None
        said = None
        if reading is not None and (reading.weighed or reading.words.any()):
            chances = classifier.probabilities(reading)
            of_headings = classifier.by_heading(chances)
            of_chapters = dict(zip(r.chapters, classifier.by_chapter(of_headings).tolist(), strict=True))
            controlled, points_to = classifier.pointing(reading, chances, day)
            purpose = any(word.purpose for word in reading.wording.words)
            said = _Said(of_headings, of_chapters, controlled, points_to, self._clear(reading), purpose, self._mentions(reading, text, day))
        if len(self._texts) >= _HELD_TEXTS:
            self._texts.clear()
        self._texts[key] = said
        return said

    def _judged(self, text: str, code: str | None, day: int, period: int) -> Fit:
        phrases = self._phrases.find(text)
        said = self._said(text, day, period)
        if said is None:
            return Fit(
                misdeclared=None,
                direction=None,
                controlled=0.0,
                points_to=(),
                clear=False,
                heading=None,
                of_heading=None,
                of_chapter=None,
                euphemisms=phrases,
                doubt=None if not text.strip() else DISGUISED if self._hides(phrases, canonical_hs(code)[0], text, day) else VAGUE,
            )
        known = canonical_hs(code)[0]
        digits = known
        if digits is not None and (digits[:2] in _NATIONAL or digits[:2] not in said.of_chapters):
            digits = None
        place = self._place.get(digits[:4]) if digits else None
        of_chapter = said.of_chapters[digits[:2]] if digits else None
        of_heading = float(said.of_headings[place]) if place is not None else None
        misdeclared = self._misdeclared(said, digits, of_heading)
        return Fit(
            misdeclared=misdeclared,
            direction=self._direction(said, digits, misdeclared, of_heading, day),
            controlled=said.controlled,
            points_to=said.points_to,
            clear=said.clear,
            heading=self._classifier.retriever.headings[int(said.of_headings.argmax())],
            of_heading=of_heading,
            of_chapter=of_chapter,
            euphemisms=phrases,
            doubt=self._doubt(said, phrases, known, text, of_heading, day),
        )

    def _doubt(self, said: _Said, phrases: tuple[Euphemism, ...], digits: str | None, text: str, of_heading: float | None, day: int) -> str:
        if self._hides(phrases, digits, text, day, said, of_heading) or self._points_elsewhere(said, digits, of_heading, day):
            return DISGUISED
        if said.clear or (not said.purpose and digits is not None and self._supports(said, digits, of_heading)):
            return NONE
        return VAGUE

    def _supports(self, said: _Said, digits: str, of_heading: float | None) -> bool:
        """The words lead to the declared code, if weakly."""
        likeliest = self._classifier.retriever.headings[int(said.of_headings.argmax())]
        return max(of_heading or 0.0, said.of_chapters.get(digits[:2], 0.0)) >= self._unlike or likeliest == digits[:4]

    def _hides(
        self, phrases: tuple[Euphemism, ...], digits: str | None, text: str, day: int, said: _Said | None = None, of_heading: float | None = None
    ) -> bool:
        """Words under which goods have travelled that the code does not name."""
        if self._listed(digits, day):
            return False
        for phrase in phrases:
            codes = [code for code in phrase.hides if _DIGITS.fullmatch(code)]
            if phrase.strength != "weak" or (digits is not None and codes and not any(digits.startswith(code) for code in codes)):
                return True
        if said is None or digits is None or not said.mentions:
            return False
        return bool(phrases) or self._phrases.harmless(text) is not None or of_heading is None or of_heading < self._below

    def _points_elsewhere(self, said: _Said, digits: str | None, of_heading: float | None, day: int) -> bool:
        if digits is None or not said.points_to or self._listed(digits, day):
            return False
        return said.controlled >= self._likely or of_heading is None or of_heading < self._fits

    def _listed(self, digits: str | None, day: int) -> bool:
        """The code is one of the lists that texts are looked at for: then it speaks for itself."""
        standing = self._classifier.catalogue.standing(digits, day) if digits else None
        return standing is not None and not set(self._classifier.controlled_lists).isdisjoint(standing.named)

    def _mentions(self, reading: Reading, text: str, day: int) -> bool:
        if len(reading.wording.words) >= self._classifier.weights["long"]:
            return False
        least = self._classifier.controlled_from
        return self._phrases.technology(text) is not None or any(
            self._classifier.share_listed(hit.entry, reading.found, day) >= least for hit, _ in reading.weighed
        )

    def _misdeclared(self, said: _Said, digits: str | None, of_heading: float | None) -> bool | None:
        """True only where the text is sure of a chapter of another kind: materials are seldom told, and a hose of rubber reads like one of plastic."""
        if digits is None:
            return None
        likeliest = max(said.of_chapters, key=lambda chapter: said.of_chapters[chapter])
        apart = self._kinds.get(likeliest) != self._kinds.get(digits[:2])
        if said.clear and apart and said.of_chapters[likeliest] >= self._sure and said.of_chapters[digits[:2]] < self._below:
            return True
        return False if of_heading is not None and of_heading >= self._fits else None

    def _clear(self, reading: Reading) -> bool:
        """A thing or a part is named, not only what it is for or goes with."""
        found: Found = reading.found
        return any(
            self._classifier.lexicon.entries[hit.entry].role in ("thing", "part")
            and not hit.purpose
            and not hit.company
            and hit.segment not in (PATH, ATTRIBUTE)
            for hit in found.hits
        )

    def _direction(self, said: _Said, digits: str | None, misdeclared: bool | None, of_heading: float | None, day: int) -> str | None:
        """Where one of the two is in the lists and the other is not."""
        if digits is None or len(digits) < 6 or not said.clear:
            return None
        standing = self._classifier.catalogue.standing(digits, day)
        if standing is None:
            return None
        lists = set(self._classifier.controlled_lists)
        named, possible, points = bool(lists & set(standing.named)), bool(lists & set(standing.possible)), said.controlled >= self._points
        if points and not named:
            if possible:
                return None
            return INTO if of_heading is None or of_heading < self._below else NEITHER
        if named and misdeclared and said.controlled < 1 - self._points:
            return OUT_OF
        return NEITHER if misdeclared is False or named == points else None


def with_doubt(found: Candidates, fit: Fit) -> Candidates:
    """The same answer, told besides what makes one doubt the text."""
    found.doubt = fit.doubt
    found.euphemisms = tuple(one.phrase for one in fit.euphemisms)
    return found


def _kinds(setting: str) -> dict[str, int]:
    """Chapter → number of its kind; kinds are parted by blanks, ranges of chapters by commas.

    >>> kinds = _kinds("01-24 39-83,94-96")
    >>> kinds["24"] == kinds["01"], kinds["94"] == kinds["40"], kinds["01"] == kinds["40"]
    (True, True, False)
    """
    known: dict[str, int] = {}
    for place, kind in enumerate(setting.split()):
        for bounds in kind.split(","):
            first, _, last = bounds.partition("-")
            known.update({f"{chapter:02}": place for chapter in range(int(first), int(last or first) + 1)})
    return known
