"""Introspection that is switched off: clients may ask whether there is a type of a name, and nothing else."""

from typing import Any

from graphql import FieldNode, GraphQLError, ValidationRule

_TOLD = {"name", "__typename"}
"""What says no more of a type than the error for a fragment on an unknown one."""


class ClosedSchema(ValidationRule):
    """Refuses `__schema`, and of `__type` whatever tells more than its name."""

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Look at one field."""
        name = node.name.value
        if name == "__schema" or (name == "__type" and not _tells_names(node)):
            message = (
                f"This server does not show its schema, and {name} asks for it. Its operators can give it."
            )
            self.report_error(GraphQLError(message, node))


def _tells_names(node: FieldNode) -> bool:
    selected = node.selection_set.selections if node.selection_set else ()
    return all(isinstance(each, FieldNode) and each.name.value in _TOLD for each in selected)
