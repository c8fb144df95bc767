"""The tables that a run leaves for the next one, and how one over changes brings them up to date."""

from graph.identity.clusters.stable_ids import customers_after_sql
from graph.identity.state.staged import IN_SCOPE
from graph.identity.table import KeptTable

_OF_TOUCHED_VALUES = "(kind, value) IN (SELECT (kind, value) FROM touched_values)"

KEPT = (
    KeptTable(
        name="records",
        columns="",
        key="record_id",
        whole="FROM records",
        stale="record_id IN (FROM touched)",
        fresh="FROM new_records",
    ),
    KeptTable(
        name="identifiers",
        columns="record_id kind value first_seen last_seen",
        key="record_id kind value",
        whole="FROM identifiers UNION ALL BY NAME FROM shared_uses",
        stale="record_id IN (FROM touched)",
        fresh="FROM new_identifiers",
    ),
    KeptTable(
        name="blocked_uses",
        columns="record_id kind value",
        key="record_id kind value",
        whole="FROM blocked_uses",
        stale="record_id IN (FROM touched)",
        fresh="FROM blocked_uses",
    ),
    KeptTable(
        name="features",
        columns="",
        key="record_id",
        whole="FROM features",
        stale="record_id IN (SELECT record_id FROM fresh_features)",
        fresh="FROM fresh_features",
    ),
    KeptTable(
        name="shared_values",
        columns="kind value people",
        key="kind value",
        whole="FROM shared_values",
        stale=_OF_TOUCHED_VALUES,
        fresh="FROM new_shared_values",
    ),
    KeptTable(
        name="value_links",
        columns="record_l record_r kind value weight",
        key="record_l record_r kind value",
        whole="FROM value_links",
        stale=_OF_TOUCHED_VALUES,
        fresh="FROM new_value_links",
    ),
    KeptTable(
        name="rule_links",
        columns="record_l record_r weight evidence",
        key="record_l record_r",
        whole="FROM rule_links",
        stale="(record_l, record_r) IN (SELECT (record_l, record_r) FROM touched_pairs)",
        fresh="FROM new_rule_links",
    ),
    KeptTable(
        name="scored_links",
        columns="record_l record_r weight probability",
        key="record_l record_r",
        whole="SELECT record_l, record_r, weight, probability FROM scored_links",
        stale="record_l IN (FROM changed) OR record_r IN (FROM changed)",
        fresh="FROM new_scores",
    ),
    KeptTable(
        name="final_links",
        columns="record_l record_r tier weight probability accepted evidence",
        key="record_l record_r tier",
        whole="FROM final_links",
        stale=IN_SCOPE,
        fresh="FROM final_links",
    ),
    KeptTable(
        name="components",
        columns="record_id component",
        key="record_id",
        whole="FROM components",
        stale="record_id IN (FROM scope)",
        fresh="FROM components",
    ),
    KeptTable(
        name="blocks",
        columns="record_id block",
        key="record_id",
        whole="SELECT record_id, block FROM blocks",
        stale="record_id IN (FROM scope)",
        fresh="SELECT record_id, block FROM blocks",
    ),
    KeptTable(
        name="cuts",
        columns="kind record_l record_r weight",
        key="record_l record_r",
        whole="FROM cut_links",
        stale=IN_SCOPE,
        fresh="FROM cut_links",
    ),
    KeptTable(
        name="verdicts",
        columns="record_l record_r verdict",
        key="record_l record_r",
        whole="FROM verdicts",
        stale="TRUE",
        fresh="FROM verdicts",
    ),
    KeptTable(
        name="overruled_values",
        columns="kind value",
        key="kind value",
        whole="FROM overruled_values",
        stale="TRUE",
        fresh="FROM overruled_values",
    ),
    KeptTable(
        name="assignments",
        columns="record_id customer_id",
        key="record_id",
        whole=customers_after_sql("current_ids"),
        stale="record_id IN (SELECT record_id FROM new_assignments)",
        fresh="FROM new_assignments",
    ),
    KeptTable(
        name="assignment_history",
        columns="record_id customer_id valid_from",
        key="record_id valid_from",
        whole=(
            "FROM assignment_history UNION ALL BY NAME SELECT *, $started AS valid_from FROM new_assignments"
        ),
        stale=None,
        fresh="SELECT *, $started AS valid_from FROM new_assignments",
    ),
    KeptTable(
        name="homes",
        columns="customer_id street number postal city names contacts",
        key="customer_id",
        whole="FROM homes_now",
        stale="customer_id IN (FROM touched_customers)",
        fresh="FROM new_homes",
    ),
    KeptTable(
        name="household_groups",
        columns="customer_id group_id",
        key="customer_id",
        whole="FROM household_groups",
        stale="customer_id IN (FROM household_scope)",
        fresh="FROM household_groups",
    ),
    KeptTable(
        name="household_history",
        columns="customer_id household_id valid_from",
        key="customer_id valid_from",
        whole=(
            "FROM household_history UNION ALL BY NAME SELECT *, $started AS valid_from FROM new_households"
        ),
        stale=None,
        fresh="SELECT *, $started AS valid_from FROM new_households",
    ),
)
"""What a run leaves for the next one: `identifiers` holds all uses of values that are not blocked,
`blocked_uses` those of the others; `assignments` the customer of every record now, `components` whom accepted
links and accounts join, directly or through others."""
