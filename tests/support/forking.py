"""Processes are forked from one that has imported everything: an import takes longer than what they do."""

from multiprocessing import get_context

FORKING = get_context("forkserver")
# No module of the command line: what prints looks at the terminal when it is imported.
FORKING.set_forkserver_preload(["graph.identity.run", "graph.projection", "graph.store", "api.stewardship"])
