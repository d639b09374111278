"""Which release of graphq this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def graphq_version() -> str:
    """The installed release, or `unknown` where graphq runs without being installed."""
    try:
        return version("graphq-armed-groups")
    except PackageNotFoundError:
        return "unknown"
