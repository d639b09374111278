"""The lineage picture laid out: groups as lanes on a time axis, changes as stems between them.

What always holds here: no two texts overlap, since each has a row of its own beside its lane. A
part is dashed and what is disputed is dotted, so that both can be told apart without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from graphq.document.dates import when
from graphq.document.drawing import KINDS, Joint, Lane, Lineage, Tie
from graphq.graph.letters import clean
from graphq.graph.model.looks import LINK_LOOKS, NODE_LOOKS

WIDTH: Final = 760
INK: Final = "#1F2430"
QUIET: Final = "#6E7684"
GRID: Final = "#E1E4EA"

_NAME: Final = 10.0
_SMALL: Final = 8.5
_ROW: Final = 10.0
_BAR: Final = 7.0
_TOP: Final = 8.0
_LANE: Final = 13.0
_GAP: Final = 5.0
_FAN: Final = 4.0
_EDGE: Final = 16.0
_WIDE: Final = 40
"""Days of a date not wholly known from which on it is drawn as a stretch."""

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)

Style = Literal["solid", "dashed", "dotted", "dashdot"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float
    style: Style = "solid"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    border: str = ""
    round: float = 2.0


@dataclass(frozen=True, slots=True)
class Words:
    """A text; `x` is where it begins, or ends with `end`, or has its middle with `middle`."""

    x: float
    y: float
    text: str
    size: float
    colour: str = INK
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it goes, as far as that can be told without a font."""
        width = width_of(self.text, self.size, self.bold)
        begin = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return begin, begin + width


Shape = Stroke | Box | Words


@dataclass(slots=True)
class Drawing:
    """Shapes, from the back to the front."""

    width: float
    height: float = 0.0
    shapes: list[Shape] = field(default_factory=list)

    def texts(self) -> list[Words]:
        """The texts."""
        return [shape for shape in self.shapes if isinstance(shape, Words)]


_NARROW: Final = frozenset("iljtfrI.,:;'|!()[] ·’-")
_BROAD: Final = frozenset("mwMW@%—")


def width_of(text: str, size: float, bold: bool = False) -> float:
    """About how wide the text is; rather too much than too little."""
    units = sum(
        0.36 if c in _NARROW else 0.95 if c in _BROAD else 0.72 if c.isupper() else 0.6
        for c in text
    )
    return units * size * (1.08 if bold else 1.0)


def draw(drawn: Lineage) -> Drawing:
    """Lay the picture out."""
    return _Layout(drawn).drawing()


@dataclass(slots=True)
class _Rows:
    """Texts on rows beside a lane, none over another."""

    taken: list[list[tuple[float, float]]] = field(default_factory=list)

    def place(self, span: tuple[float, float]) -> int:
        """The first row with room for it."""
        for number, row in enumerate(self.taken):
            if all(span[1] + _GAP < begin or end + _GAP < span[0] for begin, end in row):
                row.append(span)
                return number
        self.taken.append([span])
        return len(self.taken) - 1


