"""Who asks, and what the roles allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from graph.errors import CkgError


class Role(StrEnum):
    """What somebody may do."""

    READ = "read"
    """Read the graph, personal values masked."""
    STEWARD = "steward"
    """See and decide review cases, and see why records are one customer; and read."""
    INGEST = "ingest"
    """Bring in data; nothing is read."""
    ADMIN = "admin"
    """All of these, act for a steward by name, and erase people."""
    PII = "pii"
    """See personal values, and look by them; goes with no other role, not even admin."""


_INCLUDED = {
    Role.ADMIN: frozenset({Role.READ, Role.STEWARD, Role.INGEST}),
    Role.STEWARD: frozenset({Role.READ}),
}


class ForbiddenError(CkgError):
    """Somebody asks for what their roles do not allow; the message names the role that would."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who asks: a name for records of who did what, and roles with all that they include."""

    name: str
    roles: frozenset[Role]

    @classmethod
    def of(cls, name: str, roles: Iterable[Role]) -> Self:
        """A principal with these roles and those that they include."""
        given = frozenset(roles)
        return cls(name, given.union(*(_INCLUDED.get(role, frozenset()) for role in given)))

    def may(self, role: Role) -> bool:
        """Whether the role is one of the principal's."""
        return role in self.roles

    def demand(self, role: Role, what: str) -> None:
        """Raise ForbiddenError where the role lacks; `what` is the part of the message that says what for."""
        if not self.may(role):
            raise ForbiddenError(f"{what} needs the role {role.value}, which {self.name} does not have.")

    def acting_for(self, name: str | None) -> str:
        """The name under which an act is recorded: the principal's own, or that of whom an admin acts for."""
        if name is None or name == self.name:
            return self.name
        self.demand(Role.ADMIN, "Acting for somebody else")
        return name


NOBODY = Principal.of("nobody", ())
"""Who has not said who it is, on a connection where that comes later."""


def roles_of(names: Iterable[str]) -> frozenset[Role]:
    """Roles by name; what is no role of ours is left out."""
    known = {role.value: role for role in Role}
    return frozenset(known[name] for name in names if name in known)
