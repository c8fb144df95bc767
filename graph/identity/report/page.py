"""The page of a report: its sections, and the file that opens without a network."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

from splink.internals.html_utils import load_chart_libraries

from graph.identity.report.charts import Chart
from graph.identity.report.markup import Markup, text

_TEMPLATE = Path(__file__).with_name("page.html")

_LIBRARIES = ("vega", "vega-lite", "vega-embed")
"""In the order in which they must load; Splink brings them along (BSD-3-Clause)."""


def render_page(
    title: str, subtitle: str, warning: str, sections: Sequence[tuple[str, Markup]], charts: Iterable[Chart]
) -> str:
    """The whole document; `sections` are (name, body) with the name also in the body's id."""
    libraries = load_chart_libraries()  # type: ignore[no-untyped-call]  # Splink's
    contents = "".join(f'<a href="#{_identifier(name)}">{text(name)}</a>' for name, _ in sections)
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=text(title),
        subtitle=text(subtitle),
        warning=text(warning),
        contents=contents,
        sections="\n".join(_section(name, body) for name, body in sections),
        libraries="\n".join(libraries[name] for name in _LIBRARIES),
        charts=_script_literal({chart.key: chart.spec for chart in charts}),
    )


def chart_place(chart: Chart) -> Markup:
    """Where the chart is drawn, with its caption."""
    return Markup(
        f'<figure><div class="chart" id="chart-{chart.key}"></div>'
        f"<figcaption>{text(chart.caption)}</figcaption></figure>"
    )


def _section(name: str, body: Markup) -> Markup:
    return Markup(f'<section id="{_identifier(name)}"><h2>{text(name)}</h2>{body}</section>')


def _identifier(name: str) -> str:
    return name.lower().replace(" ", "-")


def _script_literal(value: object) -> str:
    """`value` as JSON that cannot end the script it stands in; numbers that are not finite become null."""
    encoded = json.dumps(_finite(value), allow_nan=False)
    return encoded.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    if isinstance(value, str | bool | int) or value is None:
        return value
    as_float = float(value)  # type: ignore[arg-type]  # what is left are floats and decimals
    return as_float if math.isfinite(as_float) else None
