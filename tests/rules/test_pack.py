"""Does a mistake in a pack say what, where and what to write instead?"""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.errors import DefinitionError
from enduse.rules import compile_packs, run_examples
from enduse.rules.places import find_places

GROUPS = {"russia_belarus": frozenset({"RU", "BY"}), "controls": frozenset({"854231"})}
PACK = '''# a pack
[pack]
id = "test"
title = "Test"

[[rule]]
id = "T-1"
title = "Controlled items to Russia or Belarus"
regime = ["US"]
roles = ["exporter"]
valid_from = 2022-02-24
scope = 'destination.countries contains any group:russia_belarus'
condition = """
goods.on_ccl
and not (goods.hs6 in ['854231', '854232']
  or party.any.established_effects contains 'signal')
"""
outcome = "block"
reason_class = "licence_needed"
citation = "15 CFR 746.8"
confirmed = "secondary"
show = [
  "goods.eccn",
  "destination.countries",
]
[[rule.example]]
facts = { "destination.countries" = ["RU"], "goods.on_ccl" = true, "goods.hs6" = "850110", "party.any.established_effects" = [] }
expect = "true"
[[rule.example]]
facts = { "destination.countries" = ["DE"], "goods.on_ccl" = true }
expect = "false"
[[rule.example]]
facts = { "destination.countries" = ["RU"] }
expect = "unknown"
'''


def fault(old: str, new: str, text: str = PACK) -> str:
    """The error after one change to the pack."""
    assert old in text
    with pytest.raises(DefinitionError) as caught:
        compile_packs({"packs/test.toml": text.replace(old, new, 1)}, GROUPS)
    return str(caught.value)


