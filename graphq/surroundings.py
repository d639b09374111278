"""What surrounds graphq: the environment, a `.env` file, and where they say that the graph is.

What always holds here: the environment goes before a `.env` file in the working directory; a place
that is given goes before GRAPHQ_DB, which goes before the user's own folder.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from graphq.graph.errors import UsageError
from graphq.graph.opening import default_folder


def environment() -> Mapping[str, str]:
    """The environment, filled in from a `.env` file in the working directory."""
    file = Path(".env")
    try:
        if not file.is_file():
            return dict(os.environ)
        from dotenv import dotenv_values

        found = dotenv_values(file)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The file .env here cannot be read: {error}") from error
    given = {key: value for key, value in found.items() if value}
    return {**given, **os.environ}


def database_url(given: str | None, surroundings: Mapping[str, str]) -> str:
    """Where the graph is, by the order of precedence."""
    return given or surroundings.get("GRAPHQ_DB") or str(default_folder())
