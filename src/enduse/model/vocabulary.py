"""Which facts may a rule ask for, of what type, and which question settles each one?

A fact has a level. `transaction` facts have one value per transaction. `line` facts (`goods.*`) have one per goods line and `party` facts
(`party.<role>.*`, written here as `party.*.x`) one per party: a rule binds all `goods.*` to one line and all `party.<role>.*` of a role to one
party, and is true if it is true for some binding. `party.any.*` binds to each party of the transaction in turn, `vessel` included.
"""

from __future__ import annotations

from typing import Final

import msgspec

from enduse.model.nouns import Role

TYPES: Final = ("bool", "int", "decimal", "code", "text", "date", "set")


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the vocabulary.

    `required`: a field that every such transaction must bring (its absence may itself ask for review). `who` must answer `question`.
    """

    name: str
    level: str  # transaction | line | party
    type: str  # one of TYPES; decimal is compared as a number, `set` is a set of codes that may be incomplete
    meaning: str
    question: str
    who: str = "seller"  # exporter | consignee | end_user | bank | carrier | compliance | … : who can answer
    unit: str | None = None
    required: bool = False
    values: tuple[str, ...] = ()  # closed set of codes, if closed


def _t(name: str, type: str, meaning: str, question: str, who: str = "exporter", **more: object) -> Fact:
    return msgspec.convert({"name": name, "level": "transaction", "type": type, "meaning": meaning, "question": question, "who": who, **more}, Fact)


def _l(name: str, type: str, meaning: str, question: str, who: str = "exporter", **more: object) -> Fact:
    return msgspec.convert({"name": "goods." + name, "level": "line", "type": type, "meaning": meaning, "question": question, "who": who, **more}, Fact)


def _p(name: str, type: str, meaning: str, question: str, who: str = "party", **more: object) -> Fact:
    return msgspec.convert({"name": "party.*." + name, "level": "party", "type": type, "meaning": meaning, "question": question, "who": who, **more}, Fact)


_EFFECT_CODES = (
    "asset_freeze", "transaction_ban", "correspondent_account", "capital_market", "export_ban", "licence_needed", "port_service_ban",
    "travel_ban", "procurement", "debarment", "due_diligence", "signal", "counter_measure",
)  # fmt: skip

FACTS: Final[tuple[Fact, ...]] = (
    # --- the transaction
    _t("tx.kind", "code", "Shipment, order or payment; a relationship is a standing party screened by itself.", "Is this a shipment, an order or a payment?", values=("shipment", "order", "payment", "relationship"), required=True),
    _t("tx.date", "date", "The date the transaction is judged on: ship date, for payments the value date, else the order date.", "On which date are the goods shipped or the funds moved?", required=True),
    _t("tx.operator_role", "code", "What the operator is here.", "Do you act as exporter, bank, carrier or broker?", "operator", values=("exporter", "bank", "carrier", "broker")),
    _t("tx.roles", "set", "Roles for which a party is named.", "Which parties take part, and in which role?"),
    _t("tx.revision", "int", "Number of the revision.", "Which revision of the order is this?", unit="1"),
    _t("regime.attached", "set", "Regimes that attach (US, EU, UK, UN, JP, CN) through operator, currency, origin or territory.", "Through whom or what does a regime attach: seat, person, currency, origin, place?", "compliance"),
    _t("operator.us_person", "bool", "The operator is a US person.", "Is the operator a US person?", "operator"),
    _t("operator.seats", "set", "Countries in which the operator has its seats.", "Where is the operator established?", "operator"),
    _t("tx.goods_lines", "int", "Number of goods lines.", "Which goods are shipped or ordered?", unit="1"),
    _t("tx.declared_conflict", "bool", "A declared fact disagrees with what lists, codes or the transaction itself say.", "Which is right, the declared fact or the transaction?", "operator"),
    # --- route and destination
    _t("route.ship_from_country", "code", "Country the goods leave from (ISO alpha-2).", "From which country are the goods shipped?", required=True),
    _t("route.ship_to_country", "code", "Country of destination of the shipment (ISO alpha-2).", "To which country are the goods shipped?", required=True),
    _t("route.via_countries", "set", "Countries the goods pass through.", "Through which countries do the goods pass?", "forwarder"),
    _t("route.occupied_region", "bool", "A leg or the place of a receiving party lies in Crimea, Sevastopol or the non-government-controlled areas of Donetsk, Kherson, Luhansk or Zaporizhzhia.", "Is the place of delivery in an occupied region of Ukraine?", "consignee"),
    _t("route.mode", "code", "Mode of transport.", "By which mode of transport do the goods go?", "forwarder", values=("sea", "air", "road", "rail", "post", "other")),
    _t("destination.countries", "set", "Every country where the goods may end: ship-to and the countries of consignee, ultimate consignee and end user.", "In which country will the goods finally be used?", "end_user", required=True),
    _t("payment.countries", "set", "Countries of payer, payee, banks and the payment itself.", "From which country, and through which banks, is the payment made?", "bank"),
    # --- changes between revisions
    _t("change.destination", "bool", "The destination differs from the revision before.", "Why was the destination changed?", "buyer"),
    _t("change.consignee", "bool", "The consignee differs from the revision before.", "Why was the consignee changed?", "buyer"),
    _t("change.end_user", "bool", "The end user differs from the revision before.", "Why was the end user changed?", "buyer"),
    _t("change.payer", "bool", "The payer or the payer's country differs from the revision before.", "Why was the payer changed?", "buyer"),
    _t("change.was_russia_belarus", "bool", "The revision before was bound for, or paid from, Russia or Belarus and this one is not.", "Why is a shipment or payment once bound for Russia or Belarus now going elsewhere?", "buyer"),
    # --- payment
    _t("payment.currency", "code", "Currency of the payment (ISO 4217).", "In which currency is it paid?", "bank"),
    _t("payment.payer_country", "code", "Country the payment comes from (ISO alpha-2).", "From which country is it paid?", "bank"),
    _t("payment.bank_country", "code", "Country of the payer's bank (ISO alpha-2).", "In which country is the paying bank?", "bank"),
    _t("payment.third_party", "bool", "The payer is none of buyer, consignee, ultimate consignee and end user.", "Who is the payer, and why does the buyer not pay?", "buyer"),
    _t("payment.third_country", "bool", "The payment comes from a country that is neither the buyer's nor a destination.", "Why is it paid from a third country?", "buyer"),
    _t("payment.cash", "bool", "Cash or advance payment where the trade would call for financing.", "How is it paid, and is that usual for such goods?", "seller"),
    _t("payment.open_account", "bool", "Open account terms are asked for.", "Which payment terms were agreed?", "seller"),
    _t("payment.securities_or_lending", "bool", "The transaction concerns securities, money-market instruments or a loan.", "Does it concern securities or lending?", "bank"),
    _t("payment.covers_goods", "bool", "The payment is for goods that are known.", "For which goods is the payment?", "payer"),
    _t("payment.lc_consigned_to_bank", "bool", "A letter of credit is consigned to the issuing bank and the documents omit the end user.", "Who is the end user behind the letter of credit?", "bank"),
    _t("payment.overpaid", "bool", "The price is far above the known market price.", "Why is the price above the market?", "buyer"),
    _t("payment.split_procurement", "bool", "Several small payments from one account to several suppliers of like goods.", "Why is the purchase split over suppliers?", "payer"),
    # --- documents
    _t("doc.end_use_certificate", "bool", "An end-use certificate of the end user is at hand.", "Is a signed end-use certificate of the end user at hand?", "end_user"),
    _t("doc.no_reexport_clause", "bool", "The contract forbids re-export to Russia (and Belarus).", "Does the contract contain the no re-export clause with adequate remedies?", "seller"),
    _t("doc.licence_stated", "bool", "An export licence number is stated.", "Does a licence cover this item, party and date, and under which number?", "exporter"),
    _t("doc.uvl_statement", "bool", "A signed UVL statement is at hand.", "Is a signed UVL statement of the consignee at hand?", "consignee"),
    _t("doc.boycott_request", "bool", "A document of the transaction asks for a declaration in support of a boycott that the United States do not support.", "Does an order, a letter of credit or a contract ask for a boycott declaration, and in which words?", "compliance"),
    _t("doc.risk_assessment", "bool", "A documented risk assessment for common high priority goods exists.", "Is there a current documented risk assessment?", "compliance"),
    _t("doc.cn_end_user_commitment", "bool", "An end-user commitment under China's dual-use rules is at hand.", "Is there an end-user commitment and, for a transfer, MOFCOM's consent?", "exporter"),
    # --- what people noticed: declared by the user, otherwise unknown
    _t("end_use.military", "bool", "The goods are for a military end use.", "What is the end use, and is it military?", "end_user"),
    _t("end_use.military_intelligence", "bool", "The goods are for a military-intelligence end use or end user.", "Is the end use military intelligence?", "end_user"),
    _t("end_use.wmd", "bool", "The goods are for a nuclear, chemical, biological or missile end use.", "Can an end use in weapons of mass destruction be ruled out?", "end_user"),
    _t("end_use.oil_gas_russia", "bool", "The goods are for oil or gas exploration or production in Russia.", "Is the end use oil or gas exploration or production in Russia?", "end_user"),
    _t("flag.end_use_withheld", "bool", "The customer is reluctant to state the end use or end user.", "Who is the end user, and what is the end use, in writing?", "buyer"),
    _t("flag.technical_mismatch", "bool", "The goods do not fit the technical level of the destination.", "How can the destination use such goods?", "end_user"),
    _t("flag.unfamiliar_with_goods", "bool", "The buyer does not know the product's performance but wants it.", "What does the buyer need the product for?", "buyer"),
    _t("flag.declines_service", "bool", "Routine installation, training or maintenance is declined.", "Who will install and maintain the goods?", "buyer"),
    _t("flag.vague_delivery", "bool", "Delivery dates are vague or the delivery place is out of the way.", "When and where exactly are the goods delivered?", "buyer"),
    _t("flag.abnormal_route", "bool", "The shipping route is abnormal for product and destination.", "Why is this route taken?", "forwarder"),
    _t("flag.packaging", "bool", "Packaging does not fit the shipment method or destination.", "Why is the packaging unusual?", "forwarder"),
    _t("flag.evasive", "bool", "The buyer is evasive about domestic use, export or re-export.", "Are the goods for domestic use, export or re-export?", "buyer"),
    _t("flag.listed_customer_design", "bool", "The item was made for a customer that is now listed.", "Why does a new customer ask for an item made for a listed one?", "seller"),
    _t("flag.post_transaction_unresolved", "bool", "A red flag found after an earlier transaction with these parties is unresolved.", "How was the earlier red flag resolved?", "compliance"),
    _t("flag.knowledge_of_violation", "bool", "The operator knows, or is aware of a high probability, of a violation.", "What is known about a violation, and was counsel asked?", "compliance"),
    _t("flag.letter_is_informed", "bool", "An is-informed letter of BIS covers item, entity or destination.", "Does an is-informed letter cover this?", "compliance"),
    _t("flag.letter_red_flag", "bool", "A BIS red-flag letter names a customer here.", "Does a red-flag letter name a party here?", "compliance"),
    _t("flag.letter_supplier_list", "bool", "A BIS supplier-list letter names a party here.", "Does a supplier-list letter name a party here?", "compliance"),
    _t("flag.letter_project_guardian", "bool", "A Project Guardian request names a party or product here.", "Does a Project Guardian request name a party or product here?", "compliance"),
    _t("flag.cn_supply_chain_data", "bool", "Supply-chain information for this check was collected in China.", "Where and how were the facts collected?", "compliance"),
    # --- goods lines
    _l("present", "bool", "The line names goods: a code or a description.", "What are the goods?", required=True),
    _l("hs6", "code", "First six digits of the HS/CN/TN VED/HTS code.", "What is the HS code of the goods?", required=True),
    _l("hs4", "code", "First four digits of the code.", "What is the HS heading of the goods?"),
    _l("hs2", "code", "First two digits of the code.", "What is the HS chapter of the goods?"),
    _l("no_such_code", "bool", "The code is given, but no edition of the Harmonized System (1996 to 2022) holds it; only its heading or chapter counts.", "Which HS code is meant? No edition holds the one given."),
    _l("eccn", "code", "ECCN, or EAR99.", "What is the ECCN of the item, or is it EAR99?"),
    _l("on_ccl", "bool", "The ECCN is on the Commerce Control List (not EAR99).", "What is the ECCN of the item?"),
    _l("dual_use", "bool", "The item is listed as dual-use (Annex I of Reg. (EU) 2021/821, the CCL above AT-only, or the like).", "Is the item on a dual-use list, and under which entry?"),
    _l("advanced_technology", "bool", "The item is advanced technology of Annex VII of Reg. (EU) 833/2014.", "Is the item covered by Annex VII?"),
    _l("military", "bool", "The item is on a munitions list or in HS chapter 93.", "Is the item on a munitions list?"),
    _l("on_chpl", "bool", "The code is on the Common High Priority List (indicative).", "What is the HS code of the goods?"),
    _l("chpl_tier", "code", "Tier of the Common High Priority List (indicative), `none` if the code is not on it.", "What is the HS code of the goods?", values=("1", "2", "3A", "3B", "4A", "4B", "none")),
    _l("control_lists", "set", "Ids of the control lists of the Basis that name the code on the date, definitional or indicative.", "What is the HS/CN code of the goods?"),
    _l("definitional_lists", "set", "Ids of control lists written by code that name it on the date.", "What is the HS/CN code of the goods?"),
    _l("eu_industrial", "bool", "The code is named by Annex XXIII of Reg. (EU) 833/2014 (industrial goods); unknown where the annex is not held.", "Does Annex XXIII of Reg. (EU) 833/2014 name the CN code?"),
    _l("eu_luxury", "bool", "The code is named by Annex XVIII of Reg. (EU) 833/2014 (luxury goods, by value); unknown where the annex is not held.", "Does Annex XVIII of Reg. (EU) 833/2014 name the CN code, at this value?"),
    _l("eu_aviation", "bool", "The code is named by Annex XI or XX of Reg. (EU) 833/2014 (aviation, space, jet fuel).", "Does Annex XI or XX of Reg. (EU) 833/2014 name the CN code?"),
    _l("eu_no_reexport", "bool", "The code is named by an annex whose goods need a clause against re-export (XI, XX, XXXV, XL of Reg. (EU) 833/2014).", "Does Annex XI, XX, XXXV or XL of Reg. (EU) 833/2014 name the CN code?"),
    _l("eu_belarus", "bool", "The code is named by an annex of Reg. (EC) 765/2006 on goods for Belarus; unknown where these are not held.", "Does an annex of Reg. (EC) 765/2006 name the CN code?"),
    _l("us_industrial", "bool", "The code is named by Supplement 4 or 7 to Part 746 EAR; unknown where these are not held.", "Does Supplement No. 4 or 7 to 15 CFR part 746 name the HTS code?"),
    _l("us_luxury", "bool", "The code is named by Supplement 5 to Part 746 EAR (luxury goods); unknown where it is not held.", "Does Supplement No. 5 to 15 CFR part 746 name the HTS code?"),
    _l("uk_restricted", "bool", "The code is named by a schedule of SI 2019/855 on goods for Russia; unknown where these are not held.", "Does a schedule of SI 2019/855 name the commodity code?"),
    _l("subject_to_ear", "bool", "The item is subject to the EAR (US origin, in the US, de minimis or direct product).", "Is the item of US origin, does it hold controlled US content, or is it a direct product of US technology?"),
    _l("origin_country", "code", "Country of origin (ISO alpha-2).", "In which country were the goods made?"),
    _l("value", "decimal", "Value of the line in its currency.", "What is the value of the goods?", unit="ISO 4217"),
    _l("weight_kg", "decimal", "Net weight.", "What is the net weight of the goods?", unit="KGM"),
    _l("cn_dual_use", "bool", "The item is on China's unified dual-use list.", "Is the item on China's dual-use list?"),
    _l("is_uav", "bool", "The goods are unmanned aircraft or parts for them (HS 8806, 8807, or declared).", "Are the goods unmanned aircraft or parts of them?"),
    _l("software_enterprise_cnc", "bool", "The item is enterprise management or design software, or CNC operation software.", "Is it software of a listed kind?"),
    _l("critical_item", "bool", "The item is of a class in the Russia critical items determination of 22 December 2023.", "Is the item machine tools, semiconductor equipment, bearings, optics, navigation, electronic test equipment or the like?"),
    _l("luxury", "bool", "The item is a luxury good under Supp. 5 to Part 746 or Annex XVIII.", "Is the item a listed luxury good?"),
    _l("misdeclared", "bool", "Code and description do not fit together.", "Which is right, the code or the description?"),
    _l("mismatch_direction", "code", "Which of code and description points into control lists: the description alone, the code alone, or neither.", "What exactly are the goods, and which code is theirs?", values=("into_control", "out_of_control", "neither")),
    _l("text_controlled", "set", "Ids of control lists, and baskets, that the description by itself points to (an indicator).", "What exactly are the goods: function, type, part number?"),
    _l("euphemism", "code", "How strongly the description uses words under which controlled goods have travelled (`spare parts`, `airsoft helmet`).", "What exactly are the goods: function, type, part number?", values=("strong", "fair", "weak", "none")),
    _l("text_doubt", "code", "What of the description asks for a closer look where goods may be diverted: it does not tell what they are (vague), or its words point to controlled goods, or have hidden such goods, and the code is of others (disguised).", "What exactly are the goods: function, maker, type, part number?", values=("vague", "disguised", "none")),
    _l("value_outlier", "bool", "The value per kilogram or unit is far from the median of your own history of the subheading.", "Why does the unit value differ from what such goods cost?"),
    _l("names_listed", "bool", "The description names a party with a listing in force.", "What has the listed party that the description names to do with the goods?"),
    _l("listed_names", "set", "Names of listed parties that stand in the description, as printed on the lists.", "What has the listed party that the description names to do with the goods?"),
    # --- parties
    _p("name_present", "bool", "The party has a name.", "What is the full name of the party?", required=True),
    _p("country", "code", "Country of the party (ISO alpha-2).", "In which country is the party established?", required=True),
    _p("kind", "code", "What kind of party it is.", "Is the party a person, an organisation or a vessel?", values=("person", "organization", "vessel", "aircraft", "address", "asset")),
    _p("age_days", "int", "Days from incorporation to the date of the transaction.", "When was the party founded?", unit="DAY"),
    _p("incorporated", "date", "Date of incorporation.", "When was the party founded?"),
    _p("established_effects", "set", "Effects of the listings in force, of regimes that attach, that the party is established to be under.", "Is the party the listed one?", "compliance", values=_EFFECT_CODES),
    _p("possible_effects", "set", "Effects of the listings in force, of regimes that attach, that the party may be under.", "Is the party the listed one: identifier, date of birth, address?", "compliance", values=_EFFECT_CODES),
    _p("established_programmes", "set", "Programmes of those established listings.", "Is the party the listed one?", "compliance"),
    _p("established_sources", "set", "Keys `authority/annex-or-programme` of those established listings.", "Is the party the listed one?", "compliance"),
    _p("established_acts", "set", "Acts of those established listings.", "Is the party the listed one?", "compliance"),
    _p("listed_name", "bool", "The whole name field equals a name of a listing in force, of any regime.", "Is the party the listed one of the same name?", "compliance"),
    _p("unattached_effects", "set", "Effects of established listings in force whose regime does not attach.", "Does the regime attach after all?", "compliance", values=_EFFECT_CODES),
    _p("shares_address", "bool", "The address is that of a listed party with another name, or a listed address.", "Is the party the listed one at this address, or related to it?"),
    _p("shares_building", "bool", "The address is in the building of a listed party with another name, in another room.", "Is the party related to the listed one in the same building?"),
    _p("listed_at_building", "int", "How many listed parties of different names give an address in the building, the party's own listing apart.", "Who else works from this address, and is the party related to them?"),
    _p("firms_at_building", "int", "How many firms of other names among the operator's own standing parties give an address in the building, if they are enough to matter (setting facts.firms_at_building), else 0.", "Is it an address of mass registration, and where does the party really work?"),
    _p("identifier_fails", "bool", "An identifier given fails its check digit.", "What is the right identifier?"),
    _p("name_too_long", "bool", "The name is longer than a name can be and was read in parts only.", "What is the party's name, without addresses and remarks?"),
    _p("mixed_script", "bool", "The name mixes look-alike letters of several scripts within a word.", "How is the name written in the register?"),
    _p("address_residential", "bool", "The address is a residence.", "Is the address the place of business?"),
    _p("address_shared", "bool", "The address is a mass-registration, virtual-office or forwarder address.", "Where does the party really work?"),
    _p("line_of_business_fits", "bool", "The goods fit the party's line of business.", "What is the party's line of business, and why does it need these goods?"),
    _p("no_business_background", "bool", "Little or no business background can be found.", "What has the party done before?"),
    _p("web_presence", "bool", "The party has a website and a company e-mail domain.", "Has the party a website and a company e-mail address?"),
    _p("personal_email", "bool", "The party uses a personal e-mail service.", "Has the party a company e-mail address?"),
    _p("phone_mismatch", "bool", "The telephone's country does not match the destination.", "Why does the telephone number belong to another country?"),
    _p("is_forwarder", "bool", "The party is a forwarder, mail centre or logistics company.", "Who receives the goods after the forwarder?"),
    _p("is_military", "bool", "The party is military, national police, national guard, intelligence, or works for it.", "Is the party a military end user?"),
    _p("military_intelligence", "bool", "The party is a military-intelligence end user.", "Is the party a military-intelligence end user?"),
    _p("near_military_site", "bool", "The party sits at or beside a military facility.", "What is at the party's address?"),
    _p("management_overlaps_listed", "bool", "Directors or senior staff are those of a listed party.", "Who directs the party?"),
    _p("state_owned_russia", "bool", "The party is linked to a Russian state corporation.", "Who owns the party?"),
    _p("offices_russia_belarus", "bool", "The party also has offices in Russia or Belarus.", "Has the party offices in Russia or Belarus?"),
    _p("listed_owner_share", "decimal", "Share held, directly or indirectly, by listed parties.", "Who owns the party, and with which shares?", unit="P1"),
    _p("listed_owner", "bool", "A listed party holds a share in the party.", "Does a listed party own a share in it?"),
    _p("first_chpl_after_2022", "bool", "No trade in common high priority goods before 24 February 2022, trade afterwards.", "Since when does the party buy such goods?"),
    _p("chpl_surge", "bool", "Marked rise in common high priority goods after 24 February 2022.", "Why did the party's purchases rise?"),
    _p("supplied_russia_before", "bool", "The party once supplied Russia and moved to new countries after 24 February 2022.", "Where did the party sell before 2022?"),
    _p("chpl_supplier", "bool", "The party shipped common high priority goods to Russia since 2023.", "Has the party supplied Russia?"),
    _p("blocked_owner_share", "decimal", "Share held, directly or indirectly and taken together, by parties under an asset freeze.", "Which shares do parties under an asset freeze hold, taken together?", unit="P1"),
    _p("owned_effects", "set", "Measures, as `REGIME:effect`, that reach the party through its owners on the date, by the registers of owners that are loaded.", "Which measures reach the party through its owners?", "compliance"),
    _p("owned_open", "set", "Measures, as `REGIME:effect`, of which the registers loaded leave open whether they reach the party through its owners.", "Who owns the party, and with which shares?"),
    _p("ownership_signals", "set", "Patterns in the party's ownership that call for a question: `just_under`, `split_holding`, `recent_transfer`, `listed_director`, `same_surname`, `nominee`.", "Why is the ownership arranged so, and who benefits?"),
)  # fmt: skip

BY_NAME: Final[dict[str, Fact]] = {fact.name: fact for fact in FACTS}

PARTY_ROLES: Final[tuple[str, ...]] = ("any", *(role.value for role in Role))


def lookup(name: str) -> tuple[Fact, str | None] | None:
    """The vocabulary entry of a fact name as rules and users write it, and the role for party facts; None if there is no such fact.

    >>> lookup("party.end_user.age_days")[0].name, lookup("party.end_user.age_days")[1]
    ('party.*.age_days', 'end_user')
    >>> lookup("goods.onchpl") is None
    True
    """
    if name in BY_NAME and "*" not in name:
        return BY_NAME[name], None
    parts = name.split(".")
    if len(parts) == 3 and parts[0] == "party" and parts[1] in PARTY_ROLES:
        fact = BY_NAME.get(f"party.*.{parts[2]}")
        return (fact, parts[1]) if fact else None
    return None
