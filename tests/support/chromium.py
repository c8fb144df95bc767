"""A headless Chromium that drives the Neo4j Browser as a person would."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from api.browser import BrowserServer
from api.browser.seed import FOLDER_NAME

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
_FLAGS += ["--disable-background-networking", "--disable-component-update"]
_VIEW = {"width": 1400, "height": 900}
_ANY = "Referral tree"
"""A saved query that finds something."""

_PATIENCE = 120_000
"""Milliseconds that a page may take to come: on a busy machine more than the usual half a minute."""


def require(what: str, *, present: bool) -> None:
    """Skip the test when a program is missing, unless CKG_REQUIRE_BROWSER=1 forbids skipping."""
    if not present and os.environ.get("CKG_REQUIRE_BROWSER") != "1":
        pytest.skip(f"the Neo4j Browser is not driven here: {what} is not installed")


def chromium_program() -> str | None:
    """Where the installed Chromium is, or None."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@dataclass
class DrivenBrowser:
    """The Neo4j Browser in a page; `foreign_answers` lists what came from elsewhere than this machine."""

    page: Page
    foreign_answers: list[str] = field(default_factory=list)

    def open(self, url: str) -> None:
        """Go there and wait until the Browser is connected and has drawn its first graph.

        Its first query names no database: that of a worker of xdist is not the server's default, so that it
        may find nothing; what is asked later goes to the one in use. On a busy machine the Browser once in a
        long while gives up, and is loaded again.
        """
        self.page.goto(url)
        if not self._has_answered():
            self.page.reload()
            assert self._has_answered(), self.page.inner_text("body")
        if not self.nodes().count():
            self.run_favorite(_ANY)

    def _has_answered(self) -> bool:
        nothing = self.newest_frame("").get_by_text("no records")
        try:
            self.nodes().first.or_(nothing.first).first.wait_for(timeout=60_000)
        except PlaywrightTimeout:
            return False
        return True

    def run_favorite(self, title: str) -> None:
        """Click a saved query's run button in the favourites drawer and wait for its graph."""
        folder = self.page.get_by_test_id(f"expandFolder-{FOLDER_NAME}")
        if not folder.is_visible():
            self.page.get_by_test_id("navigationFavorites").click()
        script = self.page.get_by_test_id(f"scriptTitle-{title}")
        if not script.is_visible():
            folder.click()
        frames = self.page.get_by_test_id("frame")
        before = frames.count()
        row = self.page.get_by_test_id("savedScriptListItem").filter(has=script)
        row.hover()
        row.get_by_test_id("savedScriptsButton-Run").click()
        expect(frames).to_have_count(before + 1)
        self.nodes(title).first.wait_for()

    def newest_frame(self, title: str) -> Locator:
        """The frame of the result that was asked for last."""
        return self.page.get_by_test_id("frame").filter(has_text=f"// {title}").first

    def nodes(self, title: str = "") -> Locator:
        """The drawn nodes of the newest frame."""
        return self.newest_frame(title).locator("svg g.node")

    def drawn(self, title: str) -> list[tuple[str, str | None]]:
        """Caption and colour of each drawn node."""
        return [(_caption(node), _colour(node)) for node in self.nodes(title).all()]

    def stored(self, key: str) -> str:
        """What the Browser keeps under a key of its lasting storage."""
        return str(self.page.evaluate("key => localStorage.getItem(key)", key))


def _caption(node: Locator) -> str:
    return " ".join(" ".join(node.locator("text.caption").all_text_contents()).split())


def _colour(node: Locator) -> str | None:
    return node.locator("circle.b-outline").get_attribute("fill")


@contextmanager
def served(server: BrowserServer) -> Iterator[BrowserServer]:
    """The server, running in a thread."""
    web = server.server()
    thread = threading.Thread(target=web.run, kwargs={"sockets": [server.listener]})
    thread.start()
    try:
        yield server
    finally:
        web.should_exit = True
        thread.join(timeout=10)


@contextmanager
def driven_browser(profile: Path) -> Iterator[DrivenBrowser]:
    """A Chromium of its own with an empty page; skips when there is none."""
    program = chromium_program()
    require("Chromium", present=program is not None)
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=program, headless=True, args=_FLAGS, viewport=_VIEW
        )
        context.set_default_navigation_timeout(_PATIENCE)
        try:
            yield _driven(context)
        finally:
            context.close()


def _driven(context: BrowserContext) -> DrivenBrowser:
    browser = DrivenBrowser(context.pages[0])
    context.on(
        "response",
        lambda answer: (
            browser.foreign_answers.append(answer.url) if "//127.0.0.1:" not in answer.url else None
        ),
    )
    return browser
