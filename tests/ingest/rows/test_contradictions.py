"""What contradicts something else: the rows go in, and the summary says so."""

from pathlib import Path

import pytest

from ingest.pipeline.summary import FileSummary
from ingest.rows.remarks import OUTLASTED
from tests.ingest.rows.support import ingested
from tests.ingest.support import MemorySink

MAPPING = """
source: crm
country: {country}
files:
  - path: k.csv
    rows:
      - kind: customer
        fields: {{source_id: nr, salutation: anrede, gender: g, full_name: name}}
"""
TOLD = "gender is another than the salutation tells; it was kept"


def taken(tmp_path: Path, rows: str, country: str = "DE") -> tuple[MemorySink, FileSummary]:
    """What a sink is told of rows, and the summary of their file."""
    return ingested(tmp_path, MAPPING.format(country=country), f"nr,anrede,g,name\n{rows}")


def test_a_gender_that_the_salutation_contradicts_is_told(tmp_path: Path) -> None:
    rows = "1,Herr,w,Kim Roth\n2,Frau,w,Eva Kern\n3,Frau,M,Lea Kern\n4,,w,Ida Roth\n5,Herr,,Jan Roth\n"
    rows += "6,Dr.,w,Uta Roth\n7,Herr,divers,Nic Roth\n8,Herr,m,Tom Roth\n9,Frau,?,Pia Roth\n"
    sink, summary = taken(tmp_path, rows)

    assert summary.value_reasons == {TOLD: 2}
    assert summary.places[TOLD] == [2, 4]
    found = {it.source_id: it.attributes.get("gender") for it in sink.records}
    assert (found["1"], found["3"]) == ("female", "male")
    assert len(found) == 9


@pytest.mark.parametrize("country", ["ES", "MX"])
def test_an_m_that_nobody_understands_says_what_to_write(tmp_path: Path, country: str) -> None:
    _, summary = taken(tmp_path, "1,,M,Ana Ruiz\n2,,M,Eva Gil\n", country)

    [(reason, count)] = summary.value_reasons.items()
    assert count == 2
    assert "map: {M: female}" in reason


def test_states_that_are_told_alone_are_named_where_orders_have_a_status(tmp_path: Path) -> None:
    order = "{kind: order, fields: {number: nr, ordered_at: at, status: st}}"
    alone = "{kind: order_status, fields: {order: nr, status: st, at: at}}"

    def remarks(*rows: str) -> set[str]:
        mapping = f"source: s\nfiles: [{{path: k.csv, rows: [{', '.join(rows)}]}}]\n"
        return set(ingested(tmp_path, mapping, "nr,at,st\n1,2024-05-01,paid\n")[1].remarks)

    assert remarks(order) == remarks(alone) == remarks(order.replace(", status: st", ""), alone) == set()
    assert remarks(order, alone) == {OUTLASTED}
