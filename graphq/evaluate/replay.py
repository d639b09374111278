"""The record of strikes gone through day by day, with the parts of likeness as of each day.

What always holds here: the parts are those of `similar-targets` (a test holds the two together, row
by row). Nothing later than the day that was advanced to has any part in them. What stays the same
for two facilities is worked out once; what a day changes is told, so that nothing else need be
looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from graphq.evaluate.facts import Facility, LikenessFacts, Use
from graphq.evaluate.lineages import Lineages
from graphq.evaluate.places import Around, kilometres, points
from graphq.evaluate.ranks import Floats, Ints

PARTS: Final = ("type", "users", "lineage", "place", "distance")
"""The parts of likeness, named and ordered like the columns of `similar-targets`."""

_FAR: Final = np.int64(4_000_000)
"""A day after all others."""
_ROWS_AT_ONCE: Final = 256


class Replay:
    """What was known of every facility on a day. Rows are facilities, columns those ever struck."""

    def __init__(self, facts: LikenessFacts, near_km: float, scale_km: float, surely: bool) -> None:
        """Begin on a day before everything.

        `surely` takes what happened on the day by which it surely had, as a test without hindsight
        has to; otherwise on the first that its date can mean, as the questions do.
        """
        facilities = facts.facilities
        row_of = {facility.id: row for row, facility in enumerate(facilities)}
        struck = sorted({row_of[facility] for _, facility in facts.strikes})
        self.columns: Ints = np.array(struck, dtype=np.int64)
        """Which facility each column is."""
        column_of = np.full(len(facilities), -1, dtype=np.int64)
        column_of[self.columns] = np.arange(len(struck))
        self.points = points(facilities)

        events = {event.id: event for event in facts.events}
        day_of = {
            event.id: (event.surely if surely else event.first).toordinal()
            for event in facts.events
        }
        groups = sorted(
            {group for event in facts.events for group in event.groups}
            | {group for found in facts.ancestries for group in (found.heir, found.ancestor)}
        )
        index = {group: number for number, group in enumerate(groups)}
        self._lineages = Lineages(groups, facts.ancestries, surely)

        # Strikes by the same groups count alike, so they are counted together.
        signatures = sorted({events[event].groups for event, _ in facts.strikes})
        number = {signature: place for place, signature in enumerate(signatures)}
        # Padded with a group that is of no lineage.
        longest = max(map(len, signatures), default=0)
        self._by: Ints = np.full((len(signatures), longest), len(groups), dtype=np.int64)
        for signature, place in number.items():
            self._by[place, : len(signature)] = [index[group] for group in signature]
        coming = sorted(
            (day_of[event], row_of[facility], number[events[event].groups])
            for event, facility in facts.strikes
        )
        self._strikes: Ints = np.array(coming, dtype=np.int64).reshape(-1, 3)
        self._strike_columns = column_of[self._strikes[:, 1]]
        self._activity = _activity(facts, self.points, near_km, day_of, index)
        self._next_strike = self._next_activity = 0

        shape = len(facilities), len(struck)
        self.struck: Ints = np.zeros(len(struck), dtype=np.int64)
        """How many strikes each column has had."""
        self._attributed = np.zeros(len(struck), dtype=np.float32)
        self._counts = np.zeros((len(signatures), len(struck)), dtype=np.float32)
        self._related = np.zeros(shape, dtype=np.float32)
        self._active = np.zeros((len(facilities), len(groups)), dtype=np.bool_)
        self._hits = np.zeros((len(facilities), len(signatures)), dtype=np.bool_)

        self._kinds = _codes([facility.kind for facility in facilities])
        self._countries = _codes([facility.country for facility in facilities])
        self._units = _codes([facility.admin1_id for facility in facilities])
        self._uses = [facility.users for facility in facilities]
        self._use_changes = _changes(facilities)
        self._next_use_change = 0
        self._users, self._user_lists = _shared_users(self._uses, date.min)
        self._nearness = np.empty(shape, dtype=np.float32)
        for begin in range(0, len(facilities), _ROWS_AT_ONCE):
            rows = slice(begin, begin + _ROWS_AT_ONCE)
            apart = kilometres(self.points[rows], self.points[self.columns])
            self._nearness[rows] = np.exp(-apart / scale_km)

    def coming(self, day: date) -> Ints:
        """The columns that are struck once more when the day is advanced to."""
        until = np.searchsorted(self._strikes[:, 0], day.toordinal(), side="right")
        return np.unique(self._strike_columns[self._next_strike : until])

    def advance(self, day: date) -> Ints:
        """Let everything up to the day have happened.

        Returns the rows whose lineage of groups, or whose users, may be others now.
        """
        today = day.toordinal()
        changed = np.zeros(len(self._active), dtype=np.bool_)
        passed = self._lineages.advance(today)
        if passed:
            changed |= self._active[:, passed].any(axis=1)
        end = np.searchsorted(self._activity[:, 0], today, side="right")
        new = self._activity[self._next_activity : end]
        self._next_activity = int(end)
        self._active[new[:, 1], new[:, 2]] = True
        changed[new[:, 1]] = True
        end = np.searchsorted(self._strikes[:, 0], today, side="right")
        for place in range(self._next_strike, int(end)):
            signature, column = self._strikes[place, 2], self._strike_columns[place]
            self.struck[column] += 1
            self._attributed[column] += (self._by[signature] < self._active.shape[1]).any()
            self._counts[signature, column] += 1
            self._related[:, column] += self._hits[:, signature]
        self._next_strike = int(end)
        uses_changed = int(np.searchsorted(self._use_changes, today, side="right"))
        if uses_changed > self._next_use_change:
            self._next_use_change = uses_changed
            self._users, self._user_lists = _shared_users(self._uses, day)
            # Who uses one facility is compared with who uses each other.
            changed[:] = True
        rows = np.flatnonzero(changed)
        for begin in range(0, len(rows), _ROWS_AT_ONCE):
            self._count_again(rows[begin : begin + _ROWS_AT_ONCE])
        return rows

    def _count_again(self, rows: Ints) -> None:
        """Count the strikes by the lineages of these rows, where other groups are in them now."""
        lineage = np.zeros((len(rows), self._active.shape[1] + 1), dtype=np.bool_)
        for place, row in enumerate(rows):
            lineage[place, :-1] = self._lineages.of[self._active[row]].any(axis=0)
        hits: npt.NDArray[np.bool_] = np.any(lineage[:, self._by], axis=2)
        # Mostly a few signatures begin to count, so only these are added up.
        for signature in np.flatnonzero(np.any(hits != self._hits[rows], axis=0)):
            more = hits[:, signature].astype(np.float32) - self._hits[rows, signature]
            columns = np.flatnonzero(self._counts[signature])
            self._related[np.ix_(rows, columns)] += more[:, None] * self._counts[signature, columns]
        self._hits[rows] = hits

    def parts(self, rows: Ints, columns: Ints) -> Floats:
        """The PARTS of likeness, one after another, of rows and columns.

        What cannot be compared is not a number.
        """
        others = self.columns[columns]
        found = np.empty((len(PARTS), len(rows), len(columns)))
        kinds, countries, units = self._kinds, self._countries, self._units
        found[0] = _same(kinds, rows, others)
        found[1] = self._users[self._user_lists[rows][:, None], self._user_lists[others][None, :]]
        somebody: npt.NDArray[np.bool_] = np.any(self._active[rows], axis=1, keepdims=True)
        attributed = self._attributed[columns] * somebody
        with np.errstate(divide="ignore", invalid="ignore"):
            related = self._related[np.ix_(rows, columns)].astype(np.float64)
            found[2] = np.where(attributed > 0, related / attributed, np.nan)
        land = _same(countries, rows, others)
        found[3] = np.where(land & _same(units, rows, others), 1.0, np.where(land, 0.5, 0.0))
        unknown = (countries[rows] < 0)[:, None] | (countries[others] < 0)[None, :]
        found[3][unknown] = np.nan
        found[4] = self._nearness[np.ix_(rows, columns)]
        return found

    def times_struck(self) -> Ints:
        """How often each facility, by its row, has been struck so far."""
        times = np.zeros(len(self._kinds), dtype=np.int64)
        times[self.columns] = self.struck
        return times

    def struck_of_its_kind(self) -> Ints:
        """How many facilities of each one's kind, itself left out, have been struck so far."""
        struck = self.times_struck() > 0
        of_kind = np.bincount(self._kinds[struck & (self._kinds >= 0)], minlength=len(struck))
        return np.where(self._kinds >= 0, of_kind[self._kinds] - struck, 0)


