"""Serves the kit to Neo4j Browser, which takes a guide or a style from an address only.

What always holds here: nothing is given out but the files of the kit, to pages on this machine.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping

from graphq.browser.static_files import FOR_ANY_PAGE, FilesSite, StaticFiles


def serve_files(files: Mapping[str, bytes], port: int, ready: Callable[[], None]) -> None:
    """Serve the files by their names until Ctrl-C. Raises UsageError if the port is taken."""
    with contextlib.suppress(KeyboardInterrupt), serving(files, port):
        ready()
        threading.Event().wait()


def serving(files: Mapping[str, bytes], port: int) -> StaticFiles:
    """Serve the files by their names until closed. Raises UsageError if the port is taken."""
    return StaticFiles(FilesSite(files), port, FOR_ANY_PAGE, "--port")
