"""What do FollowTheMoney's schemata, topics and properties mean in our nouns? Source: the model's published schema (followthemoney.tech), read as facts."""

from __future__ import annotations

from typing import Final

from enduse.model.nouns import Kind, NameKind

KINDS: Final[dict[str, Kind | None]] = {
    "Person": Kind.person,
    "Company": Kind.organization,
    "Organization": Kind.organization,
    "PublicBody": Kind.organization,
    "LegalEntity": None,
    "Vessel": Kind.vessel,
    "Airplane": Kind.aircraft,
    "Vehicle": Kind.asset,
    "RealEstate": Kind.asset,
    "Asset": Kind.asset,
    "Security": Kind.asset,
    "CryptoWallet": Kind.asset,
}
LINKS: Final = frozenset({"Identification", "Passport"})
RELATIONS: Final = frozenset(
    {
        "Position", "Occupancy", "Ownership", "Directorship", "Membership", "Employment", "Family", "Associate", "Representation", "Succession",
        "UnknownLink", "Debt", "Payment", "Article", "Documentation", "Mention", "Note", "Event", "Trip", "Call", "Contract", "ContractAward",
        "CourtCase", "CourtCaseParty", "License", "Project", "ProjectParticipant", "EconomicActivity", "TaxRoll", "Similar", "Interest", "Value",
        "Thing", "Interval", "Analyzable", "Document", "Pages", "Page", "PlainText", "HyperText", "Table", "Workbook", "Folder", "Email",
        "Message", "Package", "Image", "Video", "Audio", "Assessment", "BankAccount", "UserAccount", "Risk",
    }
)  # fmt: skip
"""Schemata of ties, posts, papers and events: no parties."""
TIES: Final = {"Family": ("person", "relative"), "Associate": ("person", "associate")}
"""Ties that make a person who is no target a person close to one."""

TOPICS: Final[dict[str, str]] = {
    # topic: effect; the strongest first
    "sanction": "asset_freeze",
    "sanction.counter": "counter_measure",
    "export.control": "licence_needed",
    "debarment": "debarment",
    "export.risk": "due_diligence",
    "sanction.linked": "signal",
    "export.control.linked": "signal",
    "invest.ban": "capital_market",
    "invest.risk": "signal",
    "trade.risk": "signal",
    "asset.frozen": "signal",
    "wanted": "signal",
    "poi": "signal",
    "reg.action": "signal",
    "reg.warn": "signal",
    "role.pep": "signal",
    "role.pep.frmr": "signal",
    "role.pep.intl": "signal",
    "role.pep.natl": "signal",
    "role.rca": "signal",
    "role.spy": "signal",
    "role.oligarch": "signal",
    "role.diplo": "signal",
    "role.judge": "signal",
    "role.civil": "signal",
    "role.lobby": "signal",
    "role.lawyer": "signal",
    "role.acct": "signal",
    "role.journo": "signal",
    "role.act": "signal",
    "gov": "signal",
    "gov.national": "signal",
    "gov.state": "signal",
    "gov.muni": "signal",
    "gov.soe": "signal",
    "gov.igo": "signal",
    "gov.head": "signal",
    "gov.admin": "signal",
    "gov.executive": "signal",
    "gov.legislative": "signal",
    "gov.judicial": "signal",
    "gov.security": "signal",
    "gov.financial": "signal",
    "gov.religion": "signal",
    "fin": "signal",
    "fin.bank": "signal",
    "fin.fund": "signal",
    "fin.adivsor": "signal",
    "corp.offshore": "signal",
    "corp.shell": "signal",
    "corp.public": "signal",
    "corp.disqual": "signal",
    "mil": "signal",
    "mare.detained": "signal",
    "mare.shadow": "signal",
    "mare.sts": "signal",
    "crime": "signal",
    "crime.fraud": "signal",
    "crime.cyber": "signal",
    "crime.fin": "signal",
    "crime.env": "signal",
    "crime.theft": "signal",
    "crime.war": "signal",
    "crime.boss": "signal",
    "crime.terror": "signal",
    "crime.traffick": "signal",
    "crime.traffick.drug": "signal",
    "crime.traffick.human": "signal",
    "forced.labor": "signal",
    "rel.sister": "signal",
}

PROVISIONS: Final[dict[str, str]] = {
    # words of a Sanction's provisions, strongest first
    "freez": "asset_freeze",
    "blocking": "asset_freeze",
    "transaction": "transaction_ban",
    "correspondent": "correspondent_account",
    "export": "licence_needed",
    "port": "port_service_ban",
    "capital": "capital_market",
    "securities": "capital_market",
    "debar": "debarment",
    "travel": "travel_ban",
    "procurement": "procurement",
}

NAMES: Final = {
    "name": NameKind.primary,
    "alias": NameKind.strong,
    "previousName": NameKind.former,
    "weakAlias": NameKind.weak,
    "abbreviation": NameKind.weak,
}
NATIONS: Final = ("nationality", "citizenship", "jurisdiction", "mainCountry", "country", "flag")
ADDRESSES: Final = ("street", "street2", "street3", "postalCode", "city", "region", "state", "country")

IDENTIFIERS: Final = {
    "leiCode": "lei",
    "swiftBic": "bic",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "callsign",
    "innCode": "inn",
    "ogrnCode": "ogrn",
    "okpoCode": "okpo",
    "kppCode": "kpp",
    "uscCode": "uscc",
    "dunsCode": "duns",
    "permId": "permid",
    "wikidataId": "wikidata",
    "passportNumber": "passport",
    "idNumber": "national_id",
    "socialSecurityNumber": "national_id",
    "taxNumber": "tax",
    "vatCode": "vat",
    "registrationNumber": "registration",
    "serialNumber": "aircraft_msn",
    "ofacId": "ofac",
    "unscId": "un",
}

AUTHORITIES: Final = {"US": "US", "GB": "UK", "EU": "EU", "UN": "UN", "JP": "JP", "CN": "CN"}
"""Country of a Sanction: regime. Any other state's measure is shown under HOUSE with its authority."""
_PREFIXES: Final = {"us_": "US", "eu_": "EU", "gb_": "UK", "un_": "UN", "jp_": "JP", "cn_": "CN"}


def regime_of(dataset: str) -> str:
    """The regime that a dataset's name begins with (`us_ofac_sdn`), HOUSE if it is none of ours."""
    return _PREFIXES.get(dataset[:3], "HOUSE")