def _activity(
    facts: LikenessFacts, at: Floats, near_km: float, day_of: dict[str, int], index: dict[str, int]
) -> Ints:
    """From which day on each group acted near each facility: day, row and group, in that order."""
    deeds = [(event, index[group]) for event in facts.events for group in event.groups]
    around = Around(points([event for event, _ in deeds]))
    days = np.array([day_of[event.id] for event, _ in deeds], dtype=np.int64)
    doers = np.array([group for _, group in deeds], dtype=np.int64)
    deeds_of: dict[str, list[int]] = {}
    for place, (event, _) in enumerate(deeds):
        deeds_of.setdefault(event.id, []).append(place)
    on_it: dict[str, list[int]] = {}
    for struck_by, struck in facts.strikes:
        on_it.setdefault(struck, []).extend(deeds_of.get(struck_by, ()))
    found = []
    first = np.full(len(index), _FAR)
    for row, facility in enumerate(facts.facilities):
        near = np.concatenate(
            [around.within(near_km, at[row]), np.array(on_it.get(facility.id, ()), dtype=np.int64)]
        )
        first[:] = _FAR
        np.minimum.at(first, doers[near], days[near])
        who = np.flatnonzero(first < _FAR)
        found.append(np.stack([first[who], np.full(len(who), row), who], axis=1))
    whole = np.concatenate(found) if found else np.empty((0, 3), dtype=np.int64)
    return whole[np.argsort(whole[:, 0], kind="stable")]


