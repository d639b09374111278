"""Model objects on their way into the graph.

What always holds here: each id stands once; every node that carries sources is tied to them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from graphq.graph.model.coverage import Coverage
from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import Location, Name, Source
from graphq.graph.model.relationships import Names, ReportedBy
from graphq.graph.model.values import PartialDate
from graphq.graph.read.countries import country_names, other_country_name
from graphq.graph.read.names import name_key
from graphq.ingest.files.problems import Doubt
from graphq.ingest.places.tree import shortened
from graphq.ingest.said import remark, said_on

_LONGEST_KEY: Final = 1_000
"""Letters of a name that it is found by; an index holds no texts of any length."""


@dataclass(slots=True)
class Facts:
    """Model objects on their way into the graph, each id once."""

    nodes: dict[str, Node] = field(default_factory=dict)
    relationships: dict[str, Relationship] = field(default_factory=dict)
    covers: list[Coverage] = field(default_factory=list)
    """What time and countries the source says that it covers, which is no fact of the graph."""
    told: list[str] = field(default_factory=list)
    """What who loads them should know, in sentences."""
    doubts: list[Doubt] = field(default_factory=list)
    """What looks wrong in what they were read from."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self.nodes) + len(self.relationships)

    def add(self, fact: Node | Relationship) -> None:
        """Add the fact; of two with one id the later one stands."""
        kept: dict[str, Any] = self.nodes if isinstance(fact, Node) else self.relationships
        kept[fact.id] = fact

    def add_remark(
        self, about: Node | Relationship, text: str | None, published: PartialDate | None
    ) -> None:
        """Add what is said of a fact by its own sources, published then; nothing of no text."""
        if text:
            said = said_on(text, [published] if published else [])
            own = (about.id,) if isinstance(about, Source) else about.sources
            for made in remark(about, text, said, own):
                self.add(made)

    def add_name(
        self, entity: str, label: str, text: str, quality: str, *, record: bool = False, **more: Any
    ) -> None:
        """Add a spelling of the entity; of the same letters the first stands, with all sources.

        `record` says that the id is that of a Record, and that the name is its entity's.
        """
        key = name_key(text)[:_LONGEST_KEY]
        if not key:
            return
        made = f"name:{entity}:{key}"
        known = self.nodes.get(made)
        if known is not None:
            others = [one for one in more.get("sources", ()) if one not in known.sources]
            if others:
                cited = (*known.sources, *others)
                self.nodes[made] = known.model_copy(update={"sources": cited})
            return
        self.add(Name(id=made, name=shortened(text), text=text, key=key, quality=quality, **more))
        self.add(
            Names(
                id=f"names:{made}",
                start=made,
                end=entity,
                end_label=label,
                end_record=entity if record else None,
            )
        )

    def add_location(self, location: Location) -> None:
        """Add the location with its names; of a country, those that it is widely known by."""
        self.add(location)
        self.add_name(location.id, location.LABEL, location.full_name, "own")
        if location.level == "country" and location.country:
            self.add_name(location.id, location.LABEL, location.country, "code")
            for language, text in country_names(location.country).items():
                self.add_name(location.id, location.LABEL, text, "own", language=language)
            other = other_country_name(location.country)
            if other:
                self.add_name(location.id, location.LABEL, other, "strong")

    def add_reports(self) -> None:
        """Tie every node that carries sources to the sources."""
        for node in list(self.nodes.values()):
            if node.LABEL not in ReportedBy.START:
                continue
            for source in node.sources:
                self.add(
                    ReportedBy(
                        id=f"reported-by:{node.id}>{source}",
                        start=node.id,
                        start_label=node.LABEL,
                        end=source,
                    )
                )
