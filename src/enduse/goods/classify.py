"""What are the goods that this text describes, how sure is that, which words say so, and which controls does it point into?

Two witnesses are heard: the lexicon, which knows what commerce calls things, and the words of the nomenclature (`retrieve`). Their evidence is added over
subheadings, headings and chapters, turned into probabilities by a softmax, and stated as calibrated ones. Nothing is known of goods that no word names: then the
answer is an abstention with the question to ask.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from enduse.basis import Basis
from enduse.codes.hs import canonical_hs
from enduse.goods.aims import Aims, Lexical
from enduse.goods.calibrate import CURVES, Calibration, calibration
from enduse.goods.candidates import Candidate, Candidates, Evidence, Touched
from enduse.goods.catalogue import Catalogue, in_force
from enduse.goods.figure_conditions import met
from enduse.goods.lexicon import PLAY, Entry, Found, Hit, Lexicon
from enduse.goods.retrieve import Retriever
from enduse.goods.stated import ParameterReader
from enduse.goods.wording import ATTRIBUTE, LEAF, PATH, TELLING, TITLE, Wording, read
from enduse.text.romanise import Romaniser

_SEGMENT: Final = {TITLE: "title", PATH: "path", LEAF: "leaf", ATTRIBUTE: "attribute", TELLING: "telling"}
_TECHNICAL: Final = frozenset({"84", "85", "86", "87", "88", "89", "90", "93", "36"})
"""Chapters whose goods are made in small for children and collectors."""
_COMPONENTS: Final = frozenset({"8482", "8529", "8532", "8533", "8534", "8536", "8541", "8542"})
"""Headings whose goods never are: a chip in a toy is a chip."""
_TURKISH: Final = re.compile("[ğışĞŞİçöüÇÖÜ]")
LANGUAGES: Final = ("en", "ru", "zh", "tr")
_SCALE: Final = 12
_HINTED: Final = 0.5
"""Weight from which on a row's hints are told."""
_DAYS: Final = 10_000
"""Days whose period is remembered."""
_SMALL: Final = 1e-4
_MANY: Final = 200
"""Where no more than so many chances are at least a ten-thousandth of the highest, the highest are looked for among those."""
_FEWEST: Final = 0.03
"""Below this raw probability of the heading a question is asked as well."""


class Reading(msgspec.Struct, frozen=True):
    """Both witnesses on one text: what was found, what the lexicon has of it, and per document the nomenclature's evidence."""

    wording: Wording
    found: Found
    weighed: tuple[tuple[Hit, float], ...]
    lexicon: Lexical
    words: npt.NDArray[np.float64]
    asked: tuple[tuple[str, float], ...]


