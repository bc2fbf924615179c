"""Are two spellings of one building one building, and two buildings two?"""

from __future__ import annotations

import pytest

from enduse.text.addresses import address_keys, read_address, same_place
from enduse.text.romanise import Romaniser


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ul. Sadovaya, d. 12, Moscow 127018, Russia", "12 Sadovaya Street, Moscow, 127018, Russian Federation"),
        ("ул. Садовая, д. 12, оф. 4, Москва", "Sadovaya ul. 12, office 7, Moskva"),
        ("Unit 5, 88 Harbour Road, Kowloon, Hong Kong", "88 Harbour Rd., Kowloon, Hong Kong"),
        ("P.O. Box 44921, Deira, Dubai", "PO Box 44921 Deira Dubai, United Arab Emirates"),
    ],
)
def test_one_building_in_two_spellings(left: str, right: str, romaniser: Romaniser) -> None:
    assert same_place(read_address(left, romaniser), read_address(right, romaniser))
    assert len(set(address_keys(left, romaniser)) & set(address_keys(right, romaniser))) >= 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ul. Sadovaya 12, Moscow", "ul. Sadovaya 14, Moscow"),
        ("ul. Lenina 5, Samara", "ul. Lenina 5, Kazan"),
        ("88 Harbour Road, Kowloon", "88 Harbour Road, Aberdeen"),
        ("Moscow", "Moscow, Russia"),
        ("Tehran, Iran", "Tehran, Iran"),
    ],
)
def test_two_places_are_not_one(left: str, right: str, romaniser: Romaniser) -> None:
    assert same_place(read_address(left, romaniser), read_address(right, romaniser)) is None


@pytest.mark.parametrize("text", ["Moscow", "Tehran, Iran", "127018", "", "Dubai, United Arab Emirates", "北京"])
def test_a_city_alone_has_no_key(text: str, romaniser: Romaniser) -> None:
    assert address_keys(text, romaniser) == ()
