"""What do tests share? The real lists, if they are here at all, and a small Basis of invented listings."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from enduse.basis import Basis as Content
from enduse.lists.load import version_of
from enduse.model.nouns import Address, Entity, Identifier, Kind, Listing, Name, NameKind
from enduse.run import bases
from enduse.run.prepare import compile_basis

os.environ["ENDUSE_HOME"] = tempfile.mkdtemp(prefix="enduse-tests-")  # no test reads or writes the developer's own home
os.environ.setdefault("ENDUSE_CACHE", str(Path(__file__).resolve().parents[1] / ".pytest_cache" / "enduse"))  # what every process of the tests would make alike
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine fails no test
settings.load_profile("any machine")
SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"


_LONG = ("shared", "lab")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files go first, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: item.path.parent.name not in _LONG)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data beside the project; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real lists (../shared/data) are not here")
    return SHARED


def _listed(
    key: str, kind: Kind, names: tuple[Name, ...], effect: str, regime: str = "EU", *, valid_from: str | None = "2022-03-15", valid_to: str | None = None,
    countries: tuple[str, ...] = ("RU",), identifiers: tuple[Identifier, ...] = (), birth_dates: tuple[str, ...] = (), addresses: tuple[Address, ...] = (),
) -> tuple[Entity, tuple[Listing, ...]]:  # fmt: skip
    entity = Entity(entity_id=f"t:{key}", kind=kind, names=names, countries=countries, identifiers=identifiers, birth_dates=birth_dates, addresses=addresses)
    listing = Listing(
        listing_id=f"t:{key}:1", entity_id=entity.entity_id, source="t", authority=regime, regime=regime, effect=effect, act="Act of the test", annex="IV",
        valid_from=valid_from, valid_to=valid_to, citation="Act of the test, Annex IV", record=f"t:{key}",
    )  # fmt: skip
    from msgspec.structs import replace

    return entity, (replace(listing, listing_version=version_of(entity, listing)),)


def _name(text: str, kind: NameKind = NameKind.primary) -> Name:
    return Name(text=text, kind=kind)


RECORDS = (
    _listed("frozen", Kind.organization, (_name("Volgograd Precision Turbine Works"), _name("ВПТЗ", NameKind.weak)), "asset_freeze", identifiers=(Identifier(scheme="inn", value="7707083893", country="RU", valid=True),)),
    _listed("ban", Kind.organization, (_name("Kvarzit Optoelektronika JSC"), _name("АО «Кварцит Оптоэлектроника»", NameKind.strong)), "export_ban"),
    _listed("licence", Kind.organization, (_name("Shenlan Guangxue Microdevices Co., Ltd."),), "licence_needed", "US", countries=("CN",)),
    _listed("vessel", Kind.vessel, (_name("SEVERNY MAYAK"),), "port_service_ban", countries=("PA",), identifiers=(Identifier(scheme="imo", value="9074729", valid=True),)),
    _listed("person", Kind.person, (_name("Anatoly Gennadyevich ZHURAVSKY"),), "asset_freeze", birth_dates=("1961-04-02",)),
    _listed("past", Kind.organization, (_name("Bygone Avionics Trading House"),), "asset_freeze", valid_to="2024-12-31"),
    _listed("future", Kind.organization, (_name("Tomorrow Gyroscope Holding"),), "asset_freeze", valid_from="2026-09-01"),
    _listed("un", Kind.organization, (_name("Taedong Instrument Procurement Bureau"),), "asset_freeze", "UN", countries=("KP",)),
    _listed("address", Kind.address, (), "licence_needed", "US", countries=("HK",), addresses=(Address(text="Unit 1507, 15/F, Wah Ming Tower, 77 Nathan Street, Kowloon, Hong Kong", country="HK"),)),
)  # fmt: skip


@pytest.fixture(scope="session")
def small_content() -> Content:
    """A Basis of nine invented listings, one of each kind the tests ask for, with the real packs and tables."""
    row = {"id": "t", "version": "1", "reader": "test", "published": "2026-01-01", "listings": len(RECORDS), "entities": len(RECORDS)}
    return compile_basis(RECORDS, [{**row, "regimes": ["EU", "UN", "US"], "starter": False, "notice": None}])


@pytest.fixture(scope="session")
def small_basis(small_content: Content, tmp_path_factory: pytest.TempPathFactory) -> bases.Basis:
    """The same, compiled to disk and opened."""
    folder = tmp_path_factory.mktemp("basis")
    return bases.Basis.open(bases.store(small_content, folder, engine_version="test", info={}), verify=True)
