"""The frame of a page: its sections, their list, and what a browser may do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from graph.pages.markup import NOTHING, Markup, text

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_POLICY_OF_SCRIPTS = f"{_POLICY}; script-src 'unsafe-inline' 'unsafe-eval'; img-src data:"
"""Vega compiles what it draws."""


@dataclass(frozen=True)
class Section:
    """A part of a page; `anchor` is its id, `name` the heading and the entry in the list."""

    anchor: str
    name: str
    body: Markup


@dataclass(frozen=True)
class Page:
    """A page; `style` is CSS of its own beside the common one, `scripts` what draws in it."""

    title: str
    sections: Sequence[Section]
    style: str
    introduction: Markup = NOTHING
    scripts: Sequence[str] = ()


def render_page(page: Page) -> str:
    """The whole document. It loads nothing; without scripts of its own a browser runs none in it."""
    common = (_HERE / "style.css").read_text(encoding="utf-8")
    return Template((_HERE / "page.html").read_text(encoding="utf-8")).substitute(
        policy=_POLICY_OF_SCRIPTS if page.scripts else _POLICY,
        title=text(page.title),
        style=common + page.style,
        introduction=page.introduction,
        contents="".join(f'<a href="#{it.anchor}">{text(it.name)}</a>' for it in page.sections),
        sections="\n".join(map(_section, page.sections)),
        scripts="\n".join(f"<script>{script}</script>" for script in page.scripts),
    )


def _section(section: Section) -> Markup:
    return Markup(f'<section id="{section.anchor}"><h2>{text(section.name)}</h2>{section.body}</section>')
