"""Tables of this room: homes, and who lives together."""

from graph.identity.table import Table

TABLES = (
    Table(
        "assignments_now",
        "households/households.py",
        columns="record_id customer_id",
        key="record_id",
        reads="current_ids known.assignments new_assignments",
    ),
    Table(
        "known_groups",
        "households/households.py",
        columns="customer_id group_id",
        key="customer_id",
        reads="known.household_groups",
    ),
    Table(
        "touched_customers",
        "households/households.py",
        columns="customer_id",
        key="customer_id",
        reads=(
            "assignments_now known.assignments known.shared_values new_assignments shared_now touched "
            "touched_values uses_now"
        ),
    ),
    Table(
        "new_homes",
        "households/households.py",
        columns="customer_id street number postal city names contacts",
        key="customer_id",
        reads="assignments_now features_now records_now shared_now touched_customers uses_now",
    ),
    Table(
        "homes_now",
        "households/households.py",
        columns="customer_id street number postal city names contacts",
        key="customer_id",
        reads=(
            "assignments_now features_now known.homes new_homes records_now shared_now "
            "touched_customers uses_now"
        ),
    ),
    Table(
        "changed_homes",
        "households/households.py",
        columns="customer_id",
        key="customer_id",
        reads="homes_now known.homes new_homes touched_customers",
    ),
    Table(
        "household_scope",
        "households/households.py",
        columns="customer_id",
        key="customer_id",
        reads="changed_homes homes_now household_history known.household_groups",
    ),
    Table(
        "spots",
        "households/households.py",
        columns="customer_id street number postal city token spot",
        key="customer_id spot",
        reads="homes_now household_scope",
    ),
    Table("numbered_customers", "households/households.py", columns="customer_id number", key="customer_id"),
    Table("found_groups", "households/households.py", columns="customer_id group_id", key="customer_id"),
    Table(
        "household_groups",
        "households/households.py",
        columns="customer_id group_id",
        key="customer_id",
        reads="found_groups",
    ),
    Table(
        "household_members",
        "households/households.py",
        columns="customer_id group_id",
        key="customer_id",
        reads="household_groups",
    ),
    Table(
        "new_households",
        "households/households.py",
        columns="customer_id household_id",
        key="customer_id",
        reads="household_history household_members household_scope kept_households",
    ),
    Table(
        "kept_households", "households/households.py", columns="customer_id household_id", key="customer_id"
    ),
)