class Classifier:
    """Lexicon, nomenclature and calibration of a Basis, ready to be asked. What it remembers of words never changes an answer."""

    def __init__(self, basis: Basis, weights: dict[str, float] | None = None) -> None:
        self.retriever = Retriever.of(basis.tables)
        self.lexicon = Lexicon(basis.table("goods.lexicon"), Romaniser(basis.table("text.romanise")), self.retriever.spans)
        self._reader = ParameterReader.of(basis) if "goods.parameter_words" in basis.tables else None
        self.catalogue = Catalogue.of(basis)
        self.calibration: Calibration = calibration(
            basis.setting("goods.text.weights"), {level: basis.setting(f"goods.text.curve.{level}") for level in CURVES}
        )
        self.weights = dict(self.calibration.weights) | (weights or {})
        self.controlled_lists = tuple(basis.setting("goods.text.controlled_lists").split())
        self._masks_of: dict[int, dict[str, npt.NDArray[np.int64]]] = {}
        self._touched: dict[tuple[str, int], tuple[Touched, ...]] = {}
        self.controlled_from = float(basis.setting("goods.text.controlled_from"))
        self._aims = Aims(self.lexicon, self.retriever)
        self._chapter_of = self.retriever.chapter[self.retriever.first] if self.retriever.codes else self.retriever.chapter
        self._periods: dict[int, int] = {}

    @classmethod
    def of(cls, basis: Basis) -> Classifier:
        """The classifier of this Basis, made once."""
        held = basis.cache.get("goods.classifier")
        if not isinstance(held, Classifier):
            held = basis.cache["goods.classifier"] = cls(basis)
        return held

    # ------------------------------------------------------------ evidence

    def read(self, text: str, lang: str | None = None) -> Reading:
        """What both witnesses say of the text."""
        wording = read(text)
        found = self.lexicon.find(wording, turkish=lang == "tr" or _TURKISH.search(text) is not None)
        figures = {name for hit in found.hits for name in self.lexicon.entries[hit.entry].figures}
        if figures and self._reader is not None:
            found = msgspec.structs.replace(found, stated=found.stated | met(figures, self._reader.read(text, lang)))
        return self.weigh(wording, found)

    def weigh(self, wording: Wording, found: Found) -> Reading:
        """The evidence of words found, by the weights of the Basis."""
        weighed = self._weigh(found)
        asked = self._asked(wording, found)
        return Reading(wording, found, weighed, self._aims.spread(found, weighed), self.retriever.score(asked), asked)

    def _weigh(self, found: Found) -> tuple[tuple[Hit, float], ...]:
        """Each hit with its weight: where it stands, what role it has, how long it is, whether it is the thing or what the thing is for."""
        w = self.weights
        play = PLAY in found.stated
        weighed: list[tuple[Hit, float]] = []
        first = True
        for hit in found.hits:
            entry = self.lexicon.entries[hit.entry]
            weight = w[_SEGMENT[hit.segment]] * w[entry.role] * hit.length ** w["length"] * hit.likeness
            if hit.pattern:
                weight *= w["pattern"]
            if hit.purpose:
                weight *= w["purpose"]
            elif hit.company:
                weight *= w["company"]
            elif hit.segment == TITLE and entry.role in ("thing", "part"):
                if first:
                    weight *= w["first"]
                first = False
                if hit.last:
                    weight *= w["last"]
            if play and _technical(entry):
                weight *= w["play"]
            weighed.append((hit, weight))
        return tuple(weighed)

    def _asked(self, wording: Wording, found: Found) -> tuple[tuple[str, float], ...]:
        """Words to ask the nomenclature for; those of the lexicon's English names for what was read in another language."""
        w = self.weights
        asked: dict[str, float] = {}
        of_segment = {segment: w[name] for segment, name in _SEGMENT.items()}
        for word, (one, likeness) in zip(wording.words, found.stems, strict=True):
            if likeness and one in self.retriever.spans and not one.isdigit():
                weight = of_segment[word.segment] * likeness * (w["purpose"] if word.purpose else w["company"] if word.company else 1.0)
                if weight > asked.get(one, 0.0):
                    asked[one] = weight
        for hit in found.hits:
            for one in self.lexicon.entries[hit.entry].english if hit.foreign else ():
                asked[one] = max(asked.get(one, 0.0), w["bridge"])
        return tuple(asked.items())

    def probabilities(self, reading: Reading, code: str | None = None) -> npt.NDArray[np.float64]:
        """Raw probability of each document; the code given is evidence like another."""
        w, r = self.weights, self.retriever
        said = reading.lexicon
        total = sum(weight for _, weight in reading.weighed)
        scale = total ** -w["root"] if total else 0.0
        by_chapter = np.zeros(len(r.chapters))
        for place, share in said.two.items():
            by_chapter[place] = w["lex2"] * scale * share
        if code and (chapter := self._aims.chapter_at.get(code[:2])) is not None:
            by_chapter[chapter] += w["code2"]
        by_heading = by_chapter.take(self._chapter_of)
        for place, share in said.four.items():
            by_heading[place] += w["lex4"] * scale * share
        for place, share in said.shared.items():
            by_heading[place] += w["lex6"] * scale * share
        if code and (heading := self._aims.heading_at.get(code[:4])) is not None:
            by_heading[heading] += w["code4"]
        best = float(reading.words.max()) if len(reading.words) else 0.0
        if best > 0.0:
            near = 1.0 / max(best, _SCALE)
            places = np.flatnonzero(reading.words)
            heads = r.heading.take(places)
            first = np.flatnonzero(np.diff(heads, prepend=-1))
            by_heading[heads.take(first)] += (w["words4"] * near) * np.maximum.reduceat(reading.words.take(places), first)
            score = (w["words"] * near) * reading.words
            score += by_heading.take(r.heading)
        else:
            score = by_heading.take(r.heading)
        for place, share in said.six.items():
            score[place] += w["lex6"] * scale * share
        if code and (own := r.place.get(code[:6])) is not None:
            score[own] += w["code6"]
        score -= score.max()
        score *= (1.0 + total / w["calm"]) ** -0.5
        np.exp(score, out=score)
        score /= score.sum()
        return np.asarray(score)

    def by_heading(self, chances: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Probability of each heading."""
        return np.add.reduceat(chances, self.retriever.first)

    def by_chapter(self, of_headings: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Probability of each chapter, of those of the headings."""
        return np.asarray(np.bincount(self._chapter_of, weights=of_headings, minlength=len(self.retriever.chapters)), dtype=np.float64)

    # ------------------------------------------------------------ answers

    def classify(self, text: str, *, code: str | None = None, lang: str | None = None, limit: int = 10, day: int) -> Candidates:
        """Candidates for one text on a day (days since 1970-01-01), the likeliest first. `code`: as declared, evidence like another."""
        notes = self.unheard(code, lang)
        if not text.strip():
            return Candidates(abstained="no-text", notes=notes)
        reading = self.read(text, lang)
        declared = self.catalogue.known_digits(canonical_hs(code)[0])
        if not reading.weighed and not reading.words.any() and declared is None:
            return Candidates(abstained="no-evidence", notes=notes)
        alone = self.probabilities(reading)
        joint = self.probabilities(reading, declared) if declared else alone
        r, stated = self.retriever, functools.partial(self.calibration.stated, words=len(reading.wording.words))
        by_heading = self.by_heading(joint)
        by_chapter = self.by_chapter(by_heading)
        order = _highest(joint, min(limit, len(joint)))
        hints, period = self._hints(reading), self._period(day)
        six = stated("hs6", float(joint.max()), [float(joint[i]) for i in order])
        four = stated("hs4", float(by_heading.max()), [float(by_heading[r.heading[i]]) for i in order])
        two = stated("hs2", float(by_chapter.max()), [float(by_chapter[r.chapter[i]]) for i in order])
        own = six if joint is alone else stated("hs6", float(alone.max()), [float(alone[i]) for i in order])
        candidates = [
            Candidate(
                hs6=r.codes[i],
                hs4=r.codes[i][:4],
                hs2=r.codes[i][:2],
                probability=six[at],
                probability_hs4=four[at],
                probability_hs2=two[at],
                text_probability=own[at],
                evidence=said,
                controls=self.touched(r.codes[i], day, period),
                hints=hints,
            )
            for at, (i, said) in enumerate(zip(order, self._evidence(reading, order, declared), strict=True))
        ]
        controlled, points_to = self.pointing(reading, alone, day)
        return Candidates(
            candidates, abstained="unsure" if float(by_heading.max()) < _FEWEST else None, controlled=controlled, points_to=points_to, notes=notes
        )

    def unheard(self, code: str | None, lang: str | None) -> tuple[str, ...]:
        """What of a code and a language given cannot be used, in words; nothing is left out in silence."""
        told = []
        if code is not None and code.strip():
            digits, why = canonical_hs(code)
            known = self.catalogue.known_digits(digits)
            if digits is None:
                told.append(f"the code is not used: {why}")
            elif digits != known:
                told.append(f"no edition of the Harmonized System holds the code {digits}; only {known} is used")
        if lang is not None and lang not in LANGUAGES:
            told.append(f"the language is not used: {lang[:20]!r} is not {', '.join(LANGUAGES[:-1])} or {LANGUAGES[-1]}")
        return tuple(told)

    def pointing(self, reading: Reading, probabilities: npt.NDArray[np.float64], day: int) -> tuple[float, tuple[str, ...]]:
        """How likely the text means goods of the lists it is looked at for, and those lists and hints."""
        masks = self._masks(day)
        by_list = {name: float(probabilities[masks[name]].sum()) for name in self.controlled_lists}
        total = max(1.0, sum(weight for _, weight in reading.weighed))
        by_hint: dict[str, float] = {}
        for hit, weight in reading.weighed:
            for hint in self.lexicon.entries[hit.entry].hints:
                by_hint[hint] = by_hint.get(hint, 0.0) + weight / total
        either = float(probabilities[masks["any"]].sum())
        chance = max([either, *(self.weights["hint"] * min(1.0, share) for share in by_hint.values())])
        names = [name for name, share in (*by_list.items(), *by_hint.items()) if share >= self.controlled_from / 2]
        return round(chance, 4), tuple(sorted(set(names)))

    def share_listed(self, entry: int, found: Found, day: int) -> float:
        """How much of what a row of the lexicon points at is of the lists that texts are looked at for."""
        listed, under = self._masks(day)["any"], self.retriever.under
        total = 0.0
        for code, share in self.lexicon.targets(entry, found.stated, found.telling):
            place = under(code)
            if place.stop > place.start:
                total += share * float(np.searchsorted(listed, place.stop) - np.searchsorted(listed, place.start)) / (place.stop - place.start)
        return total

    def _period(self, day: int) -> int:
        """Which period between two changes of the lists the day is in."""
        held = self._periods.get(day)
        if held is None:
            if len(self._periods) >= _DAYS:
                self._periods.clear()
            held = self._periods[day] = int(np.searchsorted(self.catalogue.edges, day, side="right"))
        return held

    def _masks(self, day: int) -> dict[str, npt.NDArray[np.int64]]:
        """Per list, the documents it names on the day; `any`: those that any of them names."""
        period = self._period(day)
        held = self._masks_of.get(period)
        if held is None:
            masks = {name: np.zeros(len(self.retriever.codes), dtype=np.bool_) for name in self.controlled_lists}
            for row in self.catalogue.rows:
                if row.list_id in masks and row.confirmed != "unconfirmed" and len(row.code) <= 6 and in_force(row, day):
                    masks[row.list_id][self.retriever.under(row.code)] = True
            masks["any"] = np.logical_or.reduce(list(masks.values()))
            held = self._masks_of[period] = {name: np.flatnonzero(mask) for name, mask in masks.items()}
        return held

    def _hints(self, reading: Reading) -> tuple[str, ...]:
        return tuple(sorted({hint for hit, weight in reading.weighed if weight > _HINTED for hint in self.lexicon.entries[hit.entry].hints}))

    def _evidence(self, reading: Reading, order: Sequence[int], declared: str | None) -> list[tuple[Evidence, ...]]:
        """What speaks for each of these documents: rows of the lexicon that name it or its heading, words of its text, the code given."""
        codes = [self.retriever.codes[i] for i in order]
        said: list[list[Evidence]] = [[] for _ in order]
        heads = {code[:4] for code in codes}
        for hit, _ in reading.weighed:
            entry = self.lexicon.entries[hit.entry]
            if entry.whole_chapters or not heads.isdisjoint(entry.headings):
                one = Evidence(start=hit.start, end=hit.end, kind="lexicon", says=entry.key)
                for i, hs6 in enumerate(codes):
                    if hs6[:4] in entry.headings or hs6[:2] in entry.codes:
                        said[i].append(one)
        own = [self.retriever.words_of(i) for i in order]
        any_of = frozenset().union(*own)
        for word, (stem, _) in zip(reading.wording.words, reading.found.stems, strict=True):
            if stem in any_of:
                one = Evidence(start=word.start, end=word.end, kind="text", says=stem)
                for i, stems in enumerate(own):
                    if stem in stems:
                        said[i].append(one)
        if declared is not None:
            for i, hs6 in enumerate(codes):
                if declared[:4] == hs6[:4]:
                    said[i].append(Evidence(start=0, end=0, kind="code", says=declared))
        return [tuple(some) for some in said]

    def touched(self, hs6: str, day: int, period: int) -> tuple[Touched, ...]:
        """Control lists that name the subheading on the day, which is in this period, or may."""
        key = hs6, period
        held = self._touched.get(key)
        if held is None:
            held = self._touched[key] = tuple(
                Touched(
                    list_id=row.list_id,
                    code=row.code,
                    nature=row.nature,
                    tier=row.tier,
                    named=row.named,
                    valid_from=_iso(row.valid_from),
                    valid_to=_iso(row.valid_to),
                    citation=row.citation,
                )
                for row in self.catalogue.lookup(hs6, day)
                if row.nature != "ordinary"
            )
        return held


def classify_texts(
    texts: Sequence[str],
    classifier: Classifier,
    *,
    codes: Sequence[str | None] = (),
    langs: Sequence[str | None] = (),
    limit: int = 10,
    day: int,
) -> list[Candidates]:
    """The answers to many texts, one each in their order; the same as one by one."""
    return [classifier.classify(text, code=codes[i] if codes else None, lang=langs[i] if langs else None, limit=limit, day=day) for i, text in enumerate(texts)]


def _iso(days: int | None) -> str | None:
    return None if days is None else (dt.date(1970, 1, 1) + dt.timedelta(days=days)).isoformat()


def _highest(chances: npt.NDArray[np.float64], count: int) -> list[int]:
    """Places of the highest, the first of equal ones first: a longer answer begins like a shorter one."""
    places = np.flatnonzero(chances >= chances.max() * _SMALL)
    if not count <= len(places) <= _MANY:
        places = np.flatnonzero(chances >= np.partition(chances, -count)[-count])
    some = chances[places].tolist()
    return [place for _, place in sorted(zip([-one for one in some], places.tolist(), strict=True))[:count]]


def _technical(entry: Entry) -> bool:
    return any(code[:2] in _TECHNICAL for code in entry.codes) and not (entry.headings and entry.headings <= _COMPONENTS)
