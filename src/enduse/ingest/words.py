"""Which of a closed set of words does this cell mean?"""

from __future__ import annotations

import enum
import re
from typing import Any, Final

from enduse.ingest.values import Bad, Converter, Unknown, code
from enduse.model.nouns import Kind, OperatorRole, TransactionKind
from enduse.tables import Cell
from enduse.tables.cells import excerpt

_YES: Final[dict[str, bool]] = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
_KINDS: Final[dict[str, TransactionKind]] = {
    **{kind.value: kind for kind in TransactionKind if kind is not TransactionKind.relationship},
    "delivery": TransactionKind.shipment,
    "export": TransactionKind.shipment,
    "sales order": TransactionKind.order,
    "sales_order": TransactionKind.order,
    "transfer": TransactionKind.payment,
}
_PARTY_KINDS: Final[dict[str, Kind]] = {
    **{kind.value: kind for kind in (Kind.person, Kind.organization, Kind.vessel, Kind.aircraft)},
    "individual": Kind.person,
    "natural person": Kind.person,
    "organisation": Kind.organization,
    "company": Kind.organization,
    "legal person": Kind.organization,
    "legal entity": Kind.organization,
    "entity": Kind.organization,
    "ship": Kind.vessel,
}
# Numbers: modes of transport at the border of the EU customs code (Annex B of Reg. (EU) 2015/2447, data element 19 03). Words: what forwarders and the usual
# systems write, in English, German, French, Spanish, Italian, Russian and Turkish, and the abbreviations of containers (FCL, LCL) and trucks (FTL, LTL).
_MODE_WORDS: Final[dict[str, str]] = {
    "sea": "1 ocean vessel ship maritime sea_freight seafreight ocean_freight by_sea by_vessel by_ship container container_ship fcl lcl short_sea see "
    "seefracht seeweg schiff mer maritime_transport bateau navire mar marítimo maritimo barco mare nave море морской морем судно deniz denizyolu gemi",
    "air": "4 airfreight air_freight by_air plane aircraft flight aeroplane airplane air_cargo luft luftfracht luftweg flugzeug flug aérien aerien avion air_express "
    "aéreo aereo avión aria aerea авиа воздух воздушный самолет самолёт hava havayolu uçak ucak",
    "road": "3 truck lorry trucking by_road by_truck by_lorry road_freight road_transport van car trailer ftl ltl own_truck lkw lastwagen strasse straße strassenfracht "
    "strassenverkehr straßenverkehr straßentransport spedition camion route routier carretera camión strada авто автомобиль автотранспорт автомобильный грузовик kara karayolu tır tir kamyon",
    "rail": "2 train railway railroad by_rail by_train rail_freight bahn schiene zug eisenbahn fer ferroviaire ferrocarril ferroviario tren treno ferrovia железная_дорога "
    "железнодорожный жд ж_д поезд demiryolu",
    "post": "5 mail courier express parcel postal by_post by_courier by_mail express_courier courier_service parcel_service dhl fedex ups tnt kurier paket postweg poste "
    "courrier messagerie correo mensajería corriere posta почта курьер kurye kargo",
    "other": "7 8 9 pipeline inland_waterway inland_waterways barge river own_propulsion fixed_transport multimodal intermodal combined",
}  # fmt: skip
_MODES: Final[dict[str, str]] = {word.casefold(): mode for mode, words in _MODE_WORDS.items() for word in (mode, *words.split())}
_OPERATORS: Final = {role.value: role for role in OperatorRole}


def _choose(words: dict[str, Any], what: str) -> Converter:
    shown = ", ".join(dict.fromkeys(str(value.value if isinstance(value, enum.Enum) else value).lower() for value in words.values()))

    def convert(cell: Cell) -> Any:
        said = code(cell)
        if said is None:
            return None
        if said.casefold() not in words:
            raise Bad(f"{excerpt(said)!r} is no {what}", f"write one of: {shown}")
        return words[said.casefold()]

    return convert


yes_or_no: Final = _choose(_YES, "answer of yes or no")
transaction_kind: Final = _choose(_KINDS, "kind of transaction")
party_kind: Final = _choose(_PARTY_KINDS, "kind of party")


def mode(cell: Cell) -> str | None:
    """Mode of transport; a word that is not known raises `Unknown`, since no decision is lost with it."""
    said = code(cell)
    if said is None:
        return None
    found = _MODES.get("_".join(re.findall(r"[^\W_]+", said.casefold())))
    if found is None:
        raise Unknown(f"{excerpt(said)!r} is no mode of transport", f"write one of: {', '.join(_MODE_WORDS)}")
    return found


operator_role: Final = _choose(_OPERATORS, "role of an operator")
