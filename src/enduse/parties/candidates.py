"""Which listed names might be this party's? Cheap, generous, and the same whatever else is asked at the same time.

Each word of a party is looked up once: nearly equal words of the lists and the names that bear them. Only names that bear one of the party's heaviest words can reach the least
share of its weight (prefix filter, Chaudhuri et al. 2006), so only those are gathered; the lighter words then add to their score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from enduse.parties.index import I32, I64, Index, Near, ranges
from enduse.parties.near import alike, near_hashes
from enduse.parties.slips import asked_halves, one_slip, other_word, spellings
from enduse.parties.weights import FULL, weigh
from enduse.text.clean import printed_key
from enduse.text.keys import consonants, fold, hash64
from enduse.text.names import Reading, Token, Variant, joined, ordered, token

_KEPT = 60_000  # words kept at hand; a matter of memory, never of outcome
_NEIGHBOURS = 48  # words of the lists taken for one word of a party, most alike first
MOST_CONTAINED = 64  # listed names that are looked for inside one name
_EMPTY = np.zeros(0, np.int32)


def forget(index: Index) -> None:
    """Between batches: drop what was learnt if it has grown large."""
    if len(index.near_words) > _KEPT:
        index.near_words.clear()


def learn(index: Index, tokens: Iterable[Token]) -> None:
    """Look up the neighbours of words not met before, all at once."""
    words = [word for word in dict.fromkeys(word.fold for word in tokens) if word not in index.near_words]
    if not words:
        return
    bones = [consonants(word) for word in words]
    hashes, owners = near_hashes(words, bones)
    positions, found = ranges(*index.near, hashes)
    pairs = np.unique(owners[positions].astype(np.int64) << 32 | found)
    starts = np.searchsorted(pairs >> 32, np.arange(len(words) + 1))
    listed = (pairs & 0xFFFFFFFF).tolist()
    for at, word in enumerate(words):
        scored: list[tuple[int, int]] = []
        for row in listed[starts[at] : starts[at + 1]]:
            score = alike(word, index.words[row], bones[at], index.bones[row])
            if score:
                scored.append((-score, row))
        scored.sort()
        index.near_words[word] = _near(index, scored[:_NEIGHBOURS])


def _near(index: Index, scored: list[tuple[int, int]]) -> Near:
    if not scored:
        return Near(_EMPTY, np.zeros(0, np.int16), FULL, False)
    starts = index.word_start
    parts = [index.postings[starts[row] : starts[row + 1]] for _, row in scored]
    known = scored[0][0] == -1000
    rarity = int(index.word_weight[scored[0][1]]) if known else FULL
    if len(parts) == 1:
        return Near(parts[0], np.full(len(parts[0]), -scored[0][0], np.int16), rarity, known)
    rows = np.concatenate(parts)
    scores = np.repeat(np.array([-score for score, _ in scored], np.int16), [len(part) for part in parts])
    unique, first = np.unique(rows, return_index=True)  # the first is the most alike
    return Near(unique, scores[first], rarity, known)


def weight(index: Index, word: Token) -> int:
    """The weight of a word of a party."""
    return weigh(word, index.near_words[word.fold].rarity, index.limits.generic_share)


def gather(index: Index, variant: Variant) -> list[int]:
    """Rows of `parties.variants` that may match, by a first score; at most the setting `parties.candidates`, the best."""
    limits = index.limits
    weighed = [(weight(index, word), index.near_words[word.fold]) for word in variant.tokens]
    initials = (
        not variant.forms
        and len(variant.tokens) <= 4
        and any(word.sort == "i" for word in variant.tokens)
        and any(len(word.raw) > 3 for word in variant.tokens)
    )
    if initials:  # "D. S. Vorontsov": the surname must carry the search
        weighed = [pair for pair, word in zip(weighed, variant.tokens, strict=True) if word.sort != "i"]
    total = sum(value for value, _ in weighed)
    least = total * limits.query_cover
    reachable = sum(value for value, near in weighed if len(near.rows))
    if not total or reachable * 1000 < least:
        return []
    in_order = sorted(weighed, key=lambda pair: (-pair[0], len(pair[1].rows)))
    expanded: list[I32] = []
    spent = 0
    for value, near in in_order:
        if (total - spent) * 1000 < least:
            break
        spent += value
        if len(near.rows):
            expanded.append(near.rows)
    rows = expanded[0] if len(expanded) == 1 else np.unique(np.concatenate(expanded)) if expanded else _EMPTY
    if not len(rows):
        return []
    reached: I64 = np.zeros(len(rows), np.int64)
    for value, near in in_order:
        if len(near.rows):
            reached += value * _scores_at(near, rows)
    listed = index.variant_weight[rows]
    enough = np.flatnonzero((reached >= least) & (reached >= listed * (limits.listed_cover // 2 if initials else limits.listed_cover)))
    if not len(enough):
        return []
    rows, reached = rows[enough], reached[enough]
    first = 2 * reached // (total + listed[enough])
    if not initials:
        near_enough = first >= index.least_first[rows]
        rows, first = rows[near_enough], first[near_enough]
    if len(rows) > limits.candidates:
        best = np.lexsort((rows, -first))[: limits.candidates]
        rows = rows[best]
    found: list[int] = rows.tolist()
    return found


def _scores_at(near: Near, rows: I32) -> I64:
    if near.rows is rows:
        return near.scores.astype(np.int64)
    at = np.searchsorted(near.rows, rows)
    at[at == len(near.rows)] = 0
    scores: NDArray[np.int64] = np.where(near.rows[at] == rows, near.scores[at], 0).astype(np.int64)
    return scores


def equal_in_key(index: Index, readings: Sequence[Reading | None]) -> list[tuple[set[int], set[int]]]:
    """For each reading: rows of variants whose printed name is equal as a whole, and rows equal in words (any order, or written together)."""
    hashes: list[int] = []
    owners: list[tuple[int, bool]] = []
    for at, reading in enumerate(readings):
        if reading is None or not reading.key:
            continue
        hashes.append(hash64("p:" + reading.key))
        owners.append((at, True))
        for variant in reading.variants:
            hashes += (hash64("o:" + ordered(variant)), hash64("j:" + joined(variant)))
            owners += ((at, False), (at, False))
    found: list[tuple[set[int], set[int]]] = [(set(), set()) for _ in readings]
    positions, rows = index.look_up("parties.keys", np.array(hashes, np.uint64))
    for position, row in zip(positions.tolist(), rows.tolist(), strict=True):
        at, printed = owners[position]
        found[at][0 if printed else 1].add(row)
    return found


def one_slip_away(index: Index, readings: Sequence[Reading | None]) -> list[set[int]]:
    """For each reading: rows of variants that differ from it by one slip of the pen, in the printed name or in the words without legal forms."""
    hashes: list[int] = []
    owners: list[tuple[int, str]] = []
    for at, reading in enumerate(readings):
        for text in spellings(reading, index.limits.slip_letters - 1) if reading else ():
            halves = asked_halves(text)
            hashes += halves
            owners += [(at, text)] * len(halves)
    found: list[set[int]] = [set() for _ in readings]
    positions, rows = index.look_up("parties.slips", np.array(hashes, np.uint64))
    for position, row in zip(positions.tolist(), rows.tolist(), strict=True):
        at, text = owners[position]
        reading, printed = readings[at], row < 0
        row = -1 - row if printed else row
        if reading is None or row in found[at]:
            continue
        theirs = printed_key(index.name_text(int(index.variant_name[row]))) if printed else index.variant_written(row)
        if one_slip(text, theirs) and not any(other_word(variant.tokens, index.variant(row).tokens) for variant in reading.variants[:1]):
            found[at].add(row)
    return found


def gather_contained(index: Index, variant: Variant) -> list[int]:
    """Rows of `parties.variants` all of whose words, by weight, stand among the words of this one, and one of them is rare."""
    limits = index.limits
    if len(variant.tokens) < 2 or variant.person:  # titles before a person's name are read off it already
        return []
    words = {word.fold: word for word in variant.tokens if index.near_words[word.fold].known}
    rare = [key for key, word in words.items() if word.sort == "" and len(word.raw) > 2 and index.near_words[key].rarity >= limits.rare]
    if not rare:
        return []
    rows = index.near_words[rare[0]].rows if len(rare) == 1 else np.unique(np.concatenate([index.near_words[key].rows for key in rare]))
    most = sum(weight(index, word) for word in words.values())
    rows = rows[index.variant_weight[rows] * 95 <= most * 100]
    if not len(rows):
        return []
    start = index.word_start
    held = {key: index.postings[start[index.word_row[key]] : start[index.word_row[key] + 1]] for key in words}
    reached: I64 = np.zeros(len(rows), np.int64)
    for key, word in words.items():
        postings = held[key]
        if len(postings):
            at = np.searchsorted(postings, rows)
            at[at == len(postings)] = 0
            reached += np.where(postings[at] == rows, weight(index, word), 0)
    inside: list[int] = rows[reached * 100 >= index.variant_weight[rows] * 95].tolist()
    return inside[:MOST_CONTAINED]


def respell(index: Index, readings: Sequence[Reading | None]) -> list[list[Variant]]:
    """More readings of names with words run together or torn apart: an unknown word that parts into two known ones, neighbours that join into a known one."""
    plans: list[tuple[int, Variant, int, int, tuple[str, ...]]] = []  # reading, variant, first and last word replaced, new words
    for at, reading in enumerate(readings):
        for variant in reading.variants if reading else ():
            tokens = variant.tokens
            for place, word in enumerate(tokens):
                if len(word.raw) >= 7 and word.raw.isalpha() and not index.near_words[word.fold].known and not word.sort:
                    for cut in range(3, len(word.raw) - 2):
                        plans.append((at, variant, place, place + 1, (word.raw[:cut], word.raw[cut:])))
                if (
                    place + 1 < len(tokens)
                    and word.raw.isalpha()
                    and tokens[place + 1].raw.isalpha()
                    and not (index.near_words[word.fold].known and index.near_words[tokens[place + 1].fold].known)
                ):
                    plans.append((at, variant, place, place + 2, (word.raw + tokens[place + 1].raw,)))
    known = index.word_row
    best: dict[tuple[int, int, int], tuple[int, Variant]] = {}
    for at, variant, start, end, parts in plans:
        if all(fold(part) in known for part in parts):
            new = tuple(token(part, variant.person) for part in parts)
            value = min(len(part) for part in parts)
            key = (at, id(variant), start)
            if key not in best or value > best[key][0]:
                best[key] = (value, variant._replace(tokens=variant.tokens[:start] + new + variant.tokens[end:]))
    out: list[list[Variant]] = [[] for _ in readings]
    for (at, _, _), (_, variant) in best.items():
        if len(out[at]) < 3:
            out[at].append(variant)
    return out
