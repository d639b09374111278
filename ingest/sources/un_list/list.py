"""The consolidated list of the United Nations Security Council, from its XML.

What always holds here: of a listed person only what identifies a publicly listed leader is kept:
names, date of birth, day of listing. Addresses, documents, nationalities, places of birth and the
narrative are not stored; of the narrative only which other entries it names. An entry is known by
its permanent reference number; nothing is joined by name.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from graphq.graph.errors import UsageError
from graphq.graph.model.nodes import Record, Source
from graphq.graph.model.relationships import LinkedTo
from graphq.graph.model.values import PartialDate, Reliability
from graphq.ingest.facts import Facts
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.files.dates import partial
from graphq.ingest.files.input import InputFile, TableRow
from graphq.ingest.files.printed_names import (
    Found,
    is_former,
    names_in,
    names_in_remark,
    script_of,
    tidy,
)
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.un_list.xml import (
    ENTITY,
    GENERATED,
    INDIVIDUAL,
    ROOT,
    entries,
    root,
    text,
    texts,
)
from graphq.ingest.whole import Read, Reject, WholeFormat, WholeList

SCHEME: Final = "un-sc"
NOT_IN_FILE: Final = "names a reference that is not in this file"
NO_NAME: Final = "an alias that holds no name"

_REFERENCE: Final = re.compile(r"[A-Z]{2}[ie]\.\d{3,9}", re.ASCII)
_MENTION: Final = re.compile(
    r"\b(CD|CF|GB|HT|IQ|IR|KP|LY|ML|QD|SD|SO|SS|TA|YE)([ie])\s?\.?\s?(\d{3})\b",
    re.ASCII | re.IGNORECASE,
)
"""A reference number in a narrative: the committee's two letters, i or e, and the number."""

_PERSON_NAMES: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_READ: Final = ("DATAID", "REFERENCE_NUMBER", *_PERSON_NAMES, "LISTED_ON")
_BORN: Final = "INDIVIDUAL_DATE_OF_BIRTH"
_QUALITIES: Final = {"Good": "strong", "Low": "weak", "a.k.a.": "strong", "f.k.a.": "former"}
_UNGRADED: Final = "weak"
_LONGEST_TAG: Final = 80
"""Characters of a tag that are repeated in a refusal."""


