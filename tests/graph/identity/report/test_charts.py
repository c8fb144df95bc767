"""The charts of a report show what a linker of Splink's would."""

import logging
import warnings
from typing import Any

import pytest
from splink import DuckDBAPI, Linker

from graph.identity.features.build import build_features
from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.engines import DuckEngine
from graph.identity.model.training import train_model
from graph.identity.report.charts import charts_of_model, unlinkables, weights_of_links
from tests.graph.identity.people import add_people
from tests.graph.identity.world import World

Rows = list[dict[str, Any]]
SHOWN = (
    *("comparison_name", "comparison_sort_order", "comparison_vector_value", "label_for_charts"),
    *("sql_condition", "m_probability", "u_probability", "bayes_factor", "log2_bayes_factor"),
)


@pytest.fixture(scope="module")
def scored() -> tuple[World, IdentityModel]:
    """People and a scored model, with features, links and pairs as a run leaves them to its report."""
    world = World()
    add_people(world, 40)
    world.record("crm:only", given_name="Anna")
    build_features(world.connection)
    model = train_model(world.connection).with_corrections({"family_name": {"same family name": 0.5}})
    DuckEngine(world.connection).score(model)
    world.connection.execute(
        "CREATE TEMP VIEW features_now AS FROM features; CREATE TEMP VIEW decided_links AS FROM links"
    )
    return world, model


@pytest.fixture(scope="module")
def linker(scored: tuple[World, IdentityModel]) -> Linker:
    """Splink's, over the same features."""
    world, model = scored
    api = DuckDBAPI(world.connection)
    named = with_frequencies_sql(model.frequency_priors, "features")
    world.connection.execute(f"CREATE TABLE features_with_frequencies AS {named}")
    logging.getLogger("splink").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of models that are trained outside it
        made = Linker(
            api.register("features_with_frequencies"),
            model.settings(),
            log_level=logging.ERROR,
            validate_settings=False,
        )
    for column in model.frequency_priors:  # the features carry them
        world.connection.execute(f"CREATE TABLE no_{column} ({column} VARCHAR, tf_{column} DOUBLE)")
        made.table_management.register_term_frequency_lookup(api.register(f"no_{column}"), column)
    return made


def values(spec: dict[str, Any], *fields: str) -> Rows:
    """What a chart shows, in its order; numbers as good as equal are equal."""
    return [
        {
            name: pytest.approx(row[name], rel=1e-6) if type(row[name]) is float else row[name]
            for name in fields
        }
        for row in spec["data"]["values"]
    ]


def test_levels_and_prior_are_drawn_as_splink_does(
    scored: tuple[World, IdentityModel], linker: Linker
) -> None:
    drawn = {chart.key: chart.spec for chart in charts_of_model(scored[1])}
    splinks = linker.visualisations
    expected = {
        "match_weights": splinks.match_weights_chart().chart_dict,
        "m_u_parameters": splinks.m_u_parameters_chart().chart_dict,
    }

    for key, spec in expected.items():
        assert values(drawn[key], *SHOWN) == values(spec, *SHOWN)
        assert {**drawn[key], "data": None} == {**spec, "data": None}


def test_records_that_say_too_little_are_counted_as_splink_does(
    scored: tuple[World, IdentityModel], linker: Linker
) -> None:
    world, model = scored
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = linker.evaluation.unlinkables_chart().chart_dict

    fields = ("match_weight", "match_probability", "cum_prop")
    drawn = unlinkables(world.connection, model).spec
    assert values(drawn, *fields) == values(expected, *fields)
    assert drawn["data"]["values"][0]["match_weight"] < 1  # of whom nothing but a given name is known


def test_weights_of_links_are_counted_as_splink_does(
    scored: tuple[World, IdentityModel], linker: Linker
) -> None:
    connection = scored[0].connection
    api = DuckDBAPI(connection)
    connection.execute("CREATE TABLE weights AS SELECT weight AS match_weight FROM links")
    predicted = linker.table_management.register_table_predict(api.register("weights"))
    expected = linker.visualisations.match_weights_histogram(predicted, width=720).chart_dict

    drawn = weights_of_links(connection, 1.5)
    fields = ("splink_score_bin_low", "splink_score_bin_high", "count_rows")
    assert drawn is not None
    assert len(drawn.spec["data"]["values"]) > 3
    assert values(drawn.spec, *fields) == values(expected, *fields)
