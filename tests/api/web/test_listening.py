"""The place where a server listens: taken, or said why not."""

import socket

import pytest

from api.web.listening import listener
from graph.errors import CkgError


def test_a_port_that_is_taken() -> None:
    with listener("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            CkgError, match=f"Port {port} on 127.0.0.1 cannot be used: Address already in use"
        ):
            listener("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port", "told"),
    [
        ("127.0.0.1", 99_999, "99999 is no port"),
        ("no.such.host.invalid", 0, "no.such.host.invalid is no address of this machine"),
        ("192.0.2.1", 0, "Port 0 on 192.0.2.1 cannot be used"),
    ],
)
def test_what_cannot_be_listened_on(host: str, port: int, told: str) -> None:
    with pytest.raises(CkgError, match=told):
        listener(host, port)


def test_both_families() -> None:
    for host, family in (("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)):
        if family is socket.AF_INET6 and not socket.has_ipv6:
            continue
        with listener(host, 0) as taken:
            assert taken.family is family
