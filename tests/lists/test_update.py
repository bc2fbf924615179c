"""Does an update leave every list either new and whole, or as it was, and say which?"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from enduse.cli.app import main
from enduse.errors import DefinitionError, Refused, UsageError
from enduse.lists import store
from enduse.lists.fetch import Limits
from enduse.run import bases
from enduse.run.freshness import stale_lists
from enduse.run.prepare import prepare
from enduse.run.update import Outcome, publishers, update

NOW = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
QUICK = Limits(read_seconds=2, total_seconds=10, attempts=3, pause_seconds=0.01)


def _un(names: Iterable[str], day: str = "2026-11-19") -> bytes:
    rows = "".join(
        f"<ENTITY><DATAID>{i}</DATAID><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.{i:03}</REFERENCE_NUMBER></ENTITY>"
        for i, name in enumerate(names)
    )
    return (
        f'<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="{day}T05:00:00.000Z"><INDIVIDUALS/><ENTITIES>{rows}</ENTITIES></CONSOLIDATED_LIST>\n'.encode()
    )


def _ofac(name: str) -> bytes:
    head = "<publshInformation><Publish_Date>11/18/2026</Publish_Date><Record_Count>1</Record_Count></publshInformation>"
    entry = f"<sdnEntry><uid>1</uid><lastName>{name}</lastName><sdnType>Entity</sdnType><programList><program>SDGT</program></programList></sdnEntry>"
    return f"<sdnList>{head}{entry}</sdnList>\n".encode()


NAMES = [
    f"Taedong Probe Bureau Number {i} of {word}" for i, word in enumerate(("Hamhung", "Wonsan", "Kaesong", "Sinuiju", "Nampo", "Haeju", "Chongjin", "Sariwon"))
]


@pytest.fixture
def home(publisher: Any, tmp_path: Path) -> Path:
    """A home whose publishers are the server of the test."""
    (tmp_path / "sources.toml").write_text(
        f'[un]\naddress = "{publisher.at("/un.xml")}"\n[ofac-sdn]\naddress = "{publisher.at("/sdn.xml")}"\n'
        f'[ours]\naddress = "{publisher.at("/ours.xml")}"\nreader = "un"\nchecksums = "{publisher.at("/index.json")}"\nmax_age_days = 2\ndefault = false\n'
    )
    publisher.publish("/un.xml", _un(NAMES))
    publisher.publish("/sdn.xml", _ofac("PROBE LINES"))
    return tmp_path


def _update(home: Path, *ids: str, day: int = 0, accept: bool = False) -> dict[str, Outcome]:
    return {each.id: each for each in update(home, ids, now=NOW + day * DAY, accept=accept, limits=QUICK)}


def _held(home: Path, id: str = "un") -> int:
    return store.read_version(home, id)[0].listings


def test_what_is_new_is_stored_with_the_publishers_date_and_every_name_looked_up(home: Path) -> None:
    found = _update(home, "un", "ofac-sdn")
    assert {each.state for each in found.values()} == {"updated"}
    report = found["un"].report
    assert report is not None
    assert (report.published, report.listings, report.names_checked, report.names_lost) == ("2026-11-19", 8, 8, 0)
    assert store.terms_of(home, "un").max_age_days == 7
    assert not [entry for entry in (home / "lists" / "fetch").iterdir() if entry.suffix != ".lock"]


def test_what_has_not_changed_is_not_sent_but_counts_as_fresh(home: Path, publisher: Any) -> None:
    _update(home, "un")
    version = store.read_version(home, "un")[0].version
    again = _update(home, "un", day=5)["un"]
    assert (again.state, again.size) == ("unchanged", 0)
    assert publisher.headers()["If-None-Match"] == '"1"'
    manifest = store.read_version(home, "un")[0]
    assert manifest.version == version
    assert store.fresh_on(home, manifest) == "2026-11-25T12:00:00Z"


def test_the_same_bytes_under_another_mark_are_no_new_version(home: Path, publisher: Any) -> None:
    _update(home, "un")
    publisher.publish("/un.xml", _un(NAMES), etag='"2"', modified="Sat, 21 Nov 2026 06:00:00 GMT")
    assert _update(home, "un", day=1)["un"].state == "unchanged"
    assert len(store.versions(home, "un")) == 1


def test_a_list_that_came_by_hand_meanwhile_is_asked_for_whole(home: Path, publisher: Any, tmp_path: Path) -> None:
    from enduse.lists import READERS, Source

    _update(home, "un")
    store.add(home, READERS["un"], Source.of({"by-hand.xml": _un([*NAMES[:7], "Another Probe Bureau"], "2026-11-20")}), id="un", now=NOW + DAY)
    assert _update(home, "un", day=2)["un"].state == "failed"  # the publisher's edition is older than the one that came by hand
    assert "If-None-Match" not in publisher.headers()


def test_one_list_that_fails_leaves_every_other_one_updated(home: Path, publisher: Any) -> None:
    publisher.pages["/un.xml"] = lambda asked: asked.reply(200, {"Content-Type": "application/xml"}, b"<!doctype html><html><title>Back soon</title></html>")
    found = _update(home, "un", "ofac-sdn")
    assert (found["un"].state, found["ofac-sdn"].state) == ("failed", "updated")
    assert "web page came instead of the list (Back soon)" in found["un"].said
    assert [each.list_id for each in store.list_sources(home)] == ["ofac-sdn"]


def test_a_failure_says_whether_any_version_is_in_use(home: Path, publisher: Any) -> None:
    publisher.pages["/un.xml"] = lambda asked: asked.reply(302, {"Location": publisher.at("/un.xml")})
    first = _update(home, "un")["un"]
    assert not first.held
    assert first.said.endswith("answered 302 and sends us round in a circle; no version of it is held, so nothing of it is screened")
    publisher.publish("/un.xml", _un(NAMES))
    _update(home, "un")
    publisher.publish("/un.xml", b"", etag='"2"')
    again = _update(home, "un", day=1)["un"]
    assert (again.held, again.said) == (True, "un: came empty; the version held stays in use")


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (_un(NAMES[:5], "2026-11-20"), "5 listings where 8 are held"),
        (_un(NAMES, "2025-11-19"), "367 days old"),
        (_un([*NAMES, "More Probe"], "2026-11-01"), "published 2026-11-01, and the edition of 2026-11-19 is held"),
        (_cut(_un(NAMES, "2026-11-20")), "it was cut"),
        (b"", "came empty"),
        (_ofac("PROBE"), "XML of another kind: <sdnList>"),
        (_un([], "2026-11-20"), "no listing"),
    ],
)
def test_a_file_that_cannot_be_right_changes_nothing(home: Path, publisher: Any, body: bytes, words: str) -> None:
    _update(home, "un")
    publisher.publish("/un.xml", body, etag='"2"')
    found = _update(home, "un", day=1)["un"]
    assert found.state == "failed"
    assert words in found.said
    assert _held(home) == 8
    assert len(store.versions(home, "un")) == 1


def test_a_file_from_last_year_is_refused_though_none_is_held(home: Path, publisher: Any) -> None:
    publisher.publish("/un.xml", _un(NAMES, "2025-11-20"))
    assert "365 days old" in _update(home, "un")["un"].said
    assert _update(home, "un", accept=True)["un"].state == "updated"
    assert store.read_version(home, "un")[0].accepted


def test_what_shrank_is_taken_when_a_person_accepts_it_by_name(home: Path, publisher: Any) -> None:
    _update(home, "un")
    publisher.publish("/un.xml", _un(NAMES[:5], "2026-11-20"), etag='"2"')
    assert _update(home, "un", day=1, accept=True)["un"].state == "updated"
    assert _held(home) == 5
    with pytest.raises(UsageError, match="lists that are named"):
        update(home, (), now=NOW, accept=True)


def test_names_that_the_matcher_does_not_find_keep_a_list_out_of_use(home: Path, publisher: Any) -> None:
    publisher.publish("/un.xml", _un([*NAMES, "&#8203;"]))
    found = _update(home, "un")["un"]
    assert found.state == "failed"
    assert "1 of 9 printed names are not found by the matcher (un:KPe.008: '\\u200b')" in found.said
    assert store.list_sources(home) == ()
    report = _update(home, "un", accept=True)["un"].report
    assert report is not None
    assert (report.names_checked, report.names_lost, report.lost) == (9, 1, ("un:KPe.008: '\\u200b'",))


def test_the_checksum_that_the_publisher_states_is_asked_for_and_compared(home: Path, publisher: Any) -> None:
    body = _un(NAMES)
    index = {"resources": [{"name": "other.xml", "checksum": "0" * 40}, {"name": "ours.xml", "checksum": hashlib.sha1(body).hexdigest()}]}
    publisher.publish("/ours.xml", body)
    publisher.publish("/index.json", json.dumps(index).encode())
    assert "SHA1 agrees" in _update(home, "ours")["ours"].said
    index["resources"][1]["checksum"] = "1" * 40
    publisher.publish("/index.json", json.dumps(index).encode(), etag='"2"')
    publisher.publish("/ours.xml", body + b"\n", etag='"2"')
    assert "SHA1 digest" in _update(home, "ours", day=1)["ours"].said
    for wrong, words in ((b"{}", "no index"), (b'{"resources": []}', "no checksum for")):
        publisher.publish("/index.json", wrong, etag='"3"')
        assert words in _update(home, "ours", day=1)["ours"].said


def test_a_list_without_an_address_is_named_and_a_wrong_table_is_told_by_its_place(home: Path) -> None:
    with pytest.raises(UsageError, match="no publisher's address is known for nowhere"):
        update(home, ("nowhere",), now=NOW)
    (home / "sources.toml").write_text('[un]\nadress = "x"\n')
    with pytest.raises(DefinitionError, match=r"sources.toml: \[un\].*adress"):
        update(home, ("un",), now=NOW)
    (home / "sources.toml").write_text('[new]\nreader = "un"\n')
    with pytest.raises(DefinitionError, match="address"):
        publishers(home)


def test_every_publisher_of_the_table_has_a_reader_an_https_address_and_a_citation(tmp_path: Path) -> None:
    from enduse.lists.connection import check_address
    from enduse.run.sources import reader_of

    known = publishers(tmp_path)
    assert {"un", "ofac-sdn", "ofac-consolidated", "eu-fsf", "uk", "us-csl", "opensanctions"} == set(known)
    for row in known.values():
        reader_of(row.reader)
        assert check_address(row.address).startswith("https://")
        assert row.cited
        assert row.title
        assert (row.max_age_days or 0) > 0


def test_a_part_that_came_before_a_kill_is_gone_on_with(home: Path, publisher: Any) -> None:
    body = _un(NAMES)
    cuts = [200, 0, 0]

    def serve(asked: Any) -> None:
        start = int(asked.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        rest = body[start:]
        headers = {"ETag": '"1"'} | ({"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {})
        asked.reply(206 if start else 200, headers, rest[: cuts.pop(0)] if cuts else rest, length=len(rest))

    publisher.pages["/un.xml"] = serve
    assert "200 bytes are kept" in _update(home, "un")["un"].said
    assert "gone on where an earlier attempt broke off" in _update(home, "un")["un"].said
    assert _held(home) == 8


# ---------------------------------------------------------------- freshness


def test_each_list_has_its_own_limit_of_age_and_the_digest_knows_no_clock(home: Path) -> None:
    _update(home, "un", "ofac-sdn")
    store.set_terms(home, "ofac-sdn", store.Terms(max_age_days=3))
    basis = prepare(home, now=NOW)
    assert stale_lists(basis, NOW + 2 * DAY, ()) == ()
    with pytest.raises(Refused, match="ofac-sdn: last retrieved more than 3 days ago"):
        stale_lists(basis, NOW + 4 * DAY, ())
    assert stale_lists(basis, NOW + 4 * DAY, ("ofac-sdn",)) == ("ofac-sdn",)
    with pytest.raises(Refused, match="un: last retrieved more than 7 days ago"):
        stale_lists(basis, NOW + 8 * DAY, ("ofac-sdn",))
    _update(home, "un", "ofac-sdn", day=4)
    again = prepare(home, now=NOW + 4 * DAY)
    assert again.digest == basis.digest
    assert stale_lists(again, NOW + 5 * DAY, ()) == ()
    store.set_terms(home, "ofac-sdn", store.Terms(max_age_days=30))
    assert prepare(home, now=NOW).digest != basis.digest


def test_a_stale_list_in_use_is_named_by_terminal_report_and_decision(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime.datetime.now(datetime.UTC)
    update(home, ("un",), now=now - 30 * DAY, accept=True, limits=QUICK)
    prepare(home, now=now - 30 * DAY)
    (tmp_path / "book.csv").write_text("id,ship_date,consignee_name,hs_code,ship_to\nA,2026-11-01,Blumen Meyer,0603,DE\n")
    words = ("screen", str(tmp_path / "book.csv"), "--out", str(tmp_path / "out"), "--home", str(home))
    assert _run(*words) == 3
    assert "un: last retrieved more than 7 days ago" in capsys.readouterr().err
    assert _run(*words, "--allow-stale", "un") in (0, 10)
    assert "Lists used although stale: un." in capsys.readouterr().out
    assert json.loads(((out := tmp_path / "out") / "manifest.json").read_text())["allow_stale"] == ["un"]
    assert json.loads((out / "decisions.ndjson").read_text().splitlines()[0])["not_checked"]["stale_lists"] == ["un"]
    assert "Lists used although stale: un." in (out / "report.html").read_text(encoding="utf-8").partition("</header>")[0]
    assert _run("ledger", "show", "A", "--home", str(home)) == 0
    assert "lists used although stale: un" in capsys.readouterr().out


def test_a_limit_that_cannot_be_read_is_not_forgotten(home: Path) -> None:
    _update(home, "un")
    (home / "lists" / "un" / "terms.json").write_text("{")
    with pytest.raises(Refused, match="its terms cannot be read"):
        prepare(home, now=NOW)


# ---------------------------------------------------------------- the command


def _run(*argv: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(argv))
    return int(end.value.code or 0)


def test_the_command_shows_a_table_and_ends_with_3_if_a_list_failed(home: Path, publisher: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("lists", "update", "un", "--accept", "--home", str(home)) == 0
    publisher.pages["/sdn.xml"] = lambda asked: asked.send_error(403)
    assert _run("lists", "update", "un", "ofac-sdn", "--home", str(home)) == 3
    told = capsys.readouterr()
    assert "answered 403" in told.out
    assert "unchanged" in told.out
    assert "not updated: ofac-sdn" in told.err
    assert _run("lists", "--home", str(home)) == 0
    assert "7 days" in capsys.readouterr().out


def test_what_changed_is_told_in_words_and_as_data(home: Path, publisher: Any, capsys: pytest.CaptureFixture[str]) -> None:
    _update(home, "un")
    changed = [*NAMES[:3], "Renamed Probe Bureau", *NAMES[4:], "Added Probe Bureau"]
    publisher.publish("/un.xml", _un(changed, "2026-11-20"), etag='"2"')
    _update(home, "un", day=1)
    assert _run("lists", "diff", "un", "--home", str(home)) == 0
    words = capsys.readouterr().out
    assert "1 added, 0 removed, 1 changed, 7 unchanged" in words
    assert "added: Added Probe Bureau (asset freeze; un:KPe.008)" in words
    assert f"name removed: {NAMES[3]}" in words
    assert "name added: Renamed Probe Bureau" in words
    assert _run("lists", "diff", "un@-1", "un", "--format", "json", "--home", str(home)) == 0
    data = json.loads(capsys.readouterr().out)
    assert [line["listing_id"] for line in data["added"]] == ["un:KPe.008"]
    assert data["changed"][0]["changes"][0]["field"] == "entity.names"


def test_a_limit_of_age_is_given_with_the_list_and_kept(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "un.xml").write_bytes(_un(NAMES))
    assert _run("lists", "add", "un", str(tmp_path / "un.xml"), "--max-age-days", "2", "--home", str(home)) == 0
    assert "printed names looked up with the matcher 8; found every one" in capsys.readouterr().out
    assert store.terms_of(home, "un").max_age_days == 2
    assert bases.Basis(prepare(home, now=NOW).tables).table("lists").to_pylist()[0]["max_age_days"] == 2
    assert _run("lists", "add", "un", str(tmp_path / "un.xml"), "--max-age-days", "0", "--home", str(home)) == 2


def test_an_address_in_place_of_a_path_is_fetched_the_same_way(home: Path, publisher: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("lists", "add", "un", publisher.at("/un.xml?edition=1"), "--home", str(home)) == 0
    assert _held(home) == 8
    publisher.pages["/page"] = lambda asked: asked.reply(200, {}, b"<html><title>Sign in</title></html>")
    assert _run("lists", "add", "un", publisher.at("/page"), "--home", str(home)) == 3
    assert "a web page came instead of the list (Sign in)" in capsys.readouterr().err
    assert _run("lists", "add", "un", "http://lists.example/un.xml", "--home", str(home)) == 2
    assert _held(home) == 8


# ---------------------------------------------------------------- kills and real files


def test_an_update_killed_anywhere_leaves_the_old_version_or_the_new_one_whole(home: Path, publisher: Any) -> None:
    import random
    import signal
    import subprocess
    import sys
    import time

    _update(home, "un")
    body = _un([*NAMES, "Added Probe Bureau"], "2026-11-20")

    def slowly(asked: Any) -> None:
        start = int(asked.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        asked.send_response(206 if start else 200)
        for key, value in {
            "ETag": '"2"',
            "Content-Length": str(len(body) - start),
            **({"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {}),
        }.items():
            asked.send_header(key, value)
        asked.end_headers()
        for at in range(start, len(body), 200):
            try:
                asked.wfile.write(body[at : at + 200])
                asked.wfile.flush()
            except OSError:
                return
            time.sleep(0.02)

    publisher.pages["/un.xml"] = slowly
    rng = random.Random(3)
    for _ in range(6):
        command = ["from enduse.cli.app import main", f"main(['lists', 'update', 'un', '--accept', '--home', {str(home)!r}])"]
        child = subprocess.Popen([sys.executable, "-c", "; ".join(command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.3, 1.6))
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert _held(home) in (8, 9)
        assert len(list(store.read_current(home))) == 1
    assert _update(home, "un", day=1)["un"].state in ("updated", "unchanged")
    assert _held(home) == 9


@pytest.mark.shared
def test_the_real_list_of_the_un_arrives_over_a_line_that_breaks(home: Path, publisher: Any, shared: Path) -> None:
    body = (shared / "lists" / "un" / "UN_consolidated.xml").read_bytes()
    cuts = [len(body) // 3, 0, len(body) // 4]

    def serve(asked: Any) -> None:
        start = int(asked.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        rest = body[start:]
        headers = {"ETag": '"real"'} | ({"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {})
        asked.reply(206 if start else 200, headers, rest[: cuts.pop(0)] if cuts else rest, length=len(rest))

    publisher.pages["/un.xml"] = serve
    found = {each.id: each for each in update(home, ("un",), now=NOW, accept=True, limits=Limits(attempts=5, pause_seconds=0.01))}["un"]
    assert found.state == "updated"
    assert "4 attempts, gone on where an earlier attempt broke off" in found.said
    report = found.report
    assert report is not None
    assert (report.records, report.refused, report.names_lost) == (1003, 0, 0)
    assert report.names_checked >= 4133