def _codes(words: Sequence[str | None]) -> Ints:
    """A number for each word, the same for the same; below 0 for none."""
    known = {word: code for code, word in enumerate(sorted({w for w in words if w is not None}))}
    return np.array([-1 if word is None else known[word] for word in words], dtype=np.int64)


def _same(codes: Ints, rows: Ints, others: Ints) -> npt.NDArray[np.bool_]:
    known = (codes[rows] >= 0)[:, None]
    return np.asarray((codes[rows][:, None] == codes[others][None, :]) & known)


def _changes(facilities: Sequence[Facility]) -> Ints:
    """The days, in order, from which on somebody uses a facility, or no longer does."""
    uses = [use for facility in facilities for use in facility.users]
    days = {use.first.toordinal() for use in uses if use.first}
    days |= {use.last.toordinal() + 1 for use in uses if use.last}
    return np.array(sorted(days), dtype=np.int64)


def _shared_users(of_each: Sequence[Sequence[Use]], day: date) -> tuple[Floats, Ints]:
    """The part for each two lists of users on the day, and which list each facility has."""
    held = [tuple(sorted({use.user for use in found if use.held(day)})) for found in of_each]
    lists = sorted(set(held))
    words = {user: number for number, user in enumerate(sorted({u for us in lists for u in us}))}
    times = np.zeros((len(lists), len(words)), dtype=np.float32)
    for number, users in enumerate(lists):
        np.add.at(times[number], [words[user] for user in users], 1)
    uses, sizes = (times > 0).astype(np.float32), times.sum(axis=1).astype(np.float64)
    both = (times @ uses.T).astype(np.float64)
    all_of_two = sizes[:, None] + sizes[None, :] - uses @ times.T
    some = (sizes[:, None] > 0) & (sizes[None, :] > 0)
    shared = np.where(some, both / np.where(some, all_of_two, 1), np.nan)
    place = {users: number for number, users in enumerate(lists)}
    return shared, np.array([place[users] for users in held], dtype=np.int64)
