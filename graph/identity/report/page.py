"""The report as a page: its sections, and the scripts that draw its charts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

from graph.identity.report.charts import Chart
from graph.pages.markup import Markup, text
from graph.pages.page import Page, Section, render_page

_HERE = Path(__file__).parent

_LIBRARIES = ("vega", "vega-lite", "vega-embed")
"""In the order in which they must load; Splink brings them along (BSD-3-Clause)."""


def report_page(
    title: str, subtitle: str, warning: str, sections: Sequence[tuple[str, Markup]], charts: Iterable[Chart]
) -> str:
    """The whole document; `sections` are (name, body)."""
    introduction = f'<p>{text(subtitle)}</p>\n<p class="warning" role="note">{text(warning)}</p>'
    return render_page(
        Page(
            title=title,
            sections=[Section(name.lower().replace(" ", "-"), name, body) for name, body in sections],
            style=(_HERE / "style.css").read_text(encoding="utf-8"),
            introduction=Markup(introduction),
            scripts=_scripts(charts),
        )
    )


def chart_place(chart: Chart) -> Markup:
    """Where the chart is drawn, with its caption."""
    return Markup(
        f'<figure><div class="chart" tabindex="0" id="chart-{chart.key}"></div>'
        f"<figcaption>{text(chart.caption)}</figcaption></figure>"
    )


def _scripts(charts: Iterable[Chart]) -> list[str]:
    """The libraries, and what draws each chart in its place."""
    from splink.internals.html_utils import load_chart_libraries  # as in `charts.py`

    libraries = load_chart_libraries()  # type: ignore[no-untyped-call]  # Splink's
    draw = Template((_HERE / "charts.js").read_text(encoding="utf-8"))
    specs = _script_literal({chart.key: chart.spec for chart in charts})
    return ["\n".join(libraries[name] for name in _LIBRARIES), draw.substitute(charts=specs)]


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
