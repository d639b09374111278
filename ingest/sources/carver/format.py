"""A file of CARVER scores, as `graphq assess --template` lays it out."""

from __future__ import annotations

from typing import Final

from graphq.ingest.sources.carver.row import CarverFormat

FORMAT: Final = CarverFormat()
