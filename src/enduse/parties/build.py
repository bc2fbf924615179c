"""What must be laid down once so that any party is found fast? Listed names, their words and keys, as flat Arrow tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from enduse.codes.identifiers import comparison_value
from enduse.model.nouns import Entity, Identifier, Listing, ListRecord
from enduse.parties.hashes import BARE, BEGINS, JOINED, PRINTED, U64, WORD, Spans, beginnings, fronts, in_any_order, middles, outers, text_hashes
from enduse.parties.near import I32, Letters, near_hashes, word_hashes
from enduse.parties.settings import SETTINGS
from enduse.parties.slips import halves, may_slip, written
from enduse.parties.weights import FULL, classes, weigh_all
from enduse.text.addresses import Place, listed_keys, pack_place, read_address
from enduse.text.keys import bare, consonants, hash64
from enduse.text.names import Variant, joined, pack, read_name
from enduse.text.romanise import Romaniser

Record = ListRecord | Entity | tuple[Entity, tuple[Listing, ...]]


def build(records: Sequence[Record], romanise: pa.Table) -> dict[str, pa.Table]:
    """The tables `parties.*` for these records; the position of a record is its entity row.

    parties.names (entity, text, kind, person, first_variant), parties.variants (name, weight, start of held, reading), parties.held (word: of every reading, in order),
    parties.words (word, hash of bones, weight, start of postings and of anchors), parties.postings (variant: bears the word),
    parties.anchors (variant: the word is its rarest), parties.near and parties.bare (hash ascending, word), parties.keys (hash ascending, variant),
    parties.slips (hash ascending, variant; -1 - variant: the printed name), parties.beginnings (hash ascending, name),
    parties.identifiers and parties.addresses (hash ascending, entity), parties.places (entity, an address taken apart).
    """
    romaniser = Romaniser(romanise)
    entities = [_entity(record) for record in records]
    owners: list[int] = []
    texts: list[str] = []
    kinds: list[str] = []
    firsts: list[int] = []
    variants: list[Variant] = []
    variant_names: list[int] = []
    printed: list[tuple[str, int]] = []  # text, first variant
    slips: list[tuple[str, int]] = []
    for row, entity in enumerate(entities):
        for name in entity.names:
            reading = read_name(name.text, romaniser, entity.kind and str(entity.kind))
            firsts.append(len(variants))
            printed.append((reading.key, len(variants)))
            least = slip_letters(entity.kind == "person")
            if may_slip(reading.key, least):
                slips.append((reading.key, -1 - len(variants)))
            for variant in reading.variants or (Variant((), frozenset(), "whole", 0, False),):
                if variant.tokens:
                    text = written(variant)
                    if variant.role != "short" and text != reading.key and may_slip(text, least):
                        slips.append((text, len(variants)))
                variants.append(variant)
                variant_names.append(len(texts))
            owners.append(row)
            texts.append(name.text)
            kinds.append(str(name.kind))
    tables = _word_tables(variants, [owners[name] for name in variant_names], len(entities))
    tables["parties.names"] = pa.table(
        {
            "entity": pa.array(owners, pa.int32()),
            "text": pa.array(texts, pa.string()),
            "kind": pa.array(kinds, pa.string()),
            "first_variant": pa.array(firsts, pa.int32()),
            "entity_kind": pa.array([str(entities[row].kind) if entities[row].kind else "" for row in owners], pa.string()),
        }
    )
    tables["parties.variants"] = tables["parties.variants"].add_column(0, "name", pa.array(variant_names, pa.int32()))
    tables["parties.variants"] = tables["parties.variants"].append_column("reading", pa.array([pack(variant) for variant in variants], pa.string()))
    tables["parties.keys"] = _name_keys(variants, printed)
    at, keys = halves([text for text, _ in slips])
    tables["parties.slips"] = _sorted(keys, np.array([variant for _, variant in slips], np.int32)[at], "variant")
    begun = [(key, name) for name, (key, _) in enumerate(printed) if len(key) > BEGINS]
    starts = np.concatenate([keys_of([key for key, _ in begun]) for keys_of in (beginnings, middles, outers, fronts)])
    tables["parties.beginnings"] = _sorted(starts, np.array([name for _, name in begun] * 4, np.int32), "name")
    words = tables["parties.words"].column("word").to_pylist()
    struck = [(left, row) for row, word in enumerate(words) if word.isalpha() and len(left := bare(word)) >= 3 and left != word]
    tables["parties.bare"] = _sorted(text_hashes([left for left, _ in struck], BARE), np.array([row for _, row in struck], np.int32), "word")
    tables["parties.identifiers"] = _keyed(_identifier_keys(entities), "entity")
    tables |= _address_tables(entities, romaniser)
    return tables


def identifier_key(identifier: Identifier) -> int:
    """The look-up key of an identifier: the value alone, so that one number under two schemes meets."""
    return hash64("i:" + comparison_value(identifier))


def slip_letters(person: bool) -> int:
    """From how many letters on a name is looked for under one slip of the pen."""
    return int(SETTINGS["parties.slip_letters_person" if person else "parties.slip_letters"][0])


def _entity(record: Record) -> Entity:
    if isinstance(record, Entity):
        return record
    return record.entity if isinstance(record, ListRecord) else record[0]


def _name_keys(variants: list[Variant], printed: list[tuple[str, int]]) -> pa.Table:
    """Keys of names as printed (at their first reading), and of readings by their words in any order and written together."""
    filled = [row for row, variant in enumerate(variants) if variant.tokens]
    words = text_hashes([word.fold for row in filled for word in variants[row].tokens], WORD)
    counts = [len(variants[row].tokens) for row in filled]
    sums = np.add.reduceat(words, np.cumsum([0, *counts[:-1]])) if filled else words
    keys = (text_hashes([key for key, _ in printed], PRINTED), in_any_order(sums), text_hashes([joined(variants[row]) for row in filled], JOINED))
    return _sorted(np.concatenate(keys), np.array([row for _, row in printed] + filled + filled, np.int32), "variant")


def _word_tables(variants: list[Variant], entity_of: list[int], entities: int) -> dict[str, pa.Table]:
    number: dict[str, int] = {}
    counts = np.fromiter([len(variant.tokens) for variant in variants], np.int64, len(variants))
    tokens = [number.setdefault(word.fold, len(number)) for variant in variants for word in variant.tokens]
    words = list(number)
    bones = [consonants(word) for word in words]
    hashes = word_hashes(words)
    order = np.argsort(hashes, kind="stable")
    rank = np.empty(len(words), np.int32)
    rank[order] = np.arange(len(words), dtype=np.int32)
    held = rank[np.array(tokens, np.int64)]
    variant_of = np.repeat(np.arange(len(variants)), counts)
    borne = np.unique(held.astype(np.int64) << 32 | np.array(entity_of, np.int64)[variant_of]) >> 32
    weights = np.array([rarity(count, entities) for count in np.bincount(borne, minlength=len(words)).tolist()], np.int16)
    unique = np.unique(held.astype(np.int64) << 32 | variant_of)
    starts = np.searchsorted(unique >> 32, np.arange(len(words)))
    filled = np.flatnonzero(counts)
    seldom = np.lexsort((held, np.diff(np.append(starts, len(unique)))[held], variant_of))  # of each reading, its rarest word first
    anchor = held[seldom[(np.cumsum(counts) - counts)[filled]]]
    by_anchor = np.lexsort((filled, anchor))
    sorted_words = [words[i] for i in order]
    near, owner, skeletons = near_hashes(Letters(sorted_words), Spans(sorted_words), [bones[i] for i in order])
    by_hash = np.lexsort((owner, near))
    values = weigh_all(classes([word for variant in variants for word in variant.tokens]), weights[held], int(SETTINGS["parties.generic_share"][0]))
    totals = np.bincount(variant_of, values, len(variants)).astype(np.int32)
    return {
        "parties.words": pa.table(
            {
                "word": pa.array(sorted_words, pa.string()),
                "bones": pa.array(skeletons, pa.uint64()),
                "weight": pa.array(weights, pa.int16()),
                "start": pa.array(starts, pa.int32()),
                "anchor_start": pa.array(np.searchsorted(anchor[by_anchor], np.arange(len(words))), pa.int32()),
            }
        ),
        "parties.anchors": pa.table({"variant": pa.array(filled[by_anchor], pa.int32())}),
        "parties.postings": pa.table({"variant": pa.array((unique & 0xFFFFFFFF).astype(np.int32))}),
        "parties.held": pa.table({"word": pa.array(held, pa.int32())}),
        "parties.near": pa.table({"hash": pa.array(near[by_hash]), "word": pa.array(owner[by_hash])}),
        "parties.variants": pa.table({"weight": pa.array(totals, pa.int32()), "start": pa.array(np.cumsum(counts) - counts, pa.int32())}),
    }


def rarity(frequency: int, entities: int) -> int:
    """Weight 20..100 of a word that `frequency` of the entities bear: 100 for one, falling with the logarithm (Spärck Jones, 1972)."""
    if frequency <= 1 or entities <= 2:
        return FULL
    return max(20, FULL - round(80 * math.log(frequency) / math.log(max(entities, 1000)) * 1.15))


def _identifier_keys(entities: Iterable[Entity]) -> list[tuple[int, int]]:
    return [(identifier_key(identifier), row) for row, entity in enumerate(entities) for identifier in entity.identifiers]


def _address_tables(entities: Iterable[Entity], romaniser: Romaniser) -> dict[str, pa.Table]:
    """Every listed address taken apart once; lists repeat each other's."""
    read: dict[str, tuple[Place, str, set[int]]] = {}
    rows: list[int] = []
    lines: list[str] = []
    keys: list[tuple[int, int]] = []
    for row, entity in enumerate(entities):
        for address in entity.addresses:
            known = read.get(address.text)
            if known is None:
                place = read_address(address.text, romaniser)
                known = read[address.text] = place, pack_place(place), listed_keys(address.text, place, romaniser)
            rows.append(row)
            lines.append(known[1])
            keys += [(key, row) for key in known[2]]
    return {
        "parties.addresses": _keyed(keys, "entity"),
        "parties.places": pa.table({"entity": pa.array(rows, pa.int32()), "place": pa.array(lines, pa.string())}),
    }


def _sorted(hashes: U64, values: I32, column: str) -> pa.Table:
    """Hashes ascending, each pair once."""
    order = np.lexsort((values, hashes))
    hashes, values = hashes[order], values[order]
    fresh = np.append(True, (hashes[1:] != hashes[:-1]) | (values[1:] != values[:-1])) if len(hashes) else np.zeros(0, bool)
    return pa.table({"hash": pa.array(hashes[fresh], pa.uint64()), column: pa.array(values[fresh], pa.int32())})


def _keyed(pairs: Iterable[tuple[int, int]], column: str) -> pa.Table:
    rows = list(pairs)
    return _sorted(np.array([key for key, _ in rows], np.uint64), np.array([value for _, value in rows], np.int32), column)
