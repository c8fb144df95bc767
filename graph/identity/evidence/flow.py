"""Tables of this room: what identifiers link, and what is known of people."""

from graph.identity.table import Table

TABLES = (
    Table("blocked_values", "evidence/rule_links.py", columns="kind value", key="kind value"),
    Table(
        "blocked_identifiers",
        "evidence/rule_links.py",
        columns="kind value",
        key="kind value",
        reads="blocked_values identifiers",
    ),
    Table(
        "blocked_uses",
        "evidence/rule_links.py",
        columns="record_id kind value",
        key="record_id kind value",
        reads="blocked_identifiers identifiers",
    ),
    Table(
        "kind_rules",
        "evidence/rule_links.py",
        columns="kind people weight strong exclusive window_days",
        key="kind",
    ),
    Table(
        "usable_identifiers",
        "evidence/rule_links_sql.py",
        columns=("record_id kind value first_seen last_seen allowed weight strong exclusive window_days"),
        key="record_id kind value",
        reads="identifiers kind_rules",
    ),
    Table(
        "crowded_uses",
        "evidence/rule_links_sql.py",
        columns="record_id own",
        key="record_id",
        reads="identifiers usable_identifiers",
    ),
    Table(
        "users",
        "evidence/rule_links_sql.py",
        key="record_id kind value",
        reads="crowded_uses persons usable_identifiers",
    ),
    Table("spellings", "evidence/rule_links_sql.py", key="record_id kind value", reads="users"),
    Table("people", "evidence/rule_links_sql.py", key="record_id kind value", reads="spellings"),
    Table(
        "people_counts",
        "evidence/rule_links_sql.py",
        columns="kind value people allowed",
        key="kind value",
        reads="people spellings",
    ),
    Table(
        "shared_values",
        "evidence/rule_links_sql.py",
        columns="kind value people",
        key="kind value",
        reads="overruled_values people_counts shared_now",
    ),
    Table(
        "linking_users",
        "evidence/rule_links_sql.py",
        key="record_id kind value",
        reads="people shared_values users",
    ),
    Table("hubs", "evidence/rule_links_sql.py", key="record_id kind value", reads="linking_users people"),
    Table(
        "value_pairs",
        "evidence/rule_links_sql.py",
        columns="record_l record_r kind value weight",
        key="record_l record_r kind value",
        reads="hubs linking_users",
    ),
    Table(
        "owned_pairs",
        "evidence/rule_links_sql.py",
        columns="record_l record_r kind value weight",
        key="record_l record_r kind value",
        reads="linking_users people",
    ),
    Table(
        "named_pairs",
        "evidence/rule_links_sql.py",
        columns="record_l record_r kind value weight",
        key="record_l record_r kind value",
        reads="linking_users people",
    ),
    Table(
        "value_links",
        "evidence/rule_links_sql.py",
        columns="record_l record_r kind value weight",
        key="record_l record_r kind value",
        reads=(
            "known.value_links named_pairs new_value_links owned_pairs scope touched_pairs "
            "touched_values value_pairs"
        ),
    ),
    Table(
        "rule_links",
        "evidence/rule_links_sql.py",
        columns="record_l record_r weight evidence",
        key="record_l record_r",
        reads="rule_links_now scope value_links",
    ),
    Table("common_names", "evidence/contradictions.py", columns="value", key="value", reads="features"),
    Table(
        "persons",
        "evidence/contradictions.py",
        key="record_id",
        reads="common_names features index_changes users_features",
    ),
    Table(
        "doubtful_uses",
        "evidence/vetoes.py",
        columns="record_id kind value first_seen last_seen",
        key="record_id kind value",
        reads="horizon index_changes shared_now shared_uses shared_values uses_now",
    ),
    Table(
        "known_documents",
        "evidence/vetoes.py",
        columns="record_id issue numbers exclusive",
        key="record_id issue",
        reads="doubtful_uses identifiers",
    ),
    Table(
        "known_accounts",
        "evidence/vetoes.py",
        columns="record_id realm numbers",
        key="record_id realm",
        reads="identifiers",
    ),
    Table(
        "account_names",
        "evidence/vetoes.py",
        columns="record_id names",
        key="record_id",
        reads="known_accounts persons value_links",
    ),
)
