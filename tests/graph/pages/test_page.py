"""Pages open without a network and take whatever comes from data for text."""

import re

from graph.pages.markup import NOTHING, bars, table
from graph.pages.page import Page, Section, render_page

HOSTILE = "<script>alert(1)</script>"


def test_titles_headings_and_cells_are_escaped() -> None:
    body = table((HOSTILE,), ((HOSTILE, 1),)) + bars({HOSTILE: 1}, HOSTILE)
    page = render_page(Page(HOSTILE, [Section("one", HOSTILE, body)], ""))

    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 8


def test_a_page_loads_nothing_and_lists_its_sections() -> None:
    sections = [Section("one", "First", table(("x",), ())), Section("two", "Second", NOTHING)]
    page = render_page(Page("A", sections, ""))

    assert not re.search(r"https?://|src=|@import|url\(", page)
    assert re.findall(r'href="#(\w+)"', page) == re.findall(r'section id="(\w+)"', page) == ["one", "two"]


def test_scripts_run_only_where_the_page_has_its_own() -> None:
    without = render_page(Page("A", [], ""))
    drawn = render_page(Page("A", [], "", scripts=["draw()"]))

    assert "script-src" not in without
    assert "script-src 'unsafe-inline'" in drawn
    assert "<script>draw()</script>" in drawn
