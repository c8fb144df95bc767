"""How much one domain under one name says: as much as namesakes of one source have domains of their own."""

from __future__ import annotations

import math
from collections.abc import Callable

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.model.adjusting.domains import KEPT, with_domains
from graph.identity.model.comparisons.organizations import ONE_DOMAIN
from tests.graph.identity.conftest import Learned

Add = Callable[..., None]


@pytest.mark.parametrize(
    ("namesakes", "under_one", "bits"),
    [(30, 0, math.log2(KEPT * 32)), (30, 30, 0.0), (30, 15, math.log2(KEPT * 2)), (10, 0, 0.0)],
    ids=["domains of their own", "domains made of names", "as often as not", "few that tell"],
)
def test_one_domain_counts_as_far_as_namesakes_have_their_own(
    database: duckdb.DuckDBPyConnection,
    add: Add,
    learned: Learned,
    namesakes: int,
    under_one: int,
    bits: float,
) -> None:
    for number in range(namesakes):
        name = f"Firma{chr(97 + number // 26)}{chr(97 + number % 26)}"
        for side, box in enumerate(("info", "team")):
            end = "io" if number < under_one else ("io", "ai")[side]
            add(f"{number}-{side}", organization_name=name, emails=[f"{box}@{name}.{end}".lower()])
    build_features(database)

    m, u = with_domains(database, learned.model).rates["domain"][ONE_DOMAIN]

    assert math.log2(m / u) == pytest.approx(bits, abs=0.01)
