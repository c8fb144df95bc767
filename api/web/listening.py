"""The place where a server listens, taken before anything else is said or done."""

from __future__ import annotations

import os
import socket

from graph.errors import CkgError

_WAITING = 2_048
"""Connections that may wait to be accepted, as with uvicorn."""


def listener(host: str, port: int) -> socket.socket:
    """A socket that listens; `port` 0 takes any free one. Raises CkgError where there is none to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except OverflowError as error:
        raise CkgError(f"{port} is no port.", "Name one from 1 to 65535, or 0 for any.") from error
    except OSError as error:
        if error.errno is None or error.errno < 0:  # of the resolver, which counts its own
            raise CkgError(f"{host} is no address of this machine.", "Name one with --host.") from error
        raise CkgError(
            f"Port {port} on {host} cannot be used: {os.strerror(error.errno)}.",
            "Choose another one with --port, or 0 for any.",
        ) from error
