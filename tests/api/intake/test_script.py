"""The script for web pages, in a real browser, on a page of another origin than the server's."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from graph.policy.write_keys import WriteKeys
from tests.api.intake.conftest import Receiver
from tests.api.web.conftest import served
from tests.support.chromium import driven_browser

_EVENTS = """
    SELECT kind, record_id FROM events WHERE source = 'site' AND kind <> 'product'"""
_TOLD = """
    window.told = new Promise((done) => {
      addEventListener('storage', (event) => event.key === 'ckg.userId' && done())
    })
    0"""
_SENT = "JSON.parse(localStorage.getItem('ckg.waiting') || '[]').length === 0"


@contextmanager
def site(receiver: Receiver) -> Iterator[str]:
    """A site whose pages have the script, with a key of its own."""
    key = ""

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        source = f"{receiver.environment['ADDRESS']}/v1/ckg.js"
        html = f'<title>Tea</title><script src="{source}" data-key="{key}"></script>'
        await HTMLResponse(html)(scope, receive, send)

    with served(page) as server:
        host, port = server.servers[0].sockets[0].getsockname()
        _, key = WriteKeys(receiver.settings.home).add("site", [f"http://{host}:{port}"])
        yield f"http://{host}:{port}/tea?utm_campaign=may&utm_medium=email"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with driven_browser(tmp_path / "profile") as browser:
        yield browser.page


@pytest.mark.timeout(120)
def test_a_visitor_becomes_known_and_nothing_is_lost_on_leaving(receiver: Receiver, page: Page) -> None:
    with site(receiver) as address:
        page.goto(address)
        page.evaluate("ckg.page({category: 'Tea'}); ckg.track('Tasted', {stars: 5})")
        page.wait_for_function(_SENT)
        visitor = page.evaluate("ckg.anonymousId")
        page.reload()
        assert page.evaluate("ckg.anonymousId") == visitor
        page.evaluate("ckg.identify('anna', {email: 'anna@kranich.example'})")
        page.wait_for_function(_SENT)
        # As if the server could not be reached until the page is left.
        page.evaluate("window.fetch = () => Promise.reject(new TypeError('offline')); ckg.track('Left')")
        page.goto("about:blank")

    found = receiver.rows(_EVENTS)
    while len(found) < 4:  # the browser sends the last one in its own time
        time.sleep(0.05)
        found = receiver.rows(_EVENTS)
    # Without order: all of one script may be of one millisecond.
    assert Counter(found) == Counter(
        [
            ("campaign_contact", f"site:{visitor}"),
            ("page_view", f"site:{visitor}"),
            ("event", f"site:{visitor}"),
            ("event", "site:anna"),
        ]
    )
    [who] = receiver.rows("SELECT list_sort(list(value)) FROM identifiers WHERE record_id = 'site:anna'")
    assert set(who[0]) >= {"anna@kranich.example", "site:anna", f"site:{visitor}"}


@pytest.mark.timeout(120)
def test_tabs_share_what_waits_and_who_is_there(receiver: Receiver, page: Page) -> None:
    """Also more than a browser sends for a page that is left, and traits of who has no id."""
    other = page.context.new_page()
    with site(receiver) as address:
        for tab in (page, other):
            tab.goto(address)
            tab.evaluate("window.fetch = () => Promise.reject(new TypeError('offline')); 0")
        page.evaluate("ckg.identify({email: 'bea@kranich.example'})")
        visitor = page.evaluate("ckg.anonymousId")
        for _ in range(3):
            other.evaluate("ckg.track('Large', {text: 'x'.repeat(25000)})")
        other.evaluate(_TOLD)
        page.evaluate("ckg.identify('bea')")
        other.evaluate("window.told")
        other.evaluate("ckg.track('Later')")
        for tab in (page, other):
            tab.reload()
        page.wait_for_function(_SENT, polling=100)  # a tab behind another draws no frames to look at

    found = receiver.rows("SELECT record_id FROM events WHERE kind = 'event'")
    names = [f"site:{visitor}", "site:bea"]
    assert [found.count((name,)) for name in names] == [3, 1]
    emails = receiver.rows("SELECT record_id FROM identifiers WHERE value = 'bea@kranich.example'")
    assert emails == [(f"site:{visitor}",)]
