"""What do words such as street, block and tower make of the words and numbers around them?"""

from __future__ import annotations

from typing import Final

from enduse.text.address_parts import tidy_number
from enduse.text.address_state import LONE, Found
from enduse.text.address_towns import joined, towns
from enduse.text.address_words import BLOCK, NAMED, STREET, STREET_AFTER, STREET_BEFORE

_BY_NUMBER: Final = {
    **dict.fromkeys(("calle", "cll", "cl"), "calle"),
    **dict.fromkeys(("carrera", "cra", "cr", "kr"), "carrera"),
    "transversal": "transversal",
    "diagonal": "diagonal",
    "circular": "circular",
}
"""Kinds of street that have a number for a name, and differ by kind: Calle 18 is not Carrera 18."""
_BEFORE_ONLY: Final = frozenset(
    "ul ulitsa ulica rue via calle carrera cll cra prospekt prkt per pereulok jalan viale rua avenida khiaban bolvar shosse nab naberezhnaya ploshchad bulvar".split()
)
_BEHIND_NUMBER: Final = frozenset("sokak sokagi sok sk cadde caddesi cad cd".split())  # 1353 Sokak, 12. Cadde
_GENERIC_BLOCK: Final = frozenset("building bldg bld bldng zd zdanie".split())
_LARGEST_HOUSE: Final = 4  # digits of a house number; more are a postcode


def take_block(address: Found, at: int, word: str) -> int:
    """The place behind a part of a building, or a building with a name; 0 if the word is neither here."""
    kind = BLOCK.get(word, "b")
    value = address.value(at + 1)
    named = address.named()
    if word in BLOCK and kind == "b" and (before := _block_before(address, alone=value is None or not named)):
        address.blocks.append(f"b:{before}")
        return at + 1
    if word in NAMED and named:
        return _named_building(address, at, value)
    if value is not None and (word in BLOCK or (word in ("centre", "center", "plaza") and address.building and value[0][0].isdigit())):
        _street_without_kind(address)
        address.flush()
        text = tidy_number(value[0])
        address.blocks.append(f"{kind}:{text}")
        if word in _GENERIC_BLOCK and text[:1].isdigit() and address.from_building is None:
            address.from_building = text
        return value[1]
    if word in NAMED and address.plain(at + 1) and not address.building:
        words, after = address.following(at + 1)
        address.flush()
        address.building = list(words)
        return after
    if word in NAMED and value is None and not address.waiting and address.building:
        return at + 1
    return at + 1 if kind in ("k", "s", "l") and word not in STREET and len(word) > 3 and address.tokens[at].dot else 0


def _block_before(address: Found, alone: bool) -> str | None:
    """The number or letter of "10th Building", "A Blk" and "B2 Blok", taken out of what waits."""
    waiting = address.waiting
    if not waiting:
        return None
    last = waiting[-1]
    if last.kind == "number" and last.glued and len(waiting) > 1 and len(waiting[-2].text) == 1:
        waiting.pop()
        return waiting.pop().text + tidy_number(last.text)
    if alone and (last.kind == "ordinal" or (last.kind == "word" and len(last.text) == 1)):
        return tidy_number(waiting.pop().text)
    return None


def _named_building(address: Found, at: int, value: tuple[str, int] | None) -> int:
    words = address.split_waiting()
    if not words:
        return at + 1
    address.flush()
    if address.building:
        address.lay_other(words)
    else:
        address.building = [one for one in words if one not in BLOCK] or list(words)
    if value is not None and (address.ends(value[1]) or not value[0][0].isdigit()):
        address.blocks.append(f"b:{tidy_number(value[0])}")
        return value[1]
    return at + 1


def _street_without_kind(address: Found) -> None:
    """Before a corpus a name and a number are street and house: "Lodygina 3 korp. 2"."""
    waiting = address.waiting
    if len(waiting) > 1 and waiting[-1].kind != "word" and address.house is None and not address.streets and address.named():
        address.house = waiting.pop().text
        address.lay_street(address.split_waiting())


def take_street(address: Found, at: int, word: str) -> int:
    """The place behind a street; 0 if the word is no kind of street here."""
    ahead = at + 1
    waiting = address.waiting
    if word in _BY_NUMBER and address.number_at(ahead) and not address.named():
        address.flush()
        address.streets.append((_BY_NUMBER[word] + address.tokens[ahead].text,))
        address.at_name = False
        return ahead + 1
    ordinal = bool(waiting) and waiting[-1].kind == "ordinal"
    if word in _BEHIND_NUMBER and waiting and (waiting[-1].dot or not address.named()) and waiting[-1].kind != "word":
        address.lay_street((waiting.pop().text,))
        return ahead
    if word in _BEFORE_ONLY and not address.named() and address.number_at(ahead) and address.plain(ahead + 1) and not _town_at(address, ahead + 1):
        words, after = address.following(ahead + 1)
        address.lay_street((address.tokens[ahead].text, *words))
        return after
    named = address.named() or ordinal or sum(token.kind == "word" for token in waiting) > 1
    follows = address.plain(ahead) or (ahead < len(address.tokens) and address.tokens[ahead].kind == "ordinal" and address.plain(ahead + 1))
    if follows and (not named or _before_its_name(address, ahead, word, ordinal)):
        words, after = address.following(ahead)
        if ordinal and not address.named():
            words = (waiting.pop().text, *words)
        address.lay_street(words)
        return after
    if named:
        words = address.split_waiting()
        address.lay_street(words)
        if address.house is None and words and _house_at(address, ahead):
            address.house = address.tokens[ahead].text
            return ahead + 1
        return ahead
    value = address.value(ahead, letters=False)
    if value is not None and not address.streets and not waiting:
        address.streets.append((tidy_number(value[0]),))
        return value[1]
    return ahead if word not in LONE else 0


def _before_its_name(address: Found, ahead: int, word: str, ordinal: bool) -> bool:
    """Whether the name stands behind the kind though something waits before it: the town, or "3rd"."""
    if ordinal and word in STREET_BEFORE and not address.named():
        return True
    return (word in _BEFORE_ONLY or (word in STREET_BEFORE and word not in STREET_AFTER)) and not _town_at(address, ahead)


def _house_at(address: Found, at: int) -> bool:
    if at >= len(address.tokens) or address.tokens[at].kind not in ("number", "compound"):
        return False
    text = address.tokens[at].text
    return not text.isdigit() or len(text) <= _LARGEST_HOUSE


def _town_at(address: Found, at: int) -> bool:
    words, _ = address.following(at)
    return joined(words) in towns()
