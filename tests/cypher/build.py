"""A few words to make a small graph by hand, for tests whose right answer is evident by eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from graphq.cypher.ask.catalog import questions
from graphq.graph.model.coverage import Coverage
from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.geo import cell
from graphq.graph.model.nodes import (
    ChangeEvent,
    Group,
    Incident,
    Location,
    Name,
    Person,
    Source,
    Target,
    User,
)
from graphq.graph.model.ratings import RANKING, SCORES, Scale
from graphq.graph.model.relationships import (
    ClaimedBy,
    DeniedBy,
    Led,
    LocatedIn,
    Names,
    OccurredAt,
    PerpetratedBy,
    PredecessorIn,
    ResultedIn,
    Struck,
    UsedBy,
)
from graphq.graph.model.values import (
    Attribution,
    DatePrecision,
    Extent,
    GeoPrecision,
    PartialDate,
    Reliability,
)
from graphq.graph.read.names import name_key
from graphq.graph.store import Store
from graphq.graph.write.derived import derive
from graphq.graph.write.reach import put_on_record
from graphq.graph.write.writer import Writer
from graphq.ingest import rated
from graphq.ingest.said import attributed_on, remark

SOURCES = ("press",)
Point = tuple[float, float]
Rows = list[dict[str, Any]]


def dated(text: str, until: str = "") -> dict[str, Any]:
    """The four properties of a date, as far as it is known."""
    parsed = PartialDate.parse(text)
    last = PartialDate.parse(until).span.last if until else parsed.span.last
    return {
        "date": text,
        "date_precision": DatePrecision(parsed.precision),
        "first_day": parsed.span.first,
        "last_day": last,
    }


def placed(at: Point | None) -> dict[str, Any]:
    """Coordinates and their cell, where there are any."""
    return {} if at is None else {"latitude": at[0], "longitude": at[1], "cell": cell(*at)}


def said_on(name: str, on: str, by: str) -> dict[str, Any]:
    """When something was said, as far as it is known, under that name of a field."""
    last = by or on
    return {
        name: (f"{on} to {by}" if on and by else f"by {by}" if by else on) or None,
        f"{name}_first": PartialDate.parse(on).span.first if on else None,
        f"{name}_last": PartialDate.parse(last).span.last if last else None,
    }


def lasting(start: str, end: str) -> dict[str, Any]:
    """The span of a relationship; an empty text is not known."""
    first, last = (PartialDate.parse(text).span if text else None for text in (start, end))
    return {
        "valid_from": start or None,
        "valid_from_first": first.first if first else None,
        "valid_from_last": first.last if first else None,
        "valid_to": end or None,
        "valid_to_first": last.first if last else None,
        "valid_to_last": last.last if last else None,
        "sources": SOURCES,
    }


@dataclass(slots=True)
class Build:
    """A graph in the making; what is asked first writes it."""

    store: Store
    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[str, Relationship] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._node(
            Source(
                id="press", name="Press", title="Report", publisher="Press", kind="news",
                reliability=Reliability.C,
            )
        )  # fmt: skip

    def _node(self, node: Node) -> None:
        self.nodes.setdefault(node.id, node)

    def _link(self, kind: type[Relationship], start: str, end: str, **more: Any) -> None:
        key = f"{kind.TYPE}:{start}>{end}:{len(self.links)}"
        self.links[key] = kind(id=key, start=start, end=end, **{"sources": SOURCES, **more})

    def add(self, *facts: Node | Relationship) -> None:
        """Facts that this class has no words for."""
        for fact in facts:
            if isinstance(fact, Node):
                self._node(fact)
            else:
                self.links[fact.id] = fact

    def remark(self, about: Node | Relationship, text: str | None, on: str = "") -> None:
        """What is said of a fact, on a day as far as it is known; nothing of no text."""
        said = PartialDate.parse(on) if on else None
        self.add(*(remark(about, text, said, SOURCES) if text else ()))

    def groups(self, *keys: str) -> None:
        """Armed groups, named like their ids."""
        for key in keys:
            self._node(Group(id=key, name=key, full_name=key, kind="group", sources=SOURCES))

    def change(
        self, key: str, kind: str, date: str, before: Sequence[str], after: Sequence[str],
        part: Sequence[str] = (), disputed: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """A change; `part` names those before it of which only a part took part."""
        self.groups(*before, *after)
        self._node(ChangeEvent(id=key, name=key, kind=kind, sources=SOURCES, **dated(date)))
        for side, kind_of in ((before, PredecessorIn), (after, ResultedIn)):
            for group in side:
                partly = group in part and kind_of is PredecessorIn
                ends = (group, key) if kind_of is PredecessorIn else (key, group)
                self._link(
                    kind_of,
                    *ends,
                    extent=Extent.PART if partly else Extent.WHOLE,
                    component="a wing" if partly else None,
                    continues=True,
                    disputed_by=("press",) if group in disputed else (),
                )

    def target(self, key: str, kind: str = "airport", at: Point | None = None, **more: Any) -> None:
        """A target; `town` puts it into a town, `name` calls it otherwise than its id.

        `users` are groups or words, or triples of one with from when to when it used it.
        """
        name, town = more.pop("name", key), more.pop("town", "")
        users = tuple(more.pop("users", ()))
        more = {"country": "ML", "admin1": "North", **more}
        if more["country"] and more["admin1"]:
            more = {"admin1_id": f"loc-{more['country']}-{more['admin1']}".lower(), **more}
        self._node(
            Target(
                id=key, name=name, full_name=name, target_type=kind, sources=SOURCES,
                **placed(at), **more,
            )
        )  # fmt: skip
        self.named(key, "Target", name)
        for use in users:
            user, since, until = (use, "", "") if isinstance(use, str) else use
            end, label = (user, "Group") if user in self.nodes else (f"user:{user}", "User")
            if label == "User":
                self._node(User(id=end, name=user))
            self._link(UsedBy, key, end, end_label=label, **lasting(since, until))
        if town:
            self.location(f"place-{town}", town, "place", more["country"])
            self._link(LocatedIn, key, f"place-{town}", start_label="Target")

    def location(self, key: str, name: str, level: str, country: str) -> None:
        """A place or a unit."""
        self._node(Location(id=key, name=name, full_name=name, level=level, country=country))

    def named(self, entity: str, label: str, text: str, quality: str = "own") -> None:
        """A name of an entity."""
        key = f"name:{entity}:{name_key(text)}"
        self._node(Name(id=key, name=text, text=text, key=name_key(text), quality=quality))
        self._link(Names, key, entity, end_label=label)

    def incident(
        self, key: str, date: str, by: str | Sequence[str] = (), struck: str | Sequence[str] = (),
        at: Point | None = None, place: str = "Town", precision: str = "near", **more: Any,
    ) -> None:  # fmt: skip
        """An incident, and the groups that are said to have done it."""
        doers = [by] if isinstance(by, str) else by
        attribution = Attribution(more.pop("attribution", "assessed"))
        claimed, until = more.pop("claimed", ()), more.pop("until", "")
        when = dated(date, until)
        if more.pop("week", False):
            when["date_precision"] = DatePrecision.WEEK
        more = {
            "country": "ML", "admin1": "North", "target_type": "military", "tactics": ("ied",),
            "sources": SOURCES, "target_description": "something", **more,
        }  # fmt: skip
        geo = GeoPrecision(precision)
        country, admin1 = more["country"], more["admin1"]
        admin1_id = f"loc-{country}-{admin1}".lower() if country and admin1 else None
        admin2 = more.get("admin2")
        admin2_id = f"{admin1_id}-unit-{admin2}".lower() if admin1_id and admin2 else None
        more = {"admin1_id": admin1_id, "admin2_id": admin2_id, **more}
        for unit, name, level in ((admin1_id, admin1, "admin1"), (admin2_id, admin2, "admin2")):
            if unit and name:
                self.location(unit, name, level, country)
        self._node(
            Incident(
                id=key, name=key, dataset=more.pop("dataset", "hand"), place_text=place,
                geo_precision=geo,
                attribution=attribution, **when, **placed(at),
                **more,
            )
        )  # fmt: skip
        self.groups(*doers)
        for group in doers:
            self._link(PerpetratedBy, key, group, attribution=attribution)
        for group in claimed:
            self._link(ClaimedBy, key, group)
        for target in [struck] if isinstance(struck, str) else struck:
            self._link(Struck, key, target)
        self.location(f"place-{place}", place, "place", more["country"])
        self._link(OccurredAt, key, f"place-{place}", precision=geo)

    def claim(self, incident: str, group: str, on: str = "", by: str = "", **more: Any) -> None:
        """A claim: `on` is its date, `by` the last that it can have; together they are a span."""
        self.groups(group)
        said = said_on("claimed_on", on, by)
        self._link(ClaimedBy, incident, group, **said, **more)

    def denial(
        self, incident: str, group: str, of: str = "", on: str = "", by: str = "", **more: Any
    ) -> None:
        """A denial by the group, of its own part in it or of that of another."""
        self.groups(group)
        said = said_on("denied_on", on, by)
        self._link(DeniedBy, incident, group, denies=of or group, **said, **more)

    def leader(
        self, key: str, group: str, start: str = "", end: str = "", died: str | None = None,
        seen: str = "", died_disputed_by: Sequence[str] = (), **more: Any,
    ) -> None:  # fmt: skip
        """A person who led a group, or was seen to lead it on a day."""
        self.groups(group)
        against = tuple(died_disputed_by)
        self._node(
            Person(
                id=key, name=key, full_name=key, died=died, died_disputed_by=against,
                sources=SOURCES,
            )
        )  # fmt: skip
        span = PartialDate.parse(seen).span if seen else None
        self._link(
            Led, key, group, role="emir", seen_on=seen or None,
            seen_on_first=span.first if span else None, seen_on_last=span.last if span else None,
            **lasting(start, end), **more,
        )  # fmt: skip

    def relation(
        self, kind: type[Relationship], start: str, end: str, since: str = "", until: str = ""
    ) -> None:
        """A dated relation between two groups."""
        self.groups(start, end)
        self._link(kind, start, end, **lasting(since, until))

    def rating(
        self,
        target: str,
        by: str | Sequence[str],
        date: str,
        scale: tuple[int, int] | None = (1, 5),
        note: str | None = None,
        rank: int | None = None,
        **scores: int | None,
    ) -> None:
        """What somebody scored, or the rank of a published ranking, where there is no scale."""
        who = [by] if isinstance(by, str) else by
        key = f"asm-{name_key(''.join(who))}-{date}-{scale}"
        kind = SCORES if scale else RANKING
        on = Scale(*scale) if scale else None
        when = PartialDate.parse(date)
        self._node(rated.assessment(key, who, when, kind=kind, scale=on, sources=SOURCES))
        made = rated.rating(key, target, scores, rank=rank, sources=SOURCES)
        self.links[made.id] = made
        self.remark(made, note, date)

    def write(self) -> None:
        """Write what has been made so far, with what follows from it."""
        self._attribute()
        writer = Writer(self.store, "hand")
        writer.write(self.nodes.values())
        writer.write(self.links.values())
        derive(self.store)

    def _attribute(self) -> None:
        """From when on what is called claimed can have been called so, as a dossier has it."""
        claims: dict[str, dict[str, Day | None]] = {}
        doers: dict[str, list[str]] = {}
        for link in self.links.values():
            if isinstance(link, ClaimedBy):
                claims.setdefault(link.start, {})[link.end] = link.claimed_on_first
            elif isinstance(link, PerpetratedBy):
                doers.setdefault(link.start, []).append(link.end)
        for key, found in self.nodes.items():
            if isinstance(found, Incident) and found.attribution == "claimed" and key in claims:
                on = attributed_on(found.first_day, claims[key], doers.get(key, ()))
                self.nodes[key] = found.model_copy(update={"attributed_on_first": on})

    def reach(self, dataset: str = "hand", covers: Sequence[Coverage] = ()) -> None:
        """Write all, and put on record how far the dataset reaches, as a load of it does."""
        self.write()
        put_on_record(self.store, dataset, covers, anew=True)

    def ask(self, question: str, **given: Any) -> Rows:
        """The rows of a question on the graph as it stands now."""
        if "asOf" in questions()[question].header.parameters:
            given = {"asOf": "2030", **given}
        self.write()
        return questions()[question].ask(self.store, given).rows
