"""A server that is asked with the key of each role."""

from pathlib import Path
from typing import Any

from graph.policy.keys import Keys
from graph.policy.principals import Role
from tests.api.conftest import Client

ROLES: dict[str, tuple[Role, ...]] = {
    "read": (Role.READ,),
    "steward": (Role.STEWARD,),
    "ingest": (Role.INGEST,),
    "admin": (Role.ADMIN,),
    "read+pii": (Role.READ, Role.PII),
    "steward+pii": (Role.STEWARD, Role.PII),
    "pii": (Role.PII,),
}
READERS = {"read", "steward", "admin", "read+pii", "steward+pii"}
STEWARDS = {"steward", "admin", "steward+pii"}


class Office:
    """Asks a server with the key of each role."""

    def __init__(self, client: Client, keys: dict[str, str]) -> None:
        self.client = client
        self.keys = keys

    def ask(self, role: str, query: str, **variables: Any) -> dict[str, Any]:
        """The whole answer to somebody with the role."""
        answer = self.client.request(
            "POST",
            "/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {self.keys[role]}"},
        )
        body: dict[str, Any] = answer.json()
        return body

    def codes(self, role: str, query: str, **variables: Any) -> set[str]:
        """The codes of the answer's errors."""
        return {error["extensions"]["code"] for error in self.ask(role, query, **variables).get("errors", ())}


def keys_of(home: Path) -> dict[str, str]:
    keys = Keys(home)
    return {name: keys.add(name, roles)[1] for name, roles in ROLES.items()}
