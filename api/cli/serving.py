"""`ckg serve` and `ckg browser`: what people look at."""

import webbrowser
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.browser import prepare_browser
from api.cli.console import out
from graph.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve")(serve)
    app.command("browser")(browser)


def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; all addresses: 0.0.0.0.")] = "127.0.0.1",
) -> None:
    """GraphQL at /graphql, readiness at /readyz."""
    app = create_app(load_settings())
    out.print(f"GraphQL: http://{host}:{port}/graphql", markup=False)
    uvicorn.run(app, host=host, port=port, log_level="warning")


def browser(
    port: Annotated[int, typer.Option(help="Port of the Browser's pages; 0 for any.")] = 7475,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the web browser.")] = True,
) -> None:
    """The Neo4j Browser on the store in use, with saved queries and colours."""
    server = prepare_browser(load_settings(), port)
    out.print(server.instructions, markup=False)
    if open_page:
        webbrowser.open(server.url)
    server.run()
