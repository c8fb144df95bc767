"""The embedded store's HTTP interface, for what Bolt has no words for."""

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterable
from typing import Any

from graph.stores.endpoint import Endpoint
from graph.stores.ports import LOOPBACK

JSON = "application/json"


def post(
    endpoint: Endpoint,
    path: str,
    body: bytes | Iterable[bytes],
    form: str = JSON,
    seconds: float | None = None,
) -> Any:
    """What the store answers, from JSON; a body in parts is sent as it comes.

    `form` is the body's content type, `seconds` for how long the store may be silent. Raises OSError where
    the store cannot be asked or refuses.
    """
    login = base64.b64encode(f"{endpoint.user}:{endpoint.password.get_secret_value()}".encode()).decode()
    request = urllib.request.Request(
        f"http://{LOOPBACK}:{endpoint.http_port}/api/v1/{path}",
        data=body,
        headers={"Content-Type": form, "Authorization": f"Basic {login}"},
    )
    with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310 - an address of ours
        return json.load(answer)


def command(endpoint: Endpoint, script: Iterable[str]) -> None:
    """Runs statements of the store's own SQL, one after the other; raises OSError as `post` does."""
    content = {"language": "sqlscript", "command": ";\n".join(script)}
    post(endpoint, f"command/{endpoint.database}", json.dumps(content).encode())
