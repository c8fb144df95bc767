"""Referral trees and maps of communities as SVG, drawn here: no script, no fonts, the same each time."""

from __future__ import annotations

from math import sqrt
from typing import Any
from xml.sax.saxutils import escape

from graph.analytics.networks.map_layout import map_places
from graph.analytics.networks.referral_tree import ReferralTree, ReferredCustomer
from graph.analytics.networks.tree_layout import Place, places_of

_EDGE = 30.0
_INK, _ORDERED, _NOT_YET, _ROOT = "#51606f", "#2f7d5b", "#b9c2cb", "#c2571a"


def tree_svg(tree: ReferralTree) -> str:
    """The tree from its root down: filled green are those who bought, grey those who have not yet."""
    places = {each: (x + _EDGE, y + _EDGE) for each, (x, y) in places_of(tree).items()}
    width = max(x for x, _ in places.values()) + _EDGE
    height = max(y for _, y in places.values()) + _EDGE
    parts = [_line(places[each.by], places[each.id], 1.2) for each in tree.brought]
    parts.append(_circle(places[tree.root], 9, _ROOT, tree.root))
    for each in tree.brought:
        fill = _ORDERED if each.converted_at else _NOT_YET
        parts.append(_circle(places[each.id], 6, fill, _told(each)))
    title = f"Referrals below {tree.root}: {len(tree.brought)} customers"
    return _svg(width, height, title, parts)


def communities_svg(communities: dict[str, Any]) -> str:
    """The largest communities of the report as circles by size, with lines for the referrals between them."""
    sizes = {each["id"]: each["size"] for each in communities["largest"]}
    most = max(sizes.values(), default=1)
    radii = {name: 5 + 45 * sqrt(size / most) for name, size in sizes.items()}
    middles = map_places(radii, communities["between"])
    left, top = (
        min((at[axis] - radii[name] for name, at in middles.items()), default=0.0) for axis in (0, 1)
    )
    places = {name: (x - left + _EDGE, y - top + _EDGE) for name, (x, y) in middles.items()}
    width, height = (
        max((at[axis] + radii[name] for name, at in places.items()), default=0.0) + _EDGE for axis in (0, 1)
    )
    heaviest = max((weight for *_, weight in communities["between"]), default=1)
    parts = [
        _line(places[a], places[b], 0.5 + 5 * weight / heaviest) for a, b, weight in communities["between"]
    ]
    for name, size in sizes.items():
        parts.append(_circle(places[name], radii[name], _ORDERED, f"{name}: {size} customers"))
    return _svg(width, height, f"The {len(sizes)} largest of {communities['count']} communities", parts)


def _told(each: ReferredCustomer) -> str:
    when = each.at.date().isoformat() if each.at else "at an unknown time"
    ordered = f", ordered {each.converted_at.date().isoformat()}" if each.converted_at else ""
    return f"{each.id}: level {each.level}, {when}{f' by {each.channel}' if each.channel else ''}{ordered}"


def _circle(at: Place, radius: float, fill: str, told: str) -> str:
    return (
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}" fill="{fill}" stroke="#fff">'
        f"<title>{escape(told)}</title></circle>"
    )


def _line(start: Place, end: Place, width: float) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
        f' stroke="{_INK}" stroke-opacity="0.5" stroke-width="{width:.1f}"/>'
    )


def _svg(width: float, height: float, title: str, parts: list[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}" style="max-width:100%;height:auto">'
    )
    return "\n".join([head, f"<title>{escape(title)}</title>", *parts, "</svg>"]) + "\n"
