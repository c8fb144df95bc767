"""The Neo4j Browser as `ckg browser` serves it, driven in a real web browser."""

import json
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from api.browser import BrowserServer, prepare_browser
from api.browser.seed import style_sheet
from graph.errors import CkgError
from graph.store import Store
from tests.support.chromium import DrivenBrowser
from tests.support.stores import settings_of

on_embedded = pytest.mark.parametrize("any_store", ["embedded"], indirect=True)
"""For what does not depend on the store."""

REFERRED = ["Anna Schäfer", "Bernd Schäfer", "Clara Öztürk", "Dirk Groß"]
"""Whom the saved query of the referral tree finds in the small company."""


def test_a_saved_query_draws_the_graph_in_the_projects_style(
    company: Store, browser_server: BrowserServer, browser: DrivenBrowser
) -> None:
    """And the password gets into no lasting storage on the way."""
    browser.open(browser_server.url)

    browser.run_favorite("Referral tree")

    expect(browser.nodes("Referral tree")).to_have_count(len(REFERRED))
    colour = style_sheet()["node.Customer"]["color"]
    assert sorted(browser.drawn("Referral tree")) == [(name, colour) for name in REFERRED]
    assert browser.foreign_answers == []
    everything = browser.page.evaluate("() => JSON.stringify({...localStorage})")
    assert company.endpoint.password.get_secret_value() not in everything


@on_embedded
def test_what_the_user_changed_in_the_browser_is_kept(
    browser_server: BrowserServer, browser: DrivenBrowser
) -> None:
    browser.open(browser_server.url)
    # A page of the same origin without the Browser in it, which would go on saving its own state.
    browser.page.goto(f"{browser_server.address}no-such-page")
    browser.page.evaluate(
        """() => {
          const documents = JSON.parse(localStorage.getItem('neo4j.documents'))
          const kept = documents.filter(document => document.id !== 'ckg-advocates')
          kept.find(document => document.id === 'ckg-customer').content = '// Mine'
          kept.push({id: 'own', content: '// Own'})
          const grass = JSON.parse(localStorage.getItem('neo4j.grass'))
          grass['node.Customer'].color = '#123456'
          localStorage.setItem('neo4j.documents', JSON.stringify(kept))
          localStorage.setItem('neo4j.grass', JSON.stringify(grass))
        }"""
    )

    browser.open(browser_server.address)

    favorites = {item.get("id"): item["content"] for item in json.loads(browser.stored("neo4j.documents"))}
    grass = json.loads(browser.stored("neo4j.grass"))
    assert favorites["ckg-customer"] == "// Mine"
    assert favorites["own"] == "// Own"
    assert "ckg-advocates" not in favorites
    assert "ckg-referral_tree" in favorites
    assert grass["node.Customer"]["color"] == "#123456"
    assert grass["node.Email"] == style_sheet()["node.Email"]


@on_embedded
def test_the_password_is_given_once_for_the_token(company: Store, browser_server: BrowserServer) -> None:
    password = company.endpoint.password.get_secret_value()

    with httpx.Client(follow_redirects=True) as first, httpx.Client(follow_redirects=True) as second:
        without_token = second.get(browser_server.address).text
        with_token = first.get(browser_server.url).text
        in_the_session = first.get(browser_server.address).text
        with_used_token = second.get(browser_server.url).text

    assert password in with_token
    assert password in in_the_session
    assert password not in without_token
    assert password not in with_used_token


@on_embedded
def test_other_names_of_this_machine_are_refused(browser_server: BrowserServer) -> None:
    answer = httpx.get(browser_server.address, headers={"Host": "attacker.example"})

    assert answer.status_code == httpx.codes.BAD_REQUEST


@on_embedded
def test_a_port_in_use_is_reported(company: Store, browser_server: BrowserServer, tmp_path: Path) -> None:
    port = browser_server.listener.getsockname()[1]

    with pytest.raises(CkgError, match=f"Port {port} on 127.0.0.1 cannot be used: Address already in use"):
        prepare_browser(settings_of(company.endpoint, tmp_path), port)
