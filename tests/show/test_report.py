"""Does the page hold what the decisions hold, escaped and bounded, the same when made again?"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from lxml import html

from enduse.errors import Refused, UsageError
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import GoodsLine, Identifier, OperatorRole, Party, Role, Route, Transaction, TransactionKind
from enduse.run import local, reporting
from enduse.run.bases import Basis
from enduse.show.report import Frame, write_report
from enduse.show.report_survey import survey

FRAME = Frame(
    rows_read=3,
    rows_decided=2,
    rows_rejected=1,
    as_of="2026-09-30",
    lists=({"id": "t", "version": "1", "published": None, "listings": 9, "regimes": ["EU"], "notice": None},),
)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202egnp.exe \x1b[2J</style></bdi>"


def shipment(id: str, consignee: str, **more: object) -> Transaction:
    party = Party(role=Role.consignee, name=consignee, country="RU")
    fields = {
        "parties": (party,),
        "goods": (GoodsLine(hs_code="854231", description="Chips"),),
        "route": Route(ship_from="DEHAM", via=("TR",), ship_to="RU"),
        **more,
    }
    return msgspec.convert(
        {"id": id, "kind": TransactionKind.shipment, "operator_role": OperatorRole.exporter, "ship_date": "2026-06-01", **fields},
        Transaction,
        from_attributes=True,
    )


def write_decisions(folder: Path, basis: Basis, transactions: list[Transaction]) -> list[bytes]:
    batch = kernel.screen(to_batch(transactions), kernel.Screening(basis=basis, as_of="2026-09-30", engine_version="test"))
    documents: list[bytes] = batch.column("document").to_pylist()
    (folder / "decisions.ndjson").write_bytes(b"".join(document + b"\n" for document in documents))
    return documents


def page_of(folder: Path, basis: Basis, transactions: list[Transaction], **options: object) -> html.HtmlElement:
    write_decisions(folder, basis, transactions)
    write_report(folder, folder / "report.html", FRAME, reporting.sources_of(basis), reporting.assets(), **options)  # type: ignore[arg-type]  # options are keywords
    return html.fromstring((folder / "report.html").read_bytes())


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_transaction_that_was_held_back_has_a_card_and_no_other(sample_run: local.Result) -> None:
    out = Path(sample_run.out)
    held = [d["id"] for d in map(msgspec.json.decode, (out / "decisions.ndjson").read_bytes().splitlines()) if d["outcome"] != "release"]
    tree = html.fromstring((out / "report.html").read_bytes())
    assert sorted(text_of(card.find_class("id")[0]) for card in tree.find_class("card")) == sorted(held)
    assert len(held) == sample_run.survey.held


def test_a_card_says_all_that_the_decision_says(sample_run: local.Result) -> None:
    out = Path(sample_run.out)
    tree = html.fromstring((out / "report.html").read_bytes())
    cards: dict[str, str] = {}
    for card in tree.find_class("card"):  # a transaction with several revisions has several cards
        cards[text_of(card.find_class("id")[0])] = cards.get(text_of(card.find_class("id")[0]), "") + text_of(card)
    for document in (out / "decisions.ndjson").read_bytes().splitlines():
        decision = msgspec.json.decode(document)
        if decision["outcome"] == "release":
            continue
        told = cards[decision["id"]]
        wanted = {" ".join(str(f[key]).split()) for f in decision["findings"] for key in ("rule", "title", "citation")}
        wanted |= {fact["name"] for f in decision["findings"] for fact in f["facts"]} | {q["question"] for q in decision["questions"]}
        wanted |= {m["listing_id"] for m in decision["matches"]} | set(decision["not_checked"]["rules_undecided"]) | {row["id"] for row in decision["lists"]}
        wanted |= {line["hs_code"] for line in decision["transaction"].get("goods", ()) if line.get("hs_code")}
        assert {each for each in wanted if each not in told} == set(), decision["id"]


def test_one_listed_party_behind_several_orders_is_one_group(tmp_path: Path, small_basis: Basis) -> None:
    orders = [shipment(f"O-{i}", "Volgograd Precision Turbine Works") for i in range(5)] + [shipment("P-1", "Kvarzit Optoelektronika JSC")]
    tree = page_of(tmp_path, small_basis, orders)
    groups = {text_of(group.find("h3")): [text_of(c.find_class("id")[0]) for c in group.find_class("card")] for group in tree.find_class("group")}
    assert groups["Listed party: Volgograd Precision Turbine Works"] == [f"O-{i}" for i in range(5)]
    assert next(iter(groups)) == "Listed party: Volgograd Precision Turbine Works", "an asset freeze comes before a prohibition"


@pytest.mark.parametrize(("lang", "asked"), [("en", "How many axes"), ("zh", "可同时协调进行轮廓控制的轴数"), ("ru", "число осей, одновременно управляемых")])
def test_a_card_asks_in_its_language_for_the_figures_that_the_description_leaves_open(tmp_path: Path, small_basis: Basis, lang: str, asked: str) -> None:
    lathe = GoodsLine(hs_code="845710", description="CNC machining centre, 5 axes")
    coffee = GoodsLine(hs_code="090121", description="roasted coffee")
    tree = page_of(tmp_path, small_basis, [shipment("A", "Volgograd Precision Turbine Works", goods=(lathe, coffee))], lang=lang)
    lines = [text_of(line) for line in tree.xpath("//ol[@class='goods']/li")]
    assert "2B001" in lines[0] and asked in lines[0]
    assert "2B001" not in lines[1] and len(lines) == 2


def test_what_others_wrote_stays_text(tmp_path: Path, small_basis: Basis) -> None:
    party = Party(role=Role.buyer, name=HOSTILE, country="RU", address=HOSTILE, identifiers=(Identifier(scheme="inn", value=HOSTILE),))
    line = GoodsLine(hs_code="854231", description=HOSTILE, facts={"goods.dual_use": True})
    route = Route(ship_from=HOSTILE, via=("<b>",), ship_to="RU", vessel=HOSTILE)
    tree = page_of(
        tmp_path,
        small_basis,
        [
            shipment(
                HOSTILE,
                "Volgograd Precision Turbine Works " + HOSTILE,
                parties=(party, Party(role=Role.consignee, name="ВПТЗ", country="RU")),
                goods=(line,),
                route=route,
            )
        ],
    )
    raw = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert raw.count("<script") == 1
    assert tree.xpath("//img | //b") == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", raw)
    assert "‹U+202E›gnp.exe ‹U+001B›[2J" in raw
    assert tree.find_class("id")[0].find("bdi") is not None


def test_the_page_asks_no_network_and_runs_no_script_but_its_own(sample_run: local.Result) -> None:
    raw = (Path(sample_run.out) / "report.html").read_text(encoding="utf-8")
    tree = html.fromstring(raw.encode())
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert tree.xpath("//@src | //@style | //link | //@onclick") == []
    assert all(target.startswith("#") for target in tree.xpath("//@href"))
    assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id"))


def test_the_party_and_the_listed_one_stand_side_by_side(tmp_path: Path, small_basis: Basis) -> None:
    party = Party(
        role=Role.consignee,
        name="Volgograd Precision Turbines Works",
        country="KZ",
        identifiers=(Identifier(scheme="inn", value="7707083893", country="RU", valid=True),),
    )
    tree = page_of(tmp_path, small_basis, [shipment("A", "", parties=(party,))])
    rows = {text_of(row.find("th")): [text_of(cell) for cell in row.findall("td")] for row in tree.find_class("compare")[0].find("tbody")}
    assert rows["Country"] == ["Kazakhstan KZ", "Russian Federation RU", "differs"]
    assert rows["Identifiers"] == ["INN: 7707083893", "INN: 7707083893", "same"]
    assert rows["Name"][0] == "Volgograd Precision Turbines Works"
    assert [text_of(mark) for mark in tree.find_class("compare")[0].xpath(".//mark")] == ["s", "Turbine"]


def test_only_the_gravest_have_cards_and_the_page_says_so(tmp_path: Path, small_basis: Basis) -> None:
    orders = [shipment(f"B-{i}", "Kvarzit Optoelektronika JSC") for i in range(4)] + [shipment(f"A-{i}", "Volgograd Precision Turbine Works") for i in range(4)]
    tree = page_of(tmp_path, small_basis, orders, cards=5)
    ids = [text_of(element) for element in tree.find_class("id")]
    assert ids == ["A-0", "A-1", "A-2", "A-3", "B-0"]
    assert "Only the 5 gravest of 8 transactions" in text_of(tree)
    assert "3 more of this group have no card here" in text_of(tree)


def test_a_party_in_two_roles_is_compared_once(tmp_path: Path, small_basis: Basis) -> None:
    parties = tuple(Party(role=role, name="Volgograd Precision Turbines Works", country="KZ") for role in (Role.buyer, Role.consignee))
    tree = page_of(tmp_path, small_basis, [shipment("A", "", parties=parties)])
    (pair,) = tree.find_class("pair")
    assert text_of(pair.find("h5")).startswith(("buyer, consignee:", "consignee, buyer:"))


def test_a_page_that_leaves_out_transactions_asked_for_says_so(tmp_path: Path, small_basis: Basis) -> None:
    tree = page_of(tmp_path, small_basis, [shipment(each, "Volgograd Precision Turbines Works") for each in "ABC"], ids=("A", "B", "C"), cards=2)
    assert "Only the 2 gravest of the 3 transactions asked for have a card below" in text_of(tree)


def test_what_unfolds_is_plain_text_to_a_browser_until_it_is_opened(tmp_path: Path, small_basis: Basis) -> None:
    page_of(tmp_path, small_basis, [shipment("A", "</noscript><script>alert(1)</script>")])
    raw = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert raw.count("<noscript class") == raw.count("</noscript>") == raw.count("<article") == 1


def test_at_equal_gravity_every_group_is_shown_before_any_is_shown_twice(tmp_path: Path, small_basis: Basis) -> None:
    write_decisions(
        tmp_path,
        small_basis,
        [shipment(f"A-{i}", "Volgograd Precision Turbine Works") for i in range(3)]
        + [shipment("B", "", parties=(Party(role=Role.buyer, name="Taedong Instrument Procurement Bureau", country="KP"),))],
    )
    found = survey(tmp_path / "decisions.ndjson", cards=2)
    assert {card.line for card in found.cards} == {1, 4}


def test_a_named_transaction_has_its_card_even_if_it_was_released(sample_run: local.Result, tmp_path: Path, sample_screening: kernel.Screening) -> None:
    out = Path(sample_run.out)
    found = write_report(out, tmp_path / "case.html", FRAME, reporting.sources_of(sample_screening.basis), reporting.assets(), ids=["GB-001"])
    tree = html.fromstring((tmp_path / "case.html").read_bytes())
    assert [text_of(element) for element in tree.find_class("id")] == ["GB-001"] == found.named


def test_the_report_made_again_is_the_same_to_the_byte(sample_run: local.Result, sample_home: Path) -> None:
    out = Path(sample_run.out)
    first = (out / "report.html").read_bytes()
    target, _, whole = reporting.rebuild(out, sample_home)
    assert whole
    assert target.read_bytes() == first


def test_without_the_basis_the_report_says_what_it_lacks(sample_run: local.Result, tmp_path: Path) -> None:
    import shutil

    out = shutil.copytree(sample_run.out, tmp_path / "out")
    target, _, whole = reporting.rebuild(out, tmp_path / "other-home")
    assert not whole
    told = target.read_text(encoding="utf-8")
    assert "The listed party&#x27;s record is not at hand" in told
    assert "are not at hand" in told


@pytest.mark.parametrize(("lang", "word"), [("zh", "清单所列方"), ("ru", "Лицо из перечня")])
def test_the_report_speaks_other_languages(sample_run: local.Result, sample_home: Path, tmp_path: Path, lang: str, word: str) -> None:
    import shutil

    out = shutil.copytree(sample_run.out, tmp_path / "out")
    target, _, _ = reporting.rebuild(out, sample_home, lang=lang)
    tree = html.fromstring(target.read_bytes())
    assert tree.get("lang") == lang
    assert word in text_of(tree)
    assert len(tree.find_class("card")) == sample_run.survey.held


def test_a_file_that_was_cut_is_refused_and_the_old_report_stays(sample_run: local.Result, sample_home: Path, tmp_path: Path) -> None:
    import shutil

    out = shutil.copytree(sample_run.out, tmp_path / "out")
    path, old = out / "decisions.ndjson", (out / "report.html").read_bytes()
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(Refused, match=r"decisions.ndjson:229: not a decision"):
        reporting.rebuild(out, sample_home)
    assert (out / "report.html").read_bytes() == old
    assert list(out.glob("*.part")) == []


def test_a_folder_that_is_no_screening_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no output directory"):
        reporting.rebuild(tmp_path, tmp_path)
    with pytest.raises(UsageError, match="html, pdf"):
        reporting.rebuild(tmp_path, tmp_path, format="docx")


def test_a_book_without_findings_says_so(tmp_path: Path, small_basis: Basis) -> None:
    calm = shipment(
        "A",
        "Koffiehuis Lindewaal",
        parties=(Party(role=Role.consignee, name="Koffiehuis Lindewaal", country="NL"),),
        goods=(GoodsLine(hs_code="090111", description="Coffee"),),
        route=Route(ship_from="BR", ship_to="NL"),
    )
    tree = page_of(tmp_path, small_basis, [calm])
    assert "Every transaction was released." in text_of(tree)
    assert tree.find_class("card") == []


def test_the_survey_keeps_nothing_of_a_decision_but_counts(tmp_path: Path, small_basis: Basis) -> None:
    documents = write_decisions(tmp_path, small_basis, [shipment("A", "Volgograd Precision Turbine Works"), shipment("B", "Kvarzit Optoelektronika JSC")])
    with (tmp_path / "decisions.ndjson").open("wb") as stream:
        stream.writelines(document + b"\n" for _ in range(2500) for document in documents)
    found = survey(tmp_path / "decisions.ndjson", cards=10)
    assert (found.transactions, found.held, len(found.cards), len(found.groups)) == (5000, 5000, 10, 2)
    assert found.corridors == {("DE", "RU"): found.outcomes}