class _Layout:
    def __init__(self, drawn: Lineage) -> None:
        self._drawn = drawn
        self._lanes = {lane.id: lane for lane in drawn.lanes}
        self._names = max(width_of(clean(lane.name), _NAME, lane.focus) for lane in drawn.lanes)
        first = min(
            [joint.span.first for joint in drawn.joints]
            + [lane.start for lane in drawn.lanes if lane.start]
        )
        self._first, self._last = first, max(drawn.day, first + timedelta(days=365))
        self._left = self._names + 14
        # What stands left of the earliest changes needs room there.
        for _ in range(6):
            needed = max(
                (width_of(_label(joint), _SMALL) + 14 + self._names - self._x(_middle(joint))
                 for joint in drawn.joints),
                default=0.0,
            )  # fmt: skip
            if needed <= 0:
                break
            self._left += needed + 1
        self._above = {key: _Rows() for key in self._lanes}
        self._below = {key: _Rows() for key in self._lanes}
        self._placed: list[tuple[str, bool, int, Words]] = []

    def _x(self, day: date) -> float:
        length = (self._last - self._first).days
        share = (day - self._first).days / length
        return self._left + share * (WIDTH - _EDGE - self._left)

    def drawing(self) -> Drawing:
        """Place the texts, which makes lanes as high as they need, and then draw."""
        for joint in self._drawn.joints:
            self._place_label(joint)
            for tie in joint.entered:
                self._place_tie(joint, tie)
        drawing = Drawing(WIDTH)
        y = _TOP
        middles: dict[str, float] = {}
        for key in self._lanes:
            above = len(self._above[key].taken) * _ROW
            below = len(self._below[key].taken) * _ROW
            middles[key] = y + above + _LANE / 2
            y += above + _LANE + below + 2
        bottom = y + 2
        self._axis(drawing, bottom)
        for lane in self._drawn.lanes:
            self._lane(drawing, lane, middles[lane.id])
        for joint in self._drawn.joints:
            self._joint(drawing, joint, middles)
        for key, is_above, row, words in self._placed:
            middle = middles[key]
            line = middle - _LANE / 2 - row * _ROW - 1 if is_above else (
                middle + _LANE / 2 + (row + 1) * _ROW - 4)  # fmt: skip
            drawing.shapes.append(
                Words(words.x, line, words.text, words.size, words.colour, words.anchor)
            )
        self._legend(drawing, bottom + 26)
        drawing.height = bottom + 34
        return drawing

    def _place_label(self, joint: Joint) -> None:
        """The change's own words: left of where its result begins, otherwise above the lane."""
        result = joint.resulted[0]
        x = self._x(_middle(joint)) - 8 - self._fan(joint) / 2
        words = Words(x, 0, _label(joint), _SMALL, INK, "end")
        if words.span[0] < self._names + 8:
            words = Words(self._names + 8, 0, words.text, _SMALL, INK, "start")
        self._placed.append((result.lane, True, self._above[result.lane].place(words.span), words))

    def _place_tie(self, joint: Joint, tie: Tie) -> None:
        """What is to be said of a party: that it is a part, and which, or disputed."""
        told = [f"part: {tie.component}" if tie.component else "a part"] if tie.part else []
        told += ["disputed"] if tie.disputed else []
        if not told:
            return
        text = clean(", ".join(told))
        x = self._x(_middle(joint))
        words = Words(x - 10 - self._fan(joint) / 2, 0, text, _SMALL, QUIET, "end")
        if words.span[0] < self._names + 8:
            words = Words(x + 8 + self._fan(joint) / 2, 0, text, _SMALL, QUIET)
        self._placed.append((tie.lane, False, self._below[tie.lane].place(words.span), words))

    @staticmethod
    def _fan(joint: Joint) -> float:
        return (len(joint.entered) - 1) * _FAN

    def _axis(self, drawing: Drawing, bottom: float) -> None:
        years = self._last.year - self._first.year
        step = next(step for step in (1, 2, 5, 10, 20, 50) if years / step <= 12)
        free = self._x(self._last) - 58
        for year in range(self._first.year, self._last.year + 1):
            day = date(year, 1, 1)
            if year % step or not self._first <= day <= self._last:
                continue
            x = self._x(day)
            drawing.shapes.append(Stroke(x, _TOP - 2, x, bottom, GRID, 0.8))
            if x < free:
                drawing.shapes.append(Words(x, bottom + 10, str(year), _SMALL, QUIET, "middle"))
        x = self._x(min(self._drawn.day, self._last))
        drawing.shapes.append(Stroke(x, _TOP - 2, x, bottom, QUIET, 0.8, "dotted"))
        text = when(self._drawn.day)
        drawing.shapes.append(Words(WIDTH - 4, bottom + 10, text, _SMALL, INK, "end"))

    def _lane(self, drawing: Drawing, lane: Lane, y: float) -> None:
        drawing.shapes.append(
            Words(self._names + 4, y + 3.5, clean(lane.name), _NAME, INK, "end", lane.focus)
        )
        end = lane.end or self._last
        colours = NODE_LOOKS["StateForce" if lane.state else "ArmedGroup"]
        fill = colours.colour if lane.focus else LINK_LOOKS["SUCCEEDED_BY"].colour
        if lane.state and not lane.focus:
            fill = "#8FA8CF"
        if lane.start is None:
            # Since when is not on record: only that it was there before its first change.
            first = min((self._x(_middle(joint)) for joint in self._touching(lane)), default=None)
            begin = self._names + 9
            until = self._x(end) if first is None else min(first, self._x(end))
            drawing.shapes.append(Stroke(begin, y, until, y, fill, 2.5, "dotted"))
            start = until
        else:
            start = self._x(lane.start)
        height = _BAR if lane.focus else _BAR - 2
        stop = self._x(end)
        if stop > start:
            drawing.shapes.append(
                Box(start, y - height / 2, stop - start, height, fill,
                    colours.border if lane.focus else "", 2)
            )  # fmt: skip
        if lane.end:
            drawing.shapes.append(Stroke(stop, y - 6, stop, y + 6, colours.border, 1.4))
        for joint in self._touching(lane):
            # It took part after its own end on record, or before its first day.
            x = self._x(_middle(joint))
            if x > stop + 1:
                drawing.shapes.append(Stroke(stop, y, x, y, QUIET, 0.9, "dotted"))

    def _touching(self, lane: Lane) -> list[Joint]:
        return [
            joint
            for joint in self._drawn.joints
            if any(tie.lane == lane.id for tie in (*joint.entered, *joint.resulted))
        ]

    def _joint(self, drawing: Drawing, joint: Joint, middles: dict[str, float]) -> None:
        x, fan = self._x(_middle(joint)), self._fan(joint)
        look = NODE_LOOKS["ChangeEvent"]
        # The party next to the result has the place in the middle, so that no line hides another.
        ties = sorted(joint.entered, key=lambda tie: middles[tie.lane])
        ends = [middles[tie.lane] for tie in joint.resulted]
        for place, tie in enumerate(ties):
            at = x - fan / 2 + place * _FAN
            y = middles[tie.lane]
            style = _style(tie)
            width = 1.1 if tie.disputed else 1.5
            for end in ends:
                drawing.shapes.append(Stroke(at, y, at, end, INK, width, style))
            hollow = tie.part or tie.disputed
            drawing.shapes.append(Box(at - 3, y - 3, 6, 6, "#FFFFFF" if hollow else INK, INK, 3))
        days = joint.span.days
        for result in joint.resulted:
            y = middles[result.lane]
            if days >= _WIDE:
                begin = self._x(max(joint.span.first, self._first))
                stretch = self._x(min(joint.span.last, self._last)) - begin
                drawing.shapes.append(Box(begin, y - 2, stretch, 4, look.colour, "", 2))
            drawing.shapes.append(
                Box(x - fan / 2 - 5, y - 5, fan + 10, 10, look.colour, look.border, 5)
            )

    def _legend(self, drawing: Drawing, y: float) -> None:
        x = self._names + 4
        look = NODE_LOOKS["ChangeEvent"]
        drawing.shapes.append(Box(x, y - 8, 10, 10, look.colour, look.border, 5))
        x = _add(drawing, x + 15, y, "a change")
        samples: Sequence[tuple[Style, str]] = (
            ("solid", "a group went into it"),
            ("dashed", "only a part of it"),
            ("dotted", "disputed"),
            ("dashdot", "a part, and disputed"),
        )
        for style, text in samples:
            drawing.shapes.append(Stroke(x, y - 3, x + 22, y - 3, INK, 1.4, style))
            x = _add(drawing, x + 26, y, text)


def _add(drawing: Drawing, x: float, y: float, text: str) -> float:
    drawing.shapes.append(Words(x, y, text, _SMALL, QUIET))
    return x + width_of(text, _SMALL) + 14


def _style(tie: Tie) -> Style:
    if tie.part:
        return "dashdot" if tie.disputed else "dashed"
    return "dotted" if tie.disputed else "solid"


def _middle(joint: Joint) -> date:
    return joint.span.first + timedelta(days=joint.span.days // 2)


def _label(joint: Joint) -> str:
    """The kind of change with its date, short, and how many took part in a merger."""
    kind = KINDS.get(joint.kind, joint.kind)
    of_parties = f" of {joint.parties}" if joint.kind == "merger" else ""
    year, *rest = joint.date.split("-")
    day = f"{int(rest[1])} " if len(rest) == 2 else ""
    month = f"{_MONTHS[int(rest[0]) - 1]} " if rest else ""
    return clean(f"{kind}{of_parties}, {day}{month}{year}")
