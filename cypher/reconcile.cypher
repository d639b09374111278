// Reconcile: published counts against what is on record here
// answers: >-
//   Every published count in the graph that can be asked of the incidents, next to what the same
//   filters count here: all incidents attributed to the group, those of them that were claimed, and
//   those marked as among the ones the publisher counted. A difference is no error by itself; where
//   it is known why an incident was not counted, the reason is told.
// parameters:
//   tally: {type: tally, argument: true, help: 'only this published count, by its id'}
//   differing: {type: flag, default: false, help: only counts that differ from the number published}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   tallyId: {title: id, help: id of the published count}
//   counts: {help: what is counted}
//   published: {type: integer, help: the number published; blank where none was printed}
//   counted: {type: integer, help: the same filters on the incidents attributed to the group here}
//   difference: {type: integer, help: counted less published}
//   claimed: {type: integer, help: 'of the incidents counted, the ones attributed by a claim'}
//   marked: {type: integer, help: 'the incidents marked as, or likely, among those the publisher counted, with those that stand here only for that'}
//   reasons: {type: facts, title: not counted there, help: 'incidents that the publisher did not count, and why'}
//   note: {title: What is said of the published counts, below: tallyId, help: what a reader should know of the published count}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents counted; the first 200}
//   publishedIn: {type: sources, title: published in, help: who published the count}
//   sources: {type: sources, help: sources that state the count and the incidents; the first 200}
// notes:
//   - Published counts of deaths by dyad, of percentages and of headcounts need data that is not on record here, and are left out.
// examples:
//   - graphq reconcile
//   - graphq reconcile tal-002
//   - graphq reconcile --differing
MATCH (tally:Tally)
WHERE ($tally IS NULL OR tally.id = $tally)
  AND tally.unit IN ['attacks', 'killed', 'wounded']
  AND left(tally.dateFrom, 10) <= left(toString($asOf), size(tally.dateFrom))
  AND (tally.dimension IN ['country', 'admin1', 'admin2', 'month', 'day']
    OR (tally.dimension = 'total' AND tally.value IN ['all', 'claimed attacks'])
    OR (tally.dimension = 'tactic'
      AND EXISTS { MATCH (known:Incident) WHERE split(tally.value, ';')[0] IN known.tactics })
    OR (tally.dimension = 'target' AND EXISTS { MATCH (:Target {id: tally.value}) }))
OPTIONAL MATCH (tally)-[:COUNTS]->(counted:Group)
WITH tally, counted
OPTIONAL MATCH (event:Incident)
WHERE event.firstDay <= $asOf
  AND left(toString(event.firstDay), size(tally.dateFrom)) >= tally.dateFrom
  AND left(toString(event.firstDay), size(tally.dateTo)) <= tally.dateTo
  AND (counted IS NULL OR EXISTS { (event)-[:PERPETRATED_BY]->(counted) })
  AND (tally.dimension = 'total'
    OR (tally.dimension = 'country' AND event.country = tally.value)
    OR (tally.dimension = 'admin1' AND event.admin1 = tally.value)
    OR (tally.dimension = 'admin2' AND event.admin2 = tally.value)
    OR (tally.dimension = 'month' AND left(event.date, 7) = tally.value)
    OR (tally.dimension = 'day' AND event.date = tally.value)
    OR (tally.dimension = 'tactic'
      AND all(tactic IN split(tally.value, ';') WHERE tactic IN event.tactics))
    OR (tally.dimension = 'target'
      AND EXISTS { (event)-[:STRUCK]->(:Target {id: tally.value}) }))
OPTIONAL MATCH (event)-[mark:COUNTED_IN]->(total:Tally)
WHERE total.sources = tally.sources
WITH tally, counted, event, head(collect(mark)) AS mark
ORDER BY event.firstDay, event.id
WITH tally, counted,
  sum(CASE WHEN event IS NULL OR event.placeholder THEN 0 ELSE 1 END) AS incidents,
  sum(coalesce(event.fatalitiesBest, 0)) AS killed, sum(coalesce(event.wounded, 0)) AS wounded,
  sum(CASE WHEN event.attribution = 'claimed' AND event.placeholder IS NULL THEN 1 ELSE 0 END)
    AS claimed,
  sum(CASE WHEN mark.certainty <> 'no' THEN 1 ELSE 0 END) AS marked,
  collect(event.id) AS ids,
  [one IN collect(CASE WHEN mark.certainty = 'no'
    THEN {id: event.id, text: event.name + ': ' + mark.note, sources: event.sources} END)
    WHERE one IS NOT NULL] AS reasons,
  collect(event.sources) AS cited
WITH tally, counted, claimed, marked, ids, reasons, cited,
  CASE tally.unit WHEN 'killed' THEN killed WHEN 'wounded' THEN wounded ELSE incidents END AS found
WHERE NOT $differing OR tally.count IS NULL OR found <> tally.count
WITH tally, claimed, marked, ids, reasons, cited, found,
  tally.unit + CASE WHEN counted IS NULL THEN '' ELSE ' by ' + counted.name END + ', '
    + tally.dimension + ' ' + tally.value + ', ' + CASE WHEN tally.dateFrom = tally.dateTo
      THEN tally.dateFrom ELSE tally.dateFrom + ' to ' + tally.dateTo END AS counts
RETURN tally.id AS tallyId, counts, tally.count AS published, found AS counted, found - tally.count AS difference, claimed, marked,
  reasons, tally.note AS note, ids[0..200] AS incidentIds, tally.sources AS publishedIn,
  reduce(all = tally.sources, list IN cited |
    all + [source IN list WHERE NOT source IN all])[0..200] AS sources
ORDER BY tallyId
