"""What must be laid down once so that any party is found fast? Listed names, their words and keys, as flat Arrow tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from enduse.codes.identifiers import comparison_value
from enduse.model.nouns import Entity, Identifier, Listing, ListRecord
from enduse.parties.near import near_hashes, word_hashes
from enduse.parties.settings import SETTINGS
from enduse.parties.slips import halves, may_slip, written
from enduse.parties.weights import FULL, weigh
from enduse.text.addresses import address_keys
from enduse.text.keys import consonants, hash64
from enduse.text.names import Variant, joined, ordered, pack, read_name
from enduse.text.romanise import Romaniser

Record = ListRecord | Entity | tuple[Entity, tuple[Listing, ...]]


def build(records: Sequence[Record], romanise: pa.Table) -> dict[str, pa.Table]:
    """The tables `parties.*` for these records; the position of a record is its entity row.

    parties.names (entity, text, kind, person, first_variant), parties.variants (name, weight, reading), parties.words (word, bones, hash ascending, weight, start of postings),
    parties.postings (variant), parties.near (hash ascending, word), parties.keys (hash ascending, variant), parties.slips (hash ascending, variant; -1 - variant: the printed name), parties.identifiers, parties.addresses (hash ascending, entity).
    """
    romaniser = Romaniser(romanise)
    entities = [_entity(record) for record in records]
    owners: list[int] = []
    texts: list[str] = []
    kinds: list[str] = []
    firsts: list[int] = []
    variants: list[Variant] = []
    variant_names: list[int] = []
    keys: list[tuple[int, int]] = []
    slips: list[tuple[int, int]] = []
    for row, entity in enumerate(entities):
        for name in entity.names:
            reading = read_name(name.text, romaniser, entity.kind and str(entity.kind))
            firsts.append(len(variants))
            keys.append((hash64("p:" + reading.key), len(variants)))
            least = slip_letters(entity.kind == "person")
            if may_slip(reading.key, least):
                slips += [(half, -1 - len(variants)) for half in halves(reading.key)]
            for variant in reading.variants or (Variant((), frozenset(), "whole", 0, False),):
                if variant.tokens:
                    keys += [(hash64("o:" + ordered(variant)), len(variants)), (hash64("j:" + joined(variant)), len(variants))]
                    text = written(variant)
                    if variant.role != "short" and text != reading.key and may_slip(text, least):
                        slips += [(half, len(variants)) for half in halves(text)]
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
    tables["parties.keys"] = _keyed(keys, "variant")
    tables["parties.slips"] = _keyed(slips, "variant")
    tables["parties.identifiers"] = _keyed(_identifier_keys(entities), "entity")
    tables["parties.addresses"] = _keyed(_address_keys(entities, romaniser), "entity")
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


def _word_tables(variants: list[Variant], entity_of: list[int], entities: int) -> dict[str, pa.Table]:
    number: dict[str, int] = {}
    bones: list[str] = []
    postings: list[tuple[int, int]] = []
    frequency: list[int] = []
    last: list[int] = []
    for row, variant in enumerate(variants):
        for token in variant.tokens:
            word = number.get(token.fold)
            if word is None:
                word = number[token.fold] = len(number)
                bones.append(consonants(token.fold))
                frequency.append(0)
                last.append(-1)
            postings.append((word, row))
            if last[word] != entity_of[row]:
                frequency[word] += 1
                last[word] = entity_of[row]
    words = list(number)
    hashes = word_hashes(words)
    order = np.argsort(hashes, kind="stable")
    rank = np.empty(len(words), np.int32)
    rank[order] = np.arange(len(words), dtype=np.int32)
    weights = np.array([rarity(count, entities) for count in frequency], np.int16)
    pairs = np.array(postings, np.int64).reshape(-1, 2)
    word_rows, variant_rows = rank[pairs[:, 0]] if len(words) else pairs[:, 0], pairs[:, 1]
    unique = np.unique(word_rows.astype(np.int64) << 32 | variant_rows)
    starts = np.searchsorted(unique >> 32, np.arange(len(words)))
    near, owner = near_hashes([words[i] for i in order], [bones[i] for i in order])
    by_hash = np.lexsort((owner, near))
    weight_of = dict(zip(words, weights.tolist(), strict=True))
    share = int(SETTINGS["parties.generic_share"][0])
    totals = [sum(weigh(token, weight_of[token.fold], share) for token in variant.tokens) for variant in variants]
    return {
        "parties.words": pa.table(
            {
                "word": pa.array([words[i] for i in order], pa.string()),
                "bones": pa.array([bones[i] for i in order], pa.string()),
                "hash": pa.array(hashes[order], pa.uint64()),
                "weight": pa.array(weights[order], pa.int16()),
                "start": pa.array(starts, pa.int32()),
            }
        ),
        "parties.postings": pa.table({"variant": pa.array((unique & 0xFFFFFFFF).astype(np.int32))}),
        "parties.near": pa.table({"hash": pa.array(near[by_hash]), "word": pa.array(owner[by_hash])}),
        "parties.variants": pa.table({"weight": pa.array(totals, pa.int32())}),
    }


def rarity(frequency: int, entities: int) -> int:
    """Weight 20..100 of a word that `frequency` of the entities bear: 100 for one, falling with the logarithm (Spärck Jones, 1972)."""
    if frequency <= 1 or entities <= 2:
        return FULL
    return max(20, FULL - round(80 * math.log(frequency) / math.log(max(entities, 1000)) * 1.15))


def _identifier_keys(entities: Iterable[Entity]) -> list[tuple[int, int]]:
    return [(identifier_key(identifier), row) for row, entity in enumerate(entities) for identifier in entity.identifiers]


def _address_keys(entities: Iterable[Entity], romaniser: Romaniser) -> list[tuple[int, int]]:
    return [(key, row) for row, entity in enumerate(entities) for address in entity.addresses for key in address_keys(address.text, romaniser)]


def _keyed(pairs: Iterable[tuple[int, int]], column: str) -> pa.Table:
    rows = sorted(set(pairs))
    keys: NDArray[np.uint64] = np.array([key for key, _ in rows], np.uint64)
    return pa.table({"hash": pa.array(keys, pa.uint64()), column: pa.array([value for _, value in rows], pa.int32())})