def test_the_pack_as_it_stands_compiles_and_its_examples_hold() -> None:
    ruleset = compile_packs({"packs/test.toml": PACK}, GROUPS)
    assert run_examples(ruleset) == ()
    assert ruleset.facts_used == ("destination.countries", "goods.hs6", "goods.on_ccl", "party.*.established_effects", "regime.attached", "tx.operator_role")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("goods.on_ccl\n", "goods.onccl\n", 'packs/test.toml:14: unknown fact "goods.onccl"; did you mean "goods.on_ccl"? (condition, column 1)'),
        ("contains 'signal'", "contains 'signl'", "packs/test.toml:16: \"party.any.established_effects\" is never 'signl'"),
        ("party.any.", "party.anyone.", 'packs/test.toml:16: unknown fact "party.anyone.established_effects"; did you mean "party.any.established_effects"?'),
        ("'854231', '854232'", "'85423', '854232'", "packs/test.toml:15: \"goods.hs6\" cannot be '85423': expected six digits"),
        ("'854231', '854232'", "854231, '854232'", 'packs/test.toml:15: "goods.hs6" is of type code: expected a code in quotes, found 854231'),
        ("group:russia_belarus", "group:rusia_belarus", 'packs/test.toml:12: unknown group "rusia_belarus"; did you mean "russia_belarus"?'),
        ("group:russia_belarus", "group:controls", "packs/test.toml:12: \"destination.countries\" cannot be '854231'"),
        ("outcome =", "outcom =", 'packs/test.toml:18: unknown key "outcom"; did you mean "outcome"?'),
        ('outcome = "block"', 'outcome = "blok"', 'packs/test.toml:18: outcome cannot be "blok"; it is one of block, review, note; did you mean "block"?'),
        ('["US"]', '["USA"]', 'packs/test.toml:9: regime cannot be "USA"'),
        ('"goods.eccn"', '"goods.ecn"', 'packs/test.toml:22: unknown fact "goods.ecn"; did you mean "goods.eccn"?'),
        ('reason_class = "licence_needed"\n', "", 'packs/test.toml:6: rule "T-1" has no reason_class'),
        ("2022-02-24", "2022-02-31", "packs/test.toml:11: is not TOML"),
        ('expect = "false"', 'expect = "no"', 'packs/test.toml:31: expect cannot be "no"'),
        ('"goods.on_ccl" = true }', '"goods.on_ccl" = "yes" }', 'packs/test.toml:30: "goods.on_ccl" is of type bool'),
        ('[pack]\nid = "test"', "[pack]", "packs/test.toml:2: [pack] needs id"),
    ],
)
def test_a_mistake_points_at_its_line(old: str, new: str, message: str) -> None:
    assert message in fault(old, new)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("payment.payer_country", "is of type code, not true or false"),
        ("payment.payer_country < 'DE'", "has no order"),
        ("payment.payer_country == 'Russia'", "expected an ISO 3166-1 alpha-2 code"),
        ("payment.payer_country == goods.value", "cannot be compared"),
        ("payment.payer_country contains 'DE'", "is not a set; write in [..]"),
        ("payment.countries == 'DE'", "is a set; write contains"),
        ("payment.countries in ['DE']", "write contains any [..]"),
        ("payment.countries contains group:russia_belarus", "contains any group:x"),
        ("tx.date > '2024-01-01'", "expected a date like 2024-02-23"),
        ("tx.date > 2024-02-30", "not a day of the calendar"),
        ("tx.revision > 1.5", "expected a whole number"),
        ("payment.cash = true", "write == for equality"),
        ("payment.cash and", "ends too early"),
        ("(payment.cash", "expected ')'"),
        ("payment.cash payment.open_account", "join conditions by and / or"),
        ("payment.payer_country == 'DE", "never closed"),
        ("payment.payer_country in []", "the list is empty"),
        ("payment.cash is maybe", "after `is` comes"),
        ("route.mode == 'ship'", "is never 'ship'"),
        ("'DE'", "is not a condition"),
        ("not " * 100 + "payment.cash", "nested too deeply"),
        (" ", "the condition is empty"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused(condition: str, message: str) -> None:
    assert message in fault("scope = 'destination.countries contains any group:russia_belarus'", f'scope = "{condition}"')


def test_a_rule_id_is_given_once_over_all_packs() -> None:
    with pytest.raises(DefinitionError, match=r'b\.toml:7: rule "T-1" is defined already at a\.toml:7'):
        compile_packs({"a.toml": PACK, "b.toml": PACK}, GROUPS)


def test_a_rule_about_listings_must_name_a_party() -> None:
    assert "must name a party" in fault(PACK[PACK.index("condition") : PACK.index("outcome")], "condition = 'goods.on_ccl'\nlisting_effects = ['signal']\n")


def test_an_unconfirmed_rule_asks_for_review_and_keeps_what_it_states() -> None:
    rule = compile_packs({"a.toml": PACK.replace('"secondary"', '"unconfirmed"')}, GROUPS).rules[0]
    assert (rule.outcome, rule.stated) == ("review", "block")


def test_an_example_that_comes_out_otherwise_is_reported_with_its_line() -> None:
    failures = run_examples(compile_packs({"a.toml": PACK.replace('= ["DE"], "goods', '= ["BY"], "goods')}, GROUPS))
    assert [str(failure) for failure in failures] == ['a.toml:29: rule "T-1", example 2: expected false, found unknown']


def test_a_rule_needs_a_true_a_false_and_an_unknown_example() -> None:
    short = PACK[: PACK.rindex("[[rule.example]]")]
    assert "has 2 of at least 3 examples; none is unknown" in str(run_examples(compile_packs({"a.toml": short}, GROUPS))[0])


def test_a_condition_that_cannot_be_unknown_needs_no_unknown_example() -> None:
    head = PACK[: PACK.index("scope =")] + 'outcome = "note"\nreason_class = "red_flag"\ncitation = "c"\ncondition = "payment.cash is true"\n'
    examples = "".join(
        f'[[rule.example]]\nfacts = {{ {facts} }}\nexpect = "{word}"\n'
        for facts, word in (('"payment.cash" = true', "true"), ("", "false"), ('"payment.cash" = false', "false"))
    )
    assert run_examples(compile_packs({"a.toml": head + examples}, GROUPS)) == ()


def test_an_example_of_any_party_speaks_for_every_party_named() -> None:
    pack = PACK.replace("goods.on_ccl\n", "party.consignee.country == 'RU'\n", 1).replace('"goods.on_ccl" = true', '"party.consignee.country" = "RU"')
    assert run_examples(compile_packs({"a.toml": pack}, GROUPS)) == ()


def test_the_digest_is_of_the_content_and_not_of_the_place() -> None:
    first = compile_packs({"a.toml": PACK}, GROUPS).rules[0]
    moved = compile_packs({"other.toml": "# moved\n\n" + PACK}, GROUPS).rules[0]
    assert first.digest == moved.digest and first.line != moved.line
    assert first.digest != compile_packs({"a.toml": PACK}, GROUPS | {"russia_belarus": frozenset({"RU"})}).rules[0].digest
    assert first.digest != compile_packs({"a.toml": PACK.replace("746.8", "746.9")}, GROUPS).rules[0].digest


def test_windows_line_ends_do_not_shift_the_line() -> None:
    assert fault("goods.on_ccl\r\n", "goods.onccl\r\n", PACK.replace("\n", "\r\n")).startswith("packs/test.toml:14: ")


def test_places_see_through_strings_and_arrays_that_span_lines() -> None:
    text = 'a = """\nb = 1\n"""\nc = [\n  "d = [",\n]\n[[rule]]\ne = 1\n[[rule.example]]\nf = {}\n[[rule]]\ne = 2\n'
    places = {path: place.line for path, place in find_places(text).items()}
    assert places == {
        ("a",): 1,
        ("c",): 4,
        ("rule", 0): 7,
        ("rule", 0, "e"): 8,
        ("rule", 0, "example", 0): 9,
        ("rule", 0, "example", 0, "f"): 10,
        ("rule", 1): 11,
        ("rule", 1, "e"): 12,
    }


WORDS = st.sampled_from([*"abi.n'\"()[]<>=!,0-9 \n", "payment.cash", " and ", " not ", " is ", "known", "group:x", " in ", " contains "])


@given(st.lists(WORDS, max_size=30))
def test_no_condition_makes_the_reader_fail_otherwise_than_by_a_definition_error(words: list[str]) -> None:
    condition = "".join(words)
    quoted = msgspec.json.encode(condition).decode()
    text = f'[pack]\nid = "p"\n[[rule]]\nid = "R"\ntitle = "t"\noutcome = "note"\nreason_class = "clear"\ncitation = "c"\ncondition = {quoted}\n'
    try:
        compile_packs({"p.toml": text}, GROUPS)
    except DefinitionError as error:
        assert error.line is not None and error.file == "p.toml"
