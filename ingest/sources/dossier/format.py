"""The dossier format: its tables, their columns, and what may stand in a cell.

What always holds here: this is the one description of the format. The reader checks against it, the
empty dossier that `graphq new-dossier` writes is made from it, and so is `docs/dossier.md`.
"""

from __future__ import annotations

from typing import Final

from graphq.ingest.sources.dossier.columns import Table
from graphq.ingest.sources.dossier.event_tables import EVENT_TABLES
from graphq.ingest.sources.dossier.group_tables import GROUP_TABLES
from graphq.ingest.sources.dossier.rating_tables import RATING_TABLES

TABLES: Final[dict[str, Table]] = {
    table.name: table for table in (*GROUP_TABLES, *EVENT_TABLES, *RATING_TABLES)
}
"""Every table of the format by its name, in the order in which they refer to one another."""
