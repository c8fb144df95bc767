"""Identity over a grid of made-up company files, beside plain Splink in the same run.

    python -m benchmarks.grid                                  # all cells of at most 20,000 records
    python -m benchmarks.grid --cells people-0pc,firms-0pc     # those whose name has one of these in it
    python -m benchmarks.grid --cells '*-2000-*' --json FILE   # by pattern; all figures into a file
    python -m benchmarks.grid --homes DIR …                    # keep journals: later calls begin with the run
    python -m benchmarks.grid --peers FILE …                   # plain Splink as in an earlier --json FILE

In a program: `cells()` lists the cells, `make(cell)` gives the records of one with the truth, `ours(data)`
takes them through ingest and runs, `figures(data, customers, seconds)` holds what was found against the
truth, and `measure(cell, family, Peers())` does all of that, with plain Splink beside it.

The seeds are of families: `building` (what the model is built on), `reported` (what benchmarks/identity.md
shows) and `held_out` (looked at once, at the end). Another seed means other people with other habits: how
common rare names, shared homes, shared e-mail addresses, look-alike addresses, gaps, slips and placeholders
are among them.
"""
