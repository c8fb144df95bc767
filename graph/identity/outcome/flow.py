"""Tables of this room: what a run tells the journal."""

from graph.identity.table import Table

TABLES = (
    Table(
        "final_links",
        "outcome/publish_sql.py",
        columns="record_l record_r tier weight probability accepted evidence",
        key="record_l record_r tier",
        reads="cluster_members cut_links decided_links",
    ),
    Table(
        "customers_after",
        "outcome/publish_sql.py",
        columns="record_id customer_id",
        key="record_id",
        reads="customers_before new_assignments",
    ),
    Table("assignments_since", "outcome/publish.py"),
    Table(
        "given_meanwhile",
        "outcome/publish_sql.py",
        columns="record_id customer_id valid_from",
        key="record_id",
        reads="assignments_since",
    ),
    Table(
        "touched_values",
        "outcome/queueing_sql.py",
        columns="kind value",
        key="kind value",
        reads=(
            "kind_rules known.identifiers known.overruled_values known_shared_values new_identifiers "
            "overruled_values shared_values touched"
        ),
    ),
    Table(
        "doubts",
        "outcome/queueing_sql.py",
        columns="record_l record_r kind probability",
        reads="cluster_members cut_links decided_links",
    ),
    Table(
        "case_pairs",
        "outcome/queueing_sql.py",
        columns="record_l record_r kind probability",
        key="record_l record_r",
        reads="customers_after doubts review_cases verdicts",
    ),
    Table(
        "kinds_allowed",
        "outcome/queueing.py",
        columns="kind people weight strong exclusive window_days",
        key="kind",
    ),
    Table(
        "case_values",
        "outcome/queueing_sql.py",
        columns="record_l record_r kind value people doubt",
        key="kind value",
        reads="customers_after kinds_allowed shared_values users",
    ),
    Table(
        "cases",
        "outcome/queueing_sql.py",
        columns=("id record_l record_r kind probability identifier_kind identifier_value people value"),
        key="id",
        reads="case_pairs case_values currency_rates customers_after known_cases orders",
    ),
    Table("known_cases", "outcome/queueing.py", key="id"),
    Table("given_rates", "outcome/revenue.py", columns="currency rate", key="currency"),
    Table(
        "currency_rates",
        "outcome/revenue.py",
        columns="currency rate",
        key="currency",
        reads="given_rates",
    ),
)
