"""A cluster as a drawing: records are numbered circles, links are lines as thick as they are sure."""

from __future__ import annotations

from graph.identity.report.examples import ClusterExample, Edge
from graph.pages.markup import Markup, text

WIDTH, HEIGHT, MARGIN = 380, 280, 26
"""Size of a drawing and its empty border, in pixels."""

SURE = 12.0
"""Weight above the threshold from which a line is as thick as lines get."""

_COLOURS = ("#3b6fb6", "#b65d3b", "#4c9a5e", "#8a5bb0", "#a08a1f", "#3a9aa8", "#b04a78", "#6b7280")


def draw_cluster(example: ClusterExample, threshold: float) -> Markup:
    """The cluster as SVG; colours tell sources apart, dashed lines are links below `threshold`."""
    places = _layout(example)
    sources = sorted({member.source for member in example.members})
    lines = "".join(_line(edge, places, threshold) for edge in example.edges)
    circles = "".join(
        f"<g><title>{text(member.name)} ({text(member.source)})</title>"
        f'<circle cx="{places[at][0]:.0f}" cy="{places[at][1]:.0f}" r="12" '
        f'fill="{_COLOURS[sources.index(member.source) % len(_COLOURS)]}"/>'
        f'<text x="{places[at][0]:.0f}" y="{places[at][1] + 4:.0f}">{at + 1}</text></g>'
        for at, member in enumerate(example.members)
    )
    return Markup(
        f'<svg class="cluster" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{len(example.members)} records and their links">{lines}{circles}</svg>'
    )


def _layout(example: ClusterExample) -> dict[int, tuple[float, float]]:
    """Place of each member in pixels; the same for the same cluster."""
    import networkx as nx  # takes long, and hardly a run draws

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(example.members)))
    graph.add_edges_from((edge.left, edge.right) for edge in example.edges)
    laid_out = nx.spring_layout(graph, seed=1, iterations=100)
    across = _scale([float(at[0]) for at in laid_out.values()], WIDTH)
    down = _scale([float(at[1]) for at in laid_out.values()], HEIGHT)
    return dict(zip(laid_out, zip(across, down, strict=True), strict=True))


def _scale(values: list[float], length: float) -> list[float]:
    low, spread = min(values), max(values) - min(values)
    if spread < 1e-9:
        return [length / 2 for _ in values]
    return [MARGIN + (value - low) / spread * (length - 2 * MARGIN) for value in values]


def _line(edge: Edge, places: dict[int, tuple[float, float]], threshold: float) -> str:
    (x1, y1), (x2, y2) = places[edge.left], places[edge.right]
    above = edge.weight - threshold
    thickness = 1 + 4 * min(max(above, 0.0), SURE) / SURE
    dashes = ' stroke-dasharray="4 3"' if above < 0 else ""
    label = f"{edge.left + 1} – {edge.right + 1}: weight {edge.weight:.1f}, {edge.tier}"
    return (
        f'<line class="{text(edge.tier)}" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" '
        f'stroke-width="{thickness:.1f}"{dashes}><title>{text(label)}</title></line>'
    )
