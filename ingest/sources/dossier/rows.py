"""Rows of a dossier that become facts one by one: sources, groups, people, changes, counts.

What always holds here: a function takes one checked row and yields the facts that it states, each
with the row's sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import Assessment, ChangeEvent, Group, Person, Source, Tally
from graphq.graph.model.ratings import CRITERIA, RANKING, Scale
from graphq.graph.model.relationships import (
    AffiliatedWith,
    AlliedWith,
    ClaimedBy,
    CountedIn,
    Counts,
    DeniedBy,
    EnemyOf,
    Lasting,
    Led,
    MemberOf,
    PartOf,
    PledgedTo,
    PredecessorIn,
    Rates,
    ResultedIn,
    RivalOf,
)
from graphq.graph.model.values import PartialDate, Span
from graphq.graph.read.names import name_key
from graphq.ingest import rated
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.dossier.read import DossierRow

_RELATIONS: Final[dict[str, type[Lasting]]] = {
    "affiliated_with": AffiliatedWith,
    "allied_with": AlliedWith,
    "rival_of": RivalOf,
    "pledged_to": PledgedTo,
    "part_of": PartOf,
    "enemy_of": EnemyOf,
}


def text_of(value: PartialDate | None) -> str | None:
    """The date as its source gives it."""
    return str(value) if value else None


def lasting(row: DossierRow) -> dict[str, Any]:
    """The row's time and sources, by field."""
    start: PartialDate | None = row["valid_from"]
    end: PartialDate | None = row["valid_to"]
    return {
        "valid_from": text_of(start),
        "valid_from_first": start.span.first if start else None,
        "valid_from_last": start.span.last if start else None,
        "valid_to": text_of(end),
        "valid_to_first": end.span.first if end else None,
        "valid_to_last": end.span.last if end else None,
        "sources": row["sources"],
    }


def dated(date: PartialDate, precision: str, span: Span) -> dict[str, Any]:
    """The date as its source gives it, with the days that it can mean or on which it went on."""
    return {
        "date": str(date),
        "date_precision": precision,
        "first_day": span.first,
        "last_day": span.last,
    }


def _source(row: DossierRow) -> Iterator[Source]:
    date: PartialDate | None = row["published_on"]
    year = f" {date.year}" if date else ""
    publisher = str(row["publisher"]).split(" (", 1)[0]
    name = publisher + year if len(publisher + year) <= 30 else shortened(publisher)
    yield Source(
        id=row["id"],
        name=name,
        title=row["title"],
        publisher=row["publisher"],
        published_on=text_of(date),
        url=row["url"],
        kind=row["kind"],
        reliability=row["reliability"],
        note=row["note"],
    )


def _group(row: DossierRow) -> Iterator[Group]:
    yield Group(
        id=row["id"],
        name=row["short_name"],
        full_name=row["name"],
        kind=row["kind"],
        founded=text_of(row["founded"]),
        dissolved=text_of(row["dissolved"]),
        countries=row["country_codes"],
        un_list_ref=row["un_list_ref"],
        ucdp_actor_id=row["ucdp_actor_id"],
        wikidata_id=row["wikidata_id"],
        note=row["note"],
        sources=row["sources"],
    )


def _person(row: DossierRow) -> Iterator[Person]:
    yield Person(
        id=row["id"],
        name=row["short_name"],
        full_name=row["name"],
        born=text_of(row["born"]),
        died=text_of(row["died"]),
        un_list_ref=row["un_ref"],
        note=row["note"],
        sources=row["sources"],
    )


def _change(row: DossierRow) -> Iterator[ChangeEvent]:
    date: PartialDate = row["date"]
    yield ChangeEvent(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        announced_on=text_of(row["announced_on"]),
        summary=row["summary"],
        note=row["note"],
        sources=row["sources"],
        **dated(date, row["date_precision"], date.span),
    )


def _party(row: DossierRow) -> Iterator[Relationship]:
    shared: dict[str, Any] = {
        "extent": row["extent"],
        "component": row["component"],
        "continues": row["continues"],
        "sources": row["sources"],
        "disputed_by": row["disputed_by"],
    }
    change, group = row["change_id"], row["group_id"]
    if row["role"] == "predecessor":
        key = f"predecessor-in:{group}>{change}"
        yield PredecessorIn(id=key, start=group, end=change, **shared)
    else:
        key = f"resulted-in:{change}>{group}"
        yield ResultedIn(id=key, start=change, end=group, **shared)


def _role(row: DossierRow) -> Iterator[Led | MemberOf]:
    kind = Led if row["type"] == "led" else MemberOf
    person, group, role = row["person_id"], row["group_id"], row["role"]
    since = f":{row['valid_from']}" if row["valid_from"] else ""
    yield kind(
        id=f"{row['type'].replace('_', '-')}:{person}>{group}:{name_key(role)}{since}",
        start=person,
        end=group,
        role=role,
        **lasting(row),
    )


