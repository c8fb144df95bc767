"""Arguments are coerced as graphql-core coerces them, whatever the requests before had for variables."""

from functools import partial
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, get_nullable_type, parse
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from api.gql.compile.statement.arguments import Arguments
from tests.api.gql.compile.operations import TYPES, Operation, draw_argument, draw_literal, draw_value
from tests.api.gql.schemas import SCHEMA
from tests.support.budget import examples

Asked = tuple[str, list[dict[str, Any]]]
"""An operation of one field, and the variables of several requests."""


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    """A field with arguments, of which some variables are null, missing or others from request to request."""
    made, name = Operation({}, {}, []), draw(st.sampled_from(["customers", "orders", "tickets", "customer"]))
    given = []
    for key, argument in TYPES["Query"].fields[name].args.items():
        if key in ("filter", "by", "identifier"):
            value = draw_value(draw, name, key, get_nullable_type(argument.type))
            given.append(f"{key}: {draw_literal(draw, made, value, argument.type)}")
        else:
            given.append(draw_argument(draw, made, name, key, argument))
    requests = [
        {key: draw(st.sampled_from([value, value, None])) for key, value in made.variables.items()}
        for _ in range(3)
    ]
    fewer = dict(draw(st.lists(st.sampled_from([*made.variables.items()])))) if made.variables else {}
    return made.text(f"{{{name}({' '.join(given)}) {{__typename}}}}"), [*requests, fewer, made.variables]


def _found(coerced: partial[dict[str, Any]]) -> str:
    try:
        return repr(coerced())
    except GraphQLError as error:
        return error.message


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=asked())
@example(asked=('{customer(id: "c01", by: {}) {id}}', [{}]))
def test_as_graphql_has_them(asked: Asked) -> None:
    text, requests = asked
    [operation] = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    [node] = operation.selection_set.selections
    field = TYPES["Query"].fields[node.name.value]
    arguments = Arguments(field, FieldDetails(node, None))

    for given_ in requests:
        variables = get_variable_values(SCHEMA._schema, operation.variable_definitions or (), given_)
        if isinstance(variables, VariableValues):
            expected = _found(partial(get_argument_values, field, node, variables))
            assert _found(partial(arguments.of, variables)) == expected
