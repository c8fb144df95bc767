"""What for a column is used, by the place in the mapping that names it."""


def field_of(where: str) -> str:
    """The field in whose part of the mapping a column is used; empty for a condition on rows."""
    return where.rpartition(".fields.")[2].partition(".")[0].partition("[")[0] if ".fields." in where else ""