def _relation(row: DossierRow) -> Iterator[Lasting]:
    start, end = row["from_id"], row["to_id"]
    since = f":{row['valid_from']}" if row["valid_from"] else ""
    yield _RELATIONS[row["type"]](
        id=f"{row['type'].replace('_', '-')}:{start}>{end}{since}",
        start=start,
        end=end,
        note=row["note"],
        **lasting(row),
    )


def claim_id(incident: str, claimant: str) -> str:
    """The id of the claim: a group claims an incident once, whatever is known of it."""
    return f"claimed-by:{incident}>{claimant}"


def said_on(date: PartialDate | None, last: PartialDate | None) -> str | None:
    """When something was said, as far as it is known, in words where a date is not enough."""
    if date and last:
        return f"{date} to {last}"
    return f"by {last}" if last else text_of(date)


def _claim(row: DossierRow) -> Iterator[ClaimedBy | DeniedBy]:
    date: PartialDate | None = row["date"]
    last: PartialDate | None = row["no_later_than"]
    latest = last or date
    incident, group = row["incident_id"], row["group_id"]
    shared: dict[str, Any] = {
        "start": incident,
        "end": group,
        "sources": row["sources"],
        "note": row["note"],
    }
    text, first = said_on(date, last), date.span.first if date else None
    until = latest.span.last if latest else None
    if row["kind"] == "claimed":
        yield ClaimedBy(
            id=claim_id(incident, group),
            claimed_on=text,
            claimed_on_first=first,
            claimed_on_last=until,
            **shared,
        )
        return
    other = row["denies_group_id"]
    yield DeniedBy(
        id=f"denied-by:{incident}>{group}" + (f":{other}" if other else ""),
        denies=other or group,
        denied_on=text,
        denied_on_first=first,
        denied_on_last=until,
        **shared,
    )


def _tally(row: DossierRow) -> Iterator[Tally | Counts]:
    yield Tally(
        id=row["id"],
        name=shortened(f"{row['value']} {row['date_from']}"),
        dimension=row["dimension"],
        value=row["value"],
        count=row["count"],
        unit=row["unit"],
        date_from=text_of(row["date_from"]),
        date_to=text_of(row["date_to"]),
        note=row["note"],
        sources=(row["source"],),
    )
    if row["group_id"]:
        group = row["group_id"]
        key = f"counts:{row['id']}>{group}"
        yield Counts(id=key, start=row["id"], end=group, sources=(row["source"],))


def _counted(row: DossierRow) -> Iterator[CountedIn]:
    incident, tally = row["incident_id"], row["tally_id"]
    yield CountedIn(
        id=f"counted-in:{incident}>{tally}",
        start=incident,
        end=tally,
        certainty=row["certainty"],
        note=row["note"],
    )


def _force(row: DossierRow) -> Iterator[Tally | Counts]:
    force, date = row["force_id"], text_of(row["as_of"])
    key = f"force:{force}:{date}:{name_key(row['name'])}:{row['headcount']}"
    yield Tally(
        id=key,
        name=shortened(f"{row['headcount']} {row['name']}"),
        dimension="headcount",
        value=row["name"],
        count=row["headcount"],
        unit="personnel",
        date_from=date,
        date_to=date,
        note=row["note"],
        sources=row["sources"],
    )
    yield Counts(id=f"counts:{key}>{force}", start=key, end=force, sources=row["sources"])


def _assessment(row: DossierRow) -> Iterator[Assessment]:
    yield rated.assessment(
        row["id"],
        row["assessors"],
        row["date"],
        kind=row["kind"],
        scale=None if row["kind"] == RANKING else Scale(row["scale_low"], row["scale_high"]),
        note=row["note"],
        sources=row["sources"],
    )


def _rating(row: DossierRow) -> Iterator[Rates]:
    yield rated.rating(
        row["assessment_id"],
        row["target_id"],
        {name: row[name] for name in CRITERIA},
        rank=row["rank"],
        note=row["note"],
        sources=row["sources"],
    )


SIMPLE_ROWS: Final[dict[str, Callable[[DossierRow], Iterator[Node | Relationship]]]] = {
    "sources": _source,
    "groups": _group,
    "changes": _change,
    "change_parties": _party,
    "people": _person,
    "roles": _role,
    "relations": _relation,
    "claims": _claim,
    "tallies": _tally,
    "counted_in": _counted,
    "forces": _force,
    "assessments": _assessment,
    "ratings": _rating,
    "aliases": lambda row: iter(()),
    "identities": lambda row: iter(()),
}
