"""py2neo, the optional extra for notebooks, works on both stores."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from graph.store import Store
from tests.support.stores import environment_of, reading

EXAMPLE = Path(__file__).parents[3] / "examples" / "py2neo_notebook.py"


@pytest.mark.skipif(find_spec("py2neo") is None, reason="the optional extra py2neo is not installed")
def test_the_notebook_example_writes_and_reads(store: Store) -> None:
    environment = environment_of(store)

    run = subprocess.run(
        [sys.executable, EXAMPLE], env=environment, capture_output=True, text=True, timeout=60
    )

    assert (run.returncode, run.stdout.split()) == (0, ["example-2", "Lampe"]), run.stderr
    assert store.run(reading("MATCH (n:Product) RETURN n.name AS name")) == [{"name": "Lampe"}]
