"""Who gets in: keys, and without any only programs on this machine."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.types import Receive, Scope, Send

from api.access.gate import Access, Gate
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.settings import Settings

Headers = Mapping[str, str]


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - as ASGI has it
    principal = scope.get("state", {}).get("principal")
    text = f"{principal.name}:{','.join(sorted(principal.roles))}" if principal else "nobody"
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": text.encode()})


async def ask(
    settings: Settings, headers: Headers, path: str = "/graphql", client: str = "127.0.0.1"
) -> tuple[int, str]:
    """Status and text of what the gate lets through."""
    transport = ASGITransport(Gate(_answer, Access(settings)), client=(client, 1))
    async with AsyncClient(transport=transport, base_url="http://localhost:8000") as http:
        answer = await http.get(path, headers=dict(headers))
    return answer.status_code, answer.text


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation without keys."""
    return Settings(home=tmp_path)


async def test_without_keys_this_machine_reads_everything(settings: Settings) -> None:
    assert await ask(settings, {}) == (200, "local:pii,read")
    assert await ask(settings.model_copy(update={"stewardship": True}), {}) == (
        200,
        "local:admin,ingest,pii,read,steward",
    )


@pytest.mark.parametrize(
    ("client", "headers"),
    [
        ("192.0.2.7", {}),
        ("", {}),
        ("127.0.0.1", {"host": "ckg.example.com"}),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.7"}),
        ("127.0.0.1", {"forwarded": "for=192.0.2.7"}),
        ("127.0.0.1", {"authorization": "Bearer ckg_guessed"}),
        ("127.0.0.1", {"authorization": "Bearer e30.e30.e30"}),
    ],
)
async def test_without_keys_nobody_else_gets_in(settings: Settings, client: str, headers: Headers) -> None:
    status, _ = await ask(settings, headers, client=client)

    assert status == 401


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "[::1]"])
async def test_loopback_has_several_names(settings: Settings, host: str) -> None:
    assert (await ask(settings, {"host": host}, client="::1"))[0] == 200


async def test_the_first_key_closes_the_gate_for_all_others(settings: Settings) -> None:
    made, key = Keys(settings.home).add("shop", [Role.STEWARD])

    assert (await ask(settings, {}))[0] == 401
    assert await ask(settings, {"authorization": f"bearer {key}"}) == (200, "shop:read,steward")
    assert await ask(settings, {"x-api-key": key}, client="192.0.2.7") == (200, "shop:read,steward")
    assert (await ask(settings, {"authorization": f"Basic {key}"}))[0] == 401
    assert (await ask(settings, {"x-api-key": f"{key}x"}))[0] == 401
    assert (await ask(settings, {"x-api-key": key, "authorization": "Bearer ckg_other"}))[0] == 401
    assert (await ask(settings, {"x-api-key": key, "authorization": "Basic of-a-proxy"}))[0] == 200
    assert (await ask(settings, {"x-api-key": key, "authorization": f"Bearer {key}"}))[0] == 200

    Keys(settings.home).revoke(made.id)

    assert (await ask(settings, {"x-api-key": key}))[0] == 401
    assert (await ask(settings, {}))[0] == 401  # not open again


async def test_health_is_everybodys(settings: Settings) -> None:
    Keys(settings.home).add("shop", [Role.READ])

    assert await ask(settings, {}, "/healthz", "192.0.2.7") == (200, "nobody")


async def test_the_home_holds_no_key(settings: Settings) -> None:
    _, key = Keys(settings.home).add("shop", [Role.READ])
    files = [path for path in settings.home.rglob("*") if path.is_file()]

    assert files
    assert not [path for path in files if key in path.read_text() or key[4:20] in path.read_text()]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/graphql", "text/html,*/*;q=0.8", 200),
        ("/graphql?q=%7Borders%7D", "text/html", 200),  # what GraphiQL keeps of itself in the address
        ("/graphql?query=%7B__typename%7D", "text/html", 401),
        ("/graphql", "application/json", 401),
        ("/metrics", "text/html", 401),
    ],
)
async def test_in_development_everybody_gets_the_page_that_takes_the_key(
    settings: Settings, path: str, accept: str, status: int
) -> None:
    Keys(settings.home).add("shop", [Role.READ])
    developing = settings.model_copy(update={"development": True})

    found = await ask(developing, {"accept": accept}, path)

    assert found[0] == status
    assert status == 401 or found[1] == "nobody:"
    assert (await ask(settings, {"accept": accept}, path))[0] == 401
