"""A graph beside the one that a rebuild makes of the same journal."""

from graph.journal import Journal
from graph.projection import rebuild
from graph.projection.dump import dump
from graph.projection.resolved.customers import Golden
from graph.store import Store


def assert_as_rebuilt(journal: Journal, store: Store, golden: Golden) -> None:
    """The graph that is there is the one that a rebuild makes, which takes its place."""
    found = dump(store)
    rebuild(journal, store, golden)
    assert dump(store) == found
