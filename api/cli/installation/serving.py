"""`ckg serve` and `ckg browser`: what people look at."""

import gc
import os
import webbrowser
from contextlib import suppress
from typing import Annotated, Any

import typer
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.access.gate import Access
from api.app import create_app, hosts_of
from api.browser import prepare_browser
from api.cli.terminal.console import out, warn_of_clock
from api.cli.terminal.interruption import ending_in_order
from api.intake.follower import following
from api.telemetry import logs, metrics, traces
from api.web.listening import listener
from api.web.orphans import end_with_parent
from api.web.timeouts import TimedProtocol, TimedSocket
from graph.journal import Journal
from graph.settings import Settings, load_settings
from graph.store import Store

CONNECTIONS = 500
"""Connections at once, each with a body of bounded size; further ones are answered with 503."""
COLLECT_AFTER = 50_000
"""New objects after which garbage is looked for among them: more than most answers are made of."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve")(serve)
    app.command("browser")(browser)


def serve(
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for any.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; all addresses: 0.0.0.0.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Processes that answer, about one a core.", min=1)] = 1,
) -> None:
    """GraphQL at /graphql, messages at /v1/, readiness at /readyz."""
    settings = load_settings()
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - these name no host
        name = f"[{host}]" if ":" in host else host
        settings = settings.model_copy(update={"hosts": (*settings.hosts, name)})
    Store.open(settings).close()  # says what is wrong, before a server stands on it
    app = create_app(settings)  # so do the files that it reads
    warn_of_clock(Journal.open(settings))
    taken = listener(host, port)
    port = taken.getsockname()[1]
    out.print(f"GraphQL: http://{host}:{port}/graphql", markup=False)
    out.print(f"for the hosts {', '.join(hosts_of(settings))}; others: CKG_HOSTS", markup=False)
    if Access(settings).keyless:
        out.print("no API keys: only programs on this machine are answered; `ckg keys add` makes one")
    logs.configure(settings.log_format)
    traces.configure()
    if workers > 1:
        _share(settings, workers)  # before there are other threads, which may start processes
    with suppress(KeyboardInterrupt), ending_in_order(), following():
        if workers == 1:
            uvicorn.Server(server_config(_lasting(app), settings, host=host, port=port)).run([taken])
            return
        del app  # each process makes its own
        found = f"{__name__}:{application.__name__}"
        config = server_config(found, settings, host=host, port=port, workers=workers, factory=True)
        Multiprocess(config, sockets=[taken]).run()


def _share(settings: Settings, workers: int) -> None:
    """What each of several processes reads: names, its part of the budget, where they count together."""
    rates = {role: -(-rate // workers) for role, rate in settings.graphql_rates.items()}
    os.environ["CKG_HOSTS"] = ",".join(settings.hosts)
    os.environ["CKG_GRAPHQL_RATE"] = str(-(-settings.graphql_rate // workers))
    os.environ["CKG_GRAPHQL_RATES"] = ",".join(f"{role}={rate}" for role, rate in rates.items())
    metrics.share(settings.home.absolute() / "metrics")


def application() -> FastAPI:
    """The application on the settings of the environment, for each process that serves."""
    end_with_parent()
    settings = load_settings()
    logs.configure(settings.log_format)
    traces.configure()
    return _lasting(create_app(settings))


def _lasting(app: FastAPI) -> FastAPI:
    """The same application; garbage collections leave out what the process keeps for good.

    One of everything takes 0.1 s for these objects alone, and lists of thousands of values bring it about.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    return app


def server_config(app: FastAPI | str, settings: Settings, **options: Any) -> uvicorn.Config:
    """How the API is served: patiently, but not for ever."""
    return uvicorn.Config(
        app,
        log_config=None,  # `logs.configure` has set it up
        log_level="warning",
        access_log=False,  # addresses hold queries, and queries personal data
        server_header=False,
        http=TimedProtocol,
        ws=TimedSocket,
        ws_max_size=settings.body_bytes,
        ws_per_message_deflate=False,  # a little that is sent could unpack to much
        limit_concurrency=max(CONNECTIONS // options.get("workers", 1), 1),
        timeout_graceful_shutdown=int(settings.graphql_seconds) + 5,
        **options,
    )


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
