"""Does a reader of XML lose nothing in silence, wherever the file is cut, and does it withstand a hostile one?"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.errors import Refused
from enduse.lists import READERS
from enduse.lists.source import Source
from enduse.model.nouns import ListRecord, Refusal, Skipped

OFAC = (
    "<sdnList xmlns='x'><publshInformation><Publish_Date>11/19/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation>"
    "<sdnEntry><uid>1</uid><lastName>PROBE ONE</lastName><sdnType>Entity</sdnType><programList><program>SDGT</program></programList></sdnEntry>"
    "<sdnEntry><uid>2</uid><lastName>PROBE TWO</lastName><sdnType>Entity</sdnType><programList><program>SDGT</program></programList></sdnEntry></sdnList>"
)
ENHANCED = (
    "<sanctionsData><entities><entity id='1'><generalInfo><entityType>Entity</entityType></generalInfo><names><name><isPrimary>true</isPrimary><translations><translation>"
    "<isPrimary>true</isPrimary><formattedFullName>PROBE</formattedFullName></translation></translations></name></names></entity></entities></sanctionsData>"
)
EU = "<export generationDate='2026-11-18'><sanctionEntity logicalId='1'><subjectType code='enterprise'/><nameAlias wholeName='Probe Works' strong='true'/></sanctionEntity></export>"
UK = (
    "<Designations><Designation><UniqueID>RUS1</UniqueID><Names><Name><Name6>PROBE</Name6><NameType>Primary Name</NameType></Name></Names><RegimeName>R</RegimeName>"
    "<IndividualEntityShip>Entity</IndividualEntityShip><SanctionsImposed>Asset freeze</SanctionsImposed></Designation></Designations>"
)
SAMPLES = {"ofac-sdn-xml": OFAC, "ofac-consolidated-xml": OFAC, "ofac-enhanced-xml": ENHANCED, "eu-fsf": EU, "uk": UK}


def _read(reader: str, data: bytes) -> list[ListRecord | Refusal | Skipped]:
    return list(READERS[reader].read(Source.of({"list.xml": data}), list_id="x"))


@pytest.mark.parametrize("reader", SAMPLES)
def test_the_sample_reads(reader: str) -> None:
    found = _read(reader, SAMPLES[reader].encode())
    assert found
    assert all(isinstance(each, ListRecord) for each in found)


@pytest.mark.parametrize("reader", SAMPLES)
def test_a_file_cut_anywhere_is_refused(reader: str) -> None:
    data = SAMPLES[reader].encode()
    for end in range(len(data)):
        with pytest.raises(Refused):
            _read(reader, data[:end])


@pytest.mark.parametrize("reader", SAMPLES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damage_never_escapes_as_anything_but_a_refusal(reader: str, data: st.DataObject) -> None:
    whole = bytearray(SAMPLES[reader].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = _read(reader, bytes(whole))
    except Refused:
        return
    assert all(isinstance(each, (ListRecord, Refusal, Skipped)) for each in found)
    READERS[reader].published(Source.of({"list.xml": bytes(whole)}))


@pytest.mark.parametrize("reader", SAMPLES)
def test_a_bomb_of_entities_is_refused_at_once(reader: str) -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    root = SAMPLES[reader].split(" ")[0].split(">")[0].removeprefix("<")
    for body in (f"<{root}><a>&l11;</a></{root}>", f'<{root} a="&l11;" generationDate="&l11;"/>'):
        bomb = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/hostname">]>{body}'.encode()
        begun = time.monotonic()
        with pytest.raises(Refused):
            _read(reader, bomb)
        READERS[reader].published(Source.of({"list.xml": bomb}))
        assert time.monotonic() - begun < 3
