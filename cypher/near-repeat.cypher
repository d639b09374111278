// Near repeat: how often an attack was followed by another close by and soon after
// answers: >-
//   Pairs of a group's incidents within some kilometres and days of one another, against what chance
//   gives when the same days are dealt out anew among the same places (E. G. Knox, “The detection of
//   space-time interactions”, Applied Statistics 13, 1964), and how many incidents were followed by
//   another. Only incidents of which the day and the place are known well are compared. Incidents of
//   two datasets are not paired, since they may tell the same; each dataset has rows of its own.
//   A window is one that a paper found: townsley-2008, 1 km and 2 days, for bombs in Iraq in 2004
//   (M. Townsley, S. D. Johnson and J. H. Ratcliffe, “Space time dynamics of insurgent activity in
//   Iraq”, Security Journal 21, 2008); chuang-2019-al-qaeda, 20 km and 4 weeks, and chuang-2019-isis,
//   20 km and 10 weeks (Y.-L. Chuang, N. Ben-Asher and M. R. D'Orsogna, “Local alliances and rivalries
//   shape near-repeat terror activity of al-Qaeda, ISIS, and insurgents”, PNAS, 2019).
// parameters:
//   group: {type: group, argument: true, required: true, help: only incidents this group is said to have done}
//   km: {type: number, many: true, default: [1, 5, 20], minimum: 0, maximum: 1000, help: 'how far apart at most, in kilometres; several for several rows (1, 5 and 20 where none is given)'}
//   days: {type: integer, many: true, default: [2, 7, 28], minimum: 0, maximum: 3650, help: 'how many days apart at most; several for several rows (2, 7 and 28 where none is given)'}
//   window:
//     type: choice
//     many: true
//     default: []
//     choices: [townsley-2008, chuang-2019-al-qaeda, chuang-2019-isis]
//     help: 'only a published window, instead of kilometres and days'
//   permutations: {type: integer, default: 999, minimum: 99, maximum: 9999, help: 'how often the days are dealt out anew; more often, up to 16,000 times, where it is close'}
//   seed: {type: integer, default: 1, minimum: 0, help: 'where the dealing begins; the same number gives the same figures, and the verdict does not hang on it'}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   latest: {type: integer, default: 1000, minimum: 1, maximum: 5000, help: 'how many incidents at most, the latest of them'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: near-repeat
// reads:
//   dataset: which dataset tells the incidents
//   fitting: how many of them there are
//   exact: of how many of these the day and the place are known well
//   latest: 'the latest of these: id, day, latitude, longitude, sources'
// columns:
//   dataset: {hidden: true, help: the dataset whose incidents are compared}
//   among: {title: dataset, help: 'the dataset, where rows of several follow one another'}
//   window: {help: 'the published window, or none', usual: none}
//   km: {type: number, help: how far apart at most}
//   days: {type: integer, help: how many days apart at most}
//   pairs: {type: integer, help: pairs of incidents so close in place and time}
//   expected: {type: number, title: by chance, help: 'how many such pairs there are on average when the days are dealt out anew'}
//   ratio: {type: number, title: times, help: how many times as many pairs there are as by chance}
//   p: {type: number, help: 'in what share of the dealings there were at least as many pairs, the true one among them'}
//   verdict: {title: beyond chance, help: 'clearly, where so many pairs come about by chance in fewer than 5 of 100 dealings; not clearly; too close to say, where even the most dealings leave it open; or too few, where fewer than 20 incidents can be compared'}
//   dealings: {type: integer, hidden: true, help: how often the days were dealt out anew for this row}
//   followed: {type: integer, help: incidents that another followed on a later day within the window}
//   followedExpected: {type: number, title: by chance, help: how many would be followed by chance}
//   compared: {type: integer, title: of, help: how many incidents are compared}
//   leftOut: {type: list, title: Not compared, hidden: true, below: dataset, help: 'how many incidents are not compared, and why'}
//   closest: {type: list, hidden: true, help: 'the pairs as ids, closest in time first; the first 20'}
//   incidentIds: {type: list, hidden: true, help: 'ids of the incidents of such pairs, the latest first; the first 200'}
//   sources: {type: sources, help: 'sources that state the incidents of such pairs, or all that were compared where there is none; the first 200'}
// notes:
//   - Where only the town is known its middle stands for the place, so that within 1 km means in the same town.
//   - Of many windows some look unlike chance by chance; one chosen beforehand says more.
//   - Where a war moves from one region to the next, incidents are close in both without one leading to another.
// examples:
//   - graphq near-repeat jnim
//   - graphq near-repeat jnim --window chuang-2019-al-qaeda --from 2017
MATCH (:Group {id: $group})<-[:PERPETRATED_BY]-(event:Incident)
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($country IS NULL OR event.country = $country)
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR event.dataset = $dataset)
WITH DISTINCT event
WITH event.dataset AS dataset, count(*) AS fitting, collect(CASE WHEN event.datePrecision = 'day'
  AND event.geoPrecision IN ['exact', 'near'] AND event.latitude IS NOT NULL THEN event END) AS exact
CALL (exact) {
  UNWIND exact AS event
  WITH event
  WITH event, event.firstDay AS day, event.id AS id
  ORDER BY day DESC, id
  LIMIT toInteger($latest)
  RETURN collect([id, day, event.latitude, event.longitude, event.sources]) AS latest
}
RETURN dataset, fitting, size(exact) AS exact, latest
