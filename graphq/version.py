"""Which release of graphq this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from graphq.graph.extras import DISTRIBUTION


def graphq_version() -> str:
    """The installed release, or `unknown` where graphq runs without being installed."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"