@dataclass(slots=True)
class _List:
    """The list as far as it is read."""

    source: str
    facts: Facts = field(default_factory=Facts)
    labels: dict[str, str] = field(default_factory=dict)
    """What each entry read is, by its reference number: `Person` or `Group`."""
    mentions: list[tuple[str, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Element) -> None:
        """Add an entry. Raises RowRefusedError before anything of it is kept."""
        reference = _reference(entry, self.labels)
        record, label = f"{SCHEME}:{reference}", _label(entry)
        printed = _printed_name(entry, label)
        listed_on = _listed_on(entry)
        born, note = _note(entry)
        self.labels[reference] = label
        listed = Record(
            id=f"record:{record}",
            name=shortened(printed),
            scheme=SCHEME,
            external_id=reference,
            entity_label=label,
            full_name=printed,
            kind="group" if label == "Group" else None,
            born=born,
            listed_on=listed_on,
            sources=(self.source,),
        )
        self.facts.add(listed)
        self.facts.add_remark(listed, note, PartialDate.parse(listed_on) if listed_on else None)
        self._add_names(entry, record, label, printed)
        named = set(_references_in(text(entry, "COMMENTS1"))) - {reference}
        self.mentions += [(reference, other) for other in sorted(named)]

    def _add_names(self, entry: Element, record: str, label: str, printed: str) -> None:
        self._name(record, label, Found(printed), "primary")
        # What stands in the parentheses of a group's own name may be what tells it from another
        # one (`Foundation (Kenya)`): only where it is a name too does the bare one stand alone.
        inside = names_in(printed) if label == "Group" else []
        for found in inside if len(inside) > 1 else ():
            self._name(record, label, found, "strong")
        for original in texts(entry, "NAME_ORIGINAL_SCRIPT"):
            for found in names_in(original):
                self._name(record, label, found, "strong")
        for alias in entry.findall(f"{entry.tag}_ALIAS"):
            printed_alias, remark = text(alias, "ALIAS_NAME"), text(alias, "NOTE")
            names = names_in(printed_alias)
            if printed_alias and not names:
                self.left_out[NO_NAME] += 1
            quality = _QUALITIES.get(text(alias, "QUALITY"), _UNGRADED)
            quality = "former" if is_former(remark) else quality
            for found in [*names, *names_in_remark(remark)]:
                self._name(record, label, found, quality)

    def _name(self, record: str, label: str, found: Found, quality: str) -> None:
        self.facts.add_name(
            record,
            label,
            found.text,
            "acronym" if found.acronym and quality == "strong" else quality,
            record=True,
            script=script_of(found.text),
            sources=(self.source,),
        )

    def link(self) -> None:
        """Tie the entries that name each other; a reference may stand before its entry."""
        for one, other in self.mentions:
            if other not in self.labels:
                self.left_out[NOT_IN_FILE] += 1
                continue
            start, end = f"{SCHEME}:{one}", f"{SCHEME}:{other}"
            self.facts.add(
                LinkedTo(
                    id=f"linked-to:{start}>{end}",
                    start=start,
                    start_label=self.labels[one],
                    start_record=start,
                    end=end,
                    end_label=self.labels[other],
                    end_record=end,
                    sources=(self.source,),
                )
            )


class UnList(WholeList):
    """The reader of the list."""

    name = "un-sc"
    title = "United Nations Security Council Consolidated List"
    version = 1

    def lacking(self, file: InputFile) -> list[str]:
        """What the file lacks to be the list, by name; empty if it is the list.

        Raises UsageError where it is XML that is damaged or dangerous, which no other format is.
        """
        if not file.is_xml():
            return ["XML"]
        with closing(file.binary()) as stream:
            top = root(stream, file.name)
        if top.tag != ROOT:
            return [f"its outermost element is {top.tag[:_LONGEST_TAG]} and not {ROOT}"]
        return [] if top.get(GENERATED) else [f"{ROOT} does not say {GENERATED}"]

    def read(self, file: InputFile) -> Read:
        """Every entry. Raises UsageError where the XML is damaged or dangerous."""
        source = _source(file)
        found, done = _List(source.id), Read()
        found.facts.add(source)
        with closing(file.binary()) as stream:
            for entry in entries(stream, file.name):
                done.read += 1
                try:
                    found.add(entry)
                except RowRefusedError as error:
                    told = TableRow.of(done.read, {"entry": _as_text(entry)})
                    done.rejects.append(Reject(told, error.column, error.reason))
        found.link()
        found.facts.add_reports()
        done.facts, done.left_out = found.facts, dict(found.left_out)
        return done


def _source(file: InputFile) -> Source:
    with closing(file.binary()) as stream:
        generated = root(stream, file.name).get(GENERATED, "")
    try:
        day = str(partial(generated))
    except ValueError as error:
        raise UsageError(
            f"{file.name} does not say on which day it was made ({GENERATED}: {error}). Nothing of "
            "it was loaded. Fetch the list again from the United Nations."
        ) from None
    return Source(
        id=f"un-sc-list:{day}",
        name=f"UN list of {day}",
        title=f"{UnList.title}, generated on {day}",
        publisher="United Nations Security Council",
        published_on=day,
        kind="un",
        reliability=Reliability.A,
    )


def _label(entry: Element) -> str:
    return {INDIVIDUAL: "Person", ENTITY: "Group"}[entry.tag]


def _reference(entry: Element, known: dict[str, str]) -> str:
    reference = text(entry, "REFERENCE_NUMBER")
    if not reference:
        reason = "the entry has no permanent reference number"
    elif not _REFERENCE.fullmatch(reference):
        reason = f"'{reference}' is no permanent reference number, which is written as QDe.001"
    elif reference in known:
        reason = f"{reference} stands in the file twice; the first entry was taken"
    else:
        return reference
    raise RowRefusedError("REFERENCE_NUMBER", reason)


def _references_in(narrative: str) -> list[str]:
    found = _MENTION.finditer(narrative)
    return [f"{one[1].upper()}{one[2].lower()}.{one[3]}" for one in found]


def _printed_name(entry: Element, label: str) -> str:
    parts = _PERSON_NAMES if label == "Person" else ("FIRST_NAME",)
    printed = tidy(" ".join(filter(None, (text(entry, part) for part in parts))))
    if not printed:
        raise RowRefusedError("FIRST_NAME", "the entry has no name")
    return printed


def _listed_on(entry: Element) -> str | None:
    listed = text(entry, "LISTED_ON")
    return _date("LISTED_ON", listed) if listed else None


def _date(column: str, written: str) -> str:
    try:
        return str(partial(written))
    except ValueError as error:
        raise RowRefusedError(column, str(error)) from None


def _note(entry: Element) -> tuple[str | None, str | None]:
    """The date of birth, where one is told for certain, and the note with what else is told."""
    certain, told = [], []
    for birth in entry.findall(_BORN):
        exact, words = _birth(birth)
        certain += [exact] if exact else []
        told += [words] if words else []
    born = certain[0] if len(set(certain)) == 1 and not told else None
    # Several dates are several claims; to pick one would be to decide between them.
    births = "; ".join(dict.fromkeys([] if born else certain + told))
    committee = text(entry, "UN_LIST_TYPE")
    sentences = [f"UN list: {committee}."] if committee else []
    sentences += [f"Born, as listed: {births}."] if births else []
    return born, " ".join(sentences) or None


def _birth(birth: Element) -> tuple[str, str]:
    """An exact date, or else what is told in words; both empty where nothing is told."""
    remark = tidy(text(birth, "NOTE")).rstrip(".")
    kind = text(birth, "TYPE_OF_DATE")
    since, until = text(birth, "FROM_YEAR"), text(birth, "TO_YEAR")
    written = text(birth, "DATE") or text(birth, "YEAR")
    dates = [_date(_BORN, one) for one in (written, since, until) if one]
    if since and until and since > until:
        raise RowRefusedError(_BORN, f"between {since} and {until} lies no year")
    if written and kind in ("EXACT", "") and not remark:
        return dates[0], ""
    words = " to ".join(dates)
    roughly = "approximately"
    about = "about " if words and roughly in (kind.casefold(), remark.casefold()) else ""
    remark = "" if remark.casefold() == roughly else remark
    in_brackets = f" ({remark})" if words and remark else remark
    return "", f"{about}{words}{in_brackets}"


def _as_text(entry: Element) -> str:
    """The entry for the rejects file: only the fields that are read, for the same reason."""
    fields = [(tag, one) for tag in _READ for one in texts(entry, tag)]
    for birth in entry.findall(_BORN):
        fields += [(part.tag, one) for part in birth if (one := (part.text or "").strip())]
    return "; ".join(f"{tag}={one}" for tag, one in fields)


FORMAT: Final[WholeFormat] = UnList()
