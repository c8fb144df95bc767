"""Tables of this room: pairs of records and their weights."""

from graph.identity.table import Table

TABLES = (
    Table(
        "candidate_pairs",
        "model/pairs/engines.py",
        columns="join_key_l join_key_r rules",
        key="join_key_l join_key_r",
        reads="features",
    ),
    Table(
        "contents",
        "model/pairs/contents.py",
        columns="record_no content of_source",
        key="record_no",
        reads="features",
    ),
    Table(
        "observed", "model/pairs/engines.py", key="join_key_l join_key_r", reads="candidate_pairs contents"
    ),
    Table(
        "random_pairs",
        "model/observing.py",
        columns="join_key_l join_key_r",
        key="join_key_l join_key_r",
        reads="contents",
    ),
    Table(
        "frequencies",
        "model/comparisons/frequencies.py",
        columns="feature value frequency",
        key="feature value",
        reads="features name_ratios organization_names",
    ),
    Table(
        "name_ratios",
        "model/comparisons/frequencies.py",
        columns="value ratio",
        key="value",
    ),
    Table(
        "organization_names",
        "model/adjusting/name_rarity.py",
        columns="organization records explained frequency",
        key="organization",
        reads="features frequencies",
    ),
    Table(
        "paired_features",
        "model/pairs/scoring.py",
        key="record_no",
        reads="features frequencies keyed_pairs new_pairs pairs_to_observe",
    ),
    Table(
        "links",
        "model/pairs/scoring.py",
        columns="record_l record_r weight probability",
        key="record_l record_r",
        reads="candidate_pairs new_pairs paired_features",
    ),
    Table(
        "judged_pairs",
        "model/teaching/answers.py",
        columns="record_l record_r match",
        key="record_l record_r",
        reads="verdicts",
    ),
    Table(
        "pairs_to_observe",
        "model/pairs/outcomes.py",
        columns="join_key_l join_key_r",
        key="join_key_l join_key_r",
        reads="features judged_pairs",
    ),
    Table(
        "observed_weights",
        "model/pairs/scoring.py",
        key="record_l record_r",
        reads="paired_features pairs_to_observe",
    ),
    Table("new_ids", "model/pairs/scoring.py", columns="record_id", key="record_id"),
    Table("new_features", "model/pairs/scoring.py", key="record_id", reads="features fresh_features new_ids"),
    Table(
        "new_pairs",
        "model/pairs/scoring.py",
        columns="join_key_l join_key_r rules",
        key="join_key_l join_key_r",
        reads="features new_features",
    ),
    Table("changed_ids", "model/pairs/weighing.py", columns="record_id", key="record_id"),
    Table(
        "scored_links",
        "model/fitting.py",
        columns="record_l record_r weight probability",
        key="record_l record_r",
        reads="links scope scores_now",
    ),
    Table(
        "likely_pairs",
        "model/fitting.py",
        columns="record_l record_r",
        key="record_l record_r",
        reads="scored_links",
    ),
    Table(
        "keyed_pairs",
        "model/pairs/weighing.py",
        columns="join_key_l join_key_r",
        key="join_key_l join_key_r",
        reads="features missing_pairs",
    ),
    Table(
        "missing_weights",
        "model/pairs/scoring.py",
        key="record_l record_r",
        reads="keyed_pairs paired_features",
    ),
)
