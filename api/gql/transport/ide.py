"""The page on which people try operations: GraphiQL, and a plain form where its scripts cannot be fetched."""

from functools import cache
from importlib.resources import files

from strawberry.http.ides import get_graphql_ide_html

_END = "</body>"


@cache
def ide_html() -> str:
    """Strawberry's page of GraphiQL with the form, which shows itself where GraphiQL is not there."""
    form = files("api.gql.transport").joinpath("plain_ide.html").read_text(encoding="utf-8")
    return get_graphql_ide_html("graphiql").replace(_END, form + _END)
