"""Reports built once, and a browser that reaches no network and forgives no error."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from longgame.case.case import Case
from longgame.case.load import load
from longgame.report.build import build
from longgame.report.context import Context, prepare
from longgame.report.pages import PAGES
from tests.report.markup import Document, read
from tests.report.played import copy, made_up, put

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CASES = Path(__file__).resolve().parents[2] / "cases"
FLAGSHIP = "union-state"
SHIPPED = ("ferry", "accession", FLAGSHIP)
# The day in the past on which everyday tests look at the flagship: as many actors and issues as today, so that bargaining has no
# shapes of its own to compile.
PAST = date(2023, 3, 20)
# A copy of a shipped case with a result of the long game that was made up.
PLAYED = "accession-played"
PAGE_IDS = [page.id for page in PAGES]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none",
)  # fmt: skip
WIDE, NARROW = (1440, 1000), (390, 844)


@cache
def case(name: str) -> Case:
    """Return a shipped case, or a copy of one that has a result of its long game."""
    if name != PLAYED:
        return load(CASES / name)
    folder = copy(CASES / name.removesuffix("-played"), Path(_copies().name) / name)
    put(folder, made_up(load(folder)))
    return load(folder)


@cache
def _copies() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="longgame-cases-")
    atexit.register(folder.cleanup)
    return folder


@pytest.fixture(scope="session", autouse=True)
def nothing_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep out results of the long game that are in the user's cache."""
    folder = tmp_path_factory.mktemp("played")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("longgame.report.played.kept.folder", lambda: folder)
        yield


@cache
def context(name: str) -> Context:
    """Return what the pages on a shipped case are made from."""
    return prepare(case(name), case(name).newest, lambda *_: None)


def html(name: str, day: date | None = None) -> str:
    """Return the report on a shipped case."""
    return _html(name, day)


def document(name: str, day: date | None = None) -> Document:
    """Return the report on a shipped case, parsed."""
    return _document(name, day)


# To a cache a default that is left out and one that is given are two calls.
@cache
def _html(name: str, day: date | None) -> str:
    return build(case(name), day)


@cache
def _document(name: str, day: date | None) -> Document:
    return read(_html(name, day))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium, or skip where it or its driver is not installed."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    named = os.environ.get("LONGGAME_CHROMIUM")
    found = named or next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if not found:
        pytest.skip(f"no Chromium: none of {', '.join(CHROMIUMS)} is on the PATH and LONGGAME_CHROMIUM is not set")
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a browser that ends with the tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=list(SWITCHES))
        try:
            yield running
        finally:
            running.close()


@pytest.fixture(scope="package")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the file of a report on a shipped case, or of any HTML."""
    folder = tmp_path_factory.mktemp("reports")

    def file(name: str, text: str = "") -> Path:
        path = folder / f"{name}.html"
        if text or not path.exists():
            path.write_text(text or html(name), encoding="utf-8", newline="")
        return path

    return file


class Report:
    """A report open in the browser; closing it fails on anything the console said or the page asked for."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.page: Page = context.new_page()
        self.url = file.as_uri()
        self.said: list[str] = []
        self.page.on("console", lambda m: self.said.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.said.append(f"pageerror: {e}"))
        self.page.on("request", lambda r: self._asked(r.url))
        self.page.on("dialog", lambda d: (self.said.append(f"dialog: {d.message}"), d.dismiss()))
        self.page.on("popup", lambda p: self.said.append(f"popup: {p.url}"))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.said.append(f"request: {url}")

    def open(self, anchor: str = "overview") -> Page:
        """Go to an anchor as a link from outside would, and wait until the page is drawn."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}#{anchor}")
        self.ready()
        return self.page

    def turn(self, page: str) -> Page:
        """Go to a page as its link does, without loading the report again; open it where it is not open."""
        if not self.page.url.startswith(self.url):
            return self.open(page)
        if not self.page.url.endswith(f"#{page}"):
            self.follow(lambda: self.page.evaluate("anchor => { location.hash = anchor; }", page))
        return self.page

    def ready(self) -> None:
        """Wait until the charts of the page shown are drawn."""
        self.page.wait_for_function("window.longgameReady === true", timeout=60_000)

    def follow(self, act: Callable[[], Any]) -> None:
        """Do something that opens a page, and wait until that is drawn."""
        self.page.evaluate("window.longgameReady = false")
        act()
        self.ready()

    def current(self) -> list[str]:
        """Return the ids of the pages that can be seen."""
        found: list[str] = self.page.evaluate(
            "Array.from(document.querySelectorAll('section.page')).filter(s => s.getClientRects().length).map(s => s.id)"
        )
        return found


@pytest.fixture
def opened(browser: Browser, files: Callable[..., Path]) -> Callable[..., Any]:
    """Return a context manager that opens a report: ``with opened("ferry", NARROW, "dark") as report``."""

    @contextmanager
    def opening(
        name: str, size: tuple[int, int] = WIDE, scheme: str = "light", *, text: str = "", scripts: bool = True, **more: Any
    ) -> Iterator[Report]:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, java_script_enabled=scripts,
            offline=True, locale="en-GB", timezone_id="UTC", reduced_motion="reduce", accept_downloads=True, **more,
        )  # fmt: skip
        try:
            report = Report(context, files(name, text))
            yield report
            assert report.said == []
        finally:
            context.close()

    return opening
