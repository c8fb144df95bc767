"""TCP ports on the loopback address."""

import socket
from dataclasses import dataclass

from graph.stores.errors import PortInUseError

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    """Bolt and HTTP port that a local server is asked to use; 0 leaves the choice to the system."""

    bolt: int = 0
    http: int = 0


def choose_ports(wanted: Ports, preferred: Ports) -> Ports:
    """Ports to start a server on: the wanted ones, else the preferred ones if free, else any.

    Raises PortInUseError when a wanted port is taken.
    """
    for port in (wanted.bolt, wanted.http):
        if port and not _is_free(port):
            raise PortInUseError(
                f"Port {port} on {LOOPBACK} is used by another program.",
                "Stop that program or choose another port.",
            )
    free = _free_ports(2)
    return Ports(
        wanted.bolt or (preferred.bolt if _is_free(preferred.bolt) else free[0]),
        wanted.http or (preferred.http if _is_free(preferred.http) else free[1]),
    )


def _is_free(port: int) -> bool:
    """Whether a server could listen on the port; 0 is no port and never free."""
    if port == 0:
        return False
    with socket.socket() as probe:
        # As servers do it: a port in TIME_WAIT after a restart counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _free_ports(count: int) -> list[int]:
    """Different ports that were free a moment ago."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()
