"""Is a transaction put down to what is behind it, and does the report say rightly what would change its outcome?"""

from __future__ import annotations

from enduse.show.report_causes import Cause, Fact, Finding, Matched, changes, root_cause


def finding(
    rule: str, outcome: str, reason: str = "red_flag", *, listings: tuple[str, ...] = (), roles: tuple[str, ...] = (), facts: tuple[Fact, ...] = ()
) -> Finding:
    return Finding(rule=rule, title=rule.title(), outcome=outcome, reason_class=reason, listings=listings, roles=roles, facts=facts)


def match(entity: str, *, score: int = 1000, band: str = "established", role: str = "buyer", in_force: bool = True, excluded: str | None = None) -> Matched:
    return Matched(
        role=role,
        listing_id=f"{entity}:1",
        entity_id=entity,
        matched_name=entity.upper(),
        band=band,
        score=score,
        in_force=in_force,
        excluded=excluded,
        attached=True,
    )


def test_the_listed_party_comes_before_the_rule() -> None:
    findings = [finding("A", "block", "asset_freeze"), finding("B", "block", "asset_freeze", listings=("acme:1",))]
    assert root_cause("block", "asset_freeze", findings, [match("acme")]) == Cause("party", "acme", "ACME")


def test_a_milder_finding_is_not_the_root() -> None:
    findings = [finding("A", "review", "possible_match", listings=("acme:1",)), finding("B", "block", "prohibited")]
    assert root_cause("block", "prohibited", findings, [match("acme")]) == Cause("rule", "B", "B")


def test_of_several_listed_parties_the_surest_is_the_root() -> None:
    findings = [finding("A", "block", listings=("acme:1", "beta:1"))]
    assert root_cause("block", "red_flag", findings, [match("acme", score=910), match("beta", score=950)]) == Cause("party", "beta", "BETA")


def test_a_rule_about_effects_of_listings_leads_to_the_party_of_its_role() -> None:
    fact = Fact(name="party.any.established_effects", known=True, value=["export_ban"])
    findings = [finding("EU-X", "block", "prohibited", roles=("consignee",), facts=(fact,))]
    matches = [match("other", role="payer"), match("acme", role="consignee")]
    assert root_cause("block", "prohibited", findings, matches) == Cause("party", "acme", "ACME")


def test_a_party_fact_that_comes_from_no_list_leads_to_the_rule() -> None:
    fact = Fact(name="party.any.country", known=True, value="RU")
    assert root_cause("review", "red_flag", [finding("R", "review", roles=("buyer",), facts=(fact,))], [match("acme")]) == Cause("rule", "R", "R")


def test_excluded_and_expired_listings_are_behind_nothing() -> None:
    findings = [finding("R", "review", listings=("acme:1", "beta:1"))]
    assert root_cause("review", "red_flag", findings, [match("acme", excluded="not them"), match("beta", in_force=False)]) == Cause("rule", "R", "R")


def test_without_its_only_cause_a_transaction_is_released() -> None:
    (change,), leading = changes("block", "asset_freeze", [finding("A", "block", "asset_freeze", listings=("acme:1",))], [match("acme")])
    assert (change.outcome, change.reason_class, leading) == ("release", "clear", 1)


def test_what_is_left_decides_when_a_cause_falls_away() -> None:
    findings = [finding("A", "block", "asset_freeze", listings=("acme:1",)), finding("B", "review", "missing_facts"), finding("N", "note", "signal")]
    found, _ = changes("block", "asset_freeze", findings, [match("acme")])
    assert [(c.cause.key, c.outcome, c.reason_class) for c in found] == [("acme", "review", "missing_facts")]


def test_two_causes_of_equal_gravity_change_nothing_one_by_one() -> None:
    findings = [finding("A", "block", "prohibited"), finding("B", "block", "prohibited")]
    assert changes("block", "prohibited", findings, []) == ([], 2)
