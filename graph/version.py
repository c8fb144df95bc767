"""Which version of this program runs."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version of this program; `unknown` where it is not installed."""
    try:
        return version("customer-knowledge-graph")
    except PackageNotFoundError:
        return "unknown"
