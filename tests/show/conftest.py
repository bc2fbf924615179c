"""What do the tests of the report share? A headless Chromium driven over the WebDriver protocol, the sample book screened, a folder for screenshots."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enduse.ingest import Options
from enduse.judge.kernel import Screening
from enduse.run import local, package
from enduse.run.api import embedded_basis, screening

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "test-artifacts" / "report"
AXE = ROOT / ".browser" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--hide-scrollbars", "--force-color-profile=srgb",
)  # fmt: skip


class Browser:
    """A page in Chromium: opened, sized, asked, typed into and photographed."""

    def __init__(self, driver: str, chromium: str, profile: Path) -> None:
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._process = subprocess.Popen([driver, f"--port={self._port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        limits = {"script": 300_000, "pageLoad": 120_000}
        options = {"binary": chromium, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        logs = {"browser": "ALL"}
        self._session = ""
        for attempt in range(100):
            try:
                answer = self._ask(
                    "POST", "/session", {"capabilities": {"alwaysMatch": {"timeouts": limits, "goog:chromeOptions": options, "goog:loggingPrefs": logs}}}
                )
                break
            except ConnectionError:
                if attempt == 99:
                    raise
                time.sleep(0.1)
        self._session = f"/session/{answer['sessionId']}"

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=320)
        try:
            connection.request(method, path, json.dumps(body or {}), {"Content-Type": "application/json"})
            value = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        if isinstance(value, dict) and "error" in value:
            raise AssertionError(f"{value['error']}: {value['message'].splitlines()[0]}")
        return value

    def devtools(self, command: str, **params: Any) -> Any:
        """One command of the DevTools protocol."""
        return self._ask("POST", f"{self._session}/goog/cdp/execute", {"cmd": command, "params": params})

    def open(self, page: Path, *, width: int = 1280, height: int = 900, dark: bool = False, scripts: bool = True) -> None:
        """Open a file at a width in CSS pixels."""
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        self.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.devtools("Emulation.setScriptExecutionDisabled", value=not scripts)
        self._ask("POST", f"{self._session}/url", {"url": page.resolve().as_uri()})

    def run(self, script: str, *args: Any) -> Any:
        """Run a script in the page; it may return a promise."""
        return self._ask("POST", f"{self._session}/execute/sync", {"script": script, "args": list(args)})

    def press(self, *keys: str) -> None:
        """Press and release keys one after another."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("POST", f"{self._session}/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def console(self) -> list[str]:
        """What the page has complained of since last asked."""
        return [entry["message"] for entry in self._ask("POST", f"{self._session}/se/log", {"type": "browser"})]

    def photograph(self, name: str, *, whole: bool = False) -> Path:
        """A picture of the window, or of the whole page, in the folder of artefacts."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        taken = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        target = SHOTS / f"{name}.png"
        target.write_bytes(base64.b64decode(taken["data"]))
        return target

    def close(self) -> None:
        """End the session and the driver."""
        with contextlib.suppress(Exception):
            self._ask("DELETE", self._session)
        self._process.terminate()
        self._process.wait(10)


def required(found: str | None, what: str) -> str:
    """What continuous integration must have and a developer may lack."""
    if found is None:
        message = f"{what} is not installed: run tests/show/install_browser.sh"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Headless Chromium; skipped where it is not installed, but never in continuous integration."""
    driver = required(shutil.which("chromedriver"), "chromedriver")
    chromium = required(shutil.which("chromium") or shutil.which("google-chrome"), "chromium")
    started = Browser(driver, chromium, tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    return Path(required(str(AXE) if AXE.is_file() else None, "axe-core")).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sample_screening() -> Screening:
    """What the sample book is screened with."""
    import tomllib

    return screening(embedded_basis(), as_of=str(tomllib.loads(package.text("sample", "sample.toml"))["as_of"]))


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, sample_screening: Screening) -> Path:
    """A home that holds the Basis of the sample's decisions."""
    from enduse.run import bases

    home = tmp_path_factory.mktemp("home")
    bases.store(sample_screening.basis, home / "basis", engine_version="test", info={})
    return home


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory, sample_screening: Screening, sample_home: Path) -> local.Result:
    """The sample book, screened."""
    import datetime as dt

    folder = tmp_path_factory.mktemp("sample")
    book = folder / "transactions.csv"
    book.write_bytes(package.data("sample", "transactions.csv"))
    return local.screen_files([book], folder / "out", sample_screening, Options(), home=sample_home, now=dt.datetime(2026, 9, 30, tzinfo=dt.UTC), workers=1)
