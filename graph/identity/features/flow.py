"""Tables of this room: what two records are compared on."""

from graph.identity.table import Table

TABLES = (
    Table(
        "raw_names",
        "features/steps_sql.py",
        columns=(
            "record_id entity_type organization_name whole given_words family_words suffix_words "
            "other_names birth_name"
        ),
        key="record_id",
        reads="forgetful records",
    ),
    Table("whole_names", "features/steps_sql.py", key="record_id", reads="raw_names"),
    Table(
        "split_names",
        "features/steps_sql.py",
        columns=(
            "record_id entity_type organization_name other_names birth_name whole_words suffix "
            "given_words family_words"
        ),
        key="record_id",
        reads="whole_names",
    ),
    Table(
        "name_parts",
        "features/steps_sql.py",
        columns=(
            "record_id entity_type suffix organization_name organization_words organization_names "
            "organization_further organization_institution organization_kinds telling_words legal_forms "
            "given middle given_full family family_words name_words own_words surnames name_key name_keys"
        ),
        key="record_id",
        reads="split_names",
    ),
    Table(
        "addresses",
        "features/steps_sql.py",
        columns=(
            "record_id street house_number house postal_code postal_area city region address_words "
            "place_words"
        ),
        key="record_id",
        reads="forgetful records",
    ),
    Table(
        "contacts",
        "features/steps_sql.py",
        columns=(
            "record_id emails email_names phones documents document_numbers open_documents accounts devices"
        ),
        key="record_id",
        reads="forgetful identifiers records",
    ),
    Table(
        "name_words",
        "features/build.py",
        columns="word formal initials counterparts longer cologne metaphone",
        key="word",
    ),
    Table(
        "features",
        "features/build.py",
        key="record_id",
        reads=(
            "addresses contacts features_now forgetful_features fresh_features horizon known.features "
            "name_parts name_words records"
        ),
    ),
)
