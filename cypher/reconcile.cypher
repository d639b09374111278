// Reconcile: published counts against what is on record here
// answers: >-
//   Every published count in the graph that can be asked of the incidents, next to what the same
//   filters count here. A count of a dossier is held against the incidents of that dossier: all that
//   are attributed to the group, those of them that were claimed, and those marked as among the ones
//   the publisher counted. The deaths of UCDP's yearly tables are held against the events of UCDP GED
//   of the same dyad, conflict or actor and year, without those of a dyad or actor under 25 deaths;
//   an event is of the year in which it begins. A difference is no error by itself; where it is known
//   what lies behind it, that is told.
// parameters:
//   tally: {type: tally, argument: true, help: 'only this published count, by its id'}
//   group: {type: group, help: only counts about this group}
//   dataset: {type: text, help: 'only counts of this dataset, such as ucdp-brd or dossier:jnim'}
//   differing: {type: flag, default: false, help: only counts that differ from the number published}
//   missing: {type: flag, default: false, help: 'also what is on record here in the years of a yearly table, and is not in the table'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   tallyId: {title: id, help: 'id of the published count; blank where a table has no row'}
//   counts: {help: what is counted}
//   unit: {hidden: true, help: 'in what it is counted: attacks, killed, wounded or deaths'}
//   violence: {hidden: true, help: 'of a yearly table: state-based, non-state or one-sided'}
//   dimension: {hidden: true, help: 'by what it is counted, such as country, tactic or dyad-year'}
//   value: {hidden: true, help: 'which country, tactic, target, dyad, …'}
//   dateFrom: {type: date, hidden: true, help: 'first day, month or year that it is of'}
//   dateTo: {type: date, hidden: true, help: 'last day, month or year that it is of'}
//   published: {type: integer, help: the number published; blank where none was printed}
//   low: {type: integer, title: low published, help: 'the low estimate published, in a yearly table'}
//   high: {type: integer, title: high published, help: 'the high estimate published, in a yearly table'}
//   counted: {type: integer, help: 'the same filters on the incidents here; blank where none of them has a figure of those killed or wounded, and where the record of its dataset does not reach so far'}
//   difference: {type: integer, help: counted less published}
//   explanation: {help: 'what is known of why the numbers differ, or why nothing was counted'}
//   claimed: {type: integer, help: 'of the incidents counted for a dossier, the ones attributed by a claim'}
//   marked: {type: integer, title: in both, help: 'of the incidents counted here, the ones marked as, or likely, among those of this very count, or of a total of which it is a part where that makes up what was published; otherwise blank'}
//   onlyThere: {type: integer, title: only there, help: 'published less in both; blank where that is'}
//   standIns: {type: integer, hidden: true, help: 'of those only there, the ones that stand in the graph only because this count has them'}
//   onlyHere: {type: list, hidden: true, help: 'ids of the incidents counted here that are not marked as counted there, the first 200; none where in both is blank'}
//   reasons: {type: facts, title: not counted there, help: 'incidents that the publisher did not count, and why'}
//   acrossYears: {type: facts, title: over the turn of the year, help: 'events that begin in one year and end in another, and in which year they are counted here'}
//   heldAgainst: {title: held against, help: 'the datasets whose incidents it is held against; blank where there are none'}
//   note: {type: facts, title: What is said of the published counts, below: tallyId, help: 'what a reader should know of the published count, as far as it had been said'}
//   incidentIds: {type: list, hidden: true, help: 'ids of the incidents counted, the first 200; of a yearly table where one count or a group is asked for'}
//   publishedIn: {type: sources, title: published in, help: who published the count}
//   sources: {type: sources, help: 'sources that state the count and the incidents, the first 200; of a yearly table the table and the dataset'}
// notes:
//   - Published percentages and headcounts, and deaths that a dossier copies from a table, need data that is not on record here, and are left out; graphq figures has them.
// examples:
//   - graphq reconcile
//   - graphq reconcile tal-002
//   - graphq reconcile --differing
//   - graphq reconcile --dataset ucdp-brd --group jnim --missing
CALL () {
  MATCH (tally:Tally)
  WHERE ($tally IS NULL OR tally.id = $tally) AND tally.datasetCounted IS NULL
    AND tally.unit IN ['attacks', 'killed', 'wounded']
    AND left(tally.dateFrom, 10) <= left(toString($asOf), size(tally.dateFrom))
    AND coalesce(tally.saidOnFirst, $asOf) <= $asOf
    AND (tally.dimension IN ['country', 'admin1', 'admin2', 'month', 'day', 'tactic']
      OR (tally.dimension = 'total' AND tally.value IN ['all', 'claimed attacks'])
      OR (tally.dimension = 'target' AND EXISTS { MATCH (:Target {id: tally.value}) }))
    AND ($dataset IS NULL OR $dataset IN tally.statedBy)
    AND ($group IS NULL OR EXISTS { (tally)-[:COUNTS]->(:Group {id: $group}) })
  WITH collect(tally) AS tallies, reduce(all = [], list IN collect(tally.statedBy) |
    all + [one IN list WHERE NOT one IN all]) AS datasets
  WHERE size(tallies) > 0
  OPTIONAL MATCH (known:Incident)
  WHERE known.dataset IN datasets AND known.firstDay <= $asOf
  WITH tallies, collect(known) AS all
  UNWIND tallies AS tally
  WITH tally, [known IN all WHERE known.dataset IN tally.statedBy] AS knowns
  WHERE tally.dimension <> 'tactic'
    OR any(known IN knowns WHERE split(tally.value, ';')[0] IN known.tactics)
  OPTIONAL MATCH (tally)-[:COUNTS]->(counted:Group)
  // What its dataset has of the same at any time: where there is nothing, none found is no count.
  CALL (knowns) {
    UNWIND knowns AS known
    RETURN min(known.firstDay) AS earliest, max(known.lastDay) AS latest,
      collect(DISTINCT known.dataset) AS against, collect(DISTINCT known.country) AS countries
  }
  CALL (against) {
    OPTIONAL MATCH (of:Dataset)
    WHERE of.dataset IN against
    RETURN min(of.reachFrom) AS first, max(of.reachTo) AS last
  }
  WITH tally, counted, knowns, against, countries, toString(coalesce(first, earliest)) AS since,
    toString(CASE WHEN coalesce(last, latest) > $asOf THEN $asOf ELSE coalesce(last, latest) END) AS until
  CALL (counted, against) {
    OPTIONAL MATCH (counted)<-[:PERPETRATED_BY]-(did:Incident)
    WHERE did.dataset IN against AND did.firstDay <= $asOf
    RETURN count(did) > 0 AS acts
  }
  WITH tally, counted, knowns, since, until, against, [text IN [
    CASE WHEN size(against) = 0 THEN 'its dataset has no incident here' END,
    CASE WHEN size(against) > 0 AND counted IS NOT NULL AND NOT acts
      THEN 'its dataset has no incident by ' + counted.name END,
    CASE WHEN size(against) > 0 AND (left(since, size(tally.dateFrom)) > tally.dateFrom
        OR left(until, size(tally.dateTo)) < tally.dateTo)
      THEN 'the record of its dataset reaches from ' + since + ' to ' + until END,
    CASE WHEN size(against) > 0 AND tally.dimension = 'country' AND NOT tally.value IN countries
      THEN 'its dataset has no incident in ' + tally.value END] WHERE text IS NOT NULL] AS beyond
  WITH tally, counted, against, beyond, [known IN knowns
    WHERE left(toString(known.firstDay), size(tally.dateFrom)) >= tally.dateFrom
    AND left(toString(known.firstDay), size(tally.dateTo)) <= tally.dateTo
    AND (tally.dimension IN ['total', 'target']
      OR (tally.dimension = 'country' AND known.country = tally.value)
      OR (tally.dimension = 'admin1' AND known.admin1Id IN [tally.value,
        'loc-' + toLower(known.country) + '-' + tally.unitKey])
      OR (tally.dimension = 'admin2' AND (known.admin2Id = tally.value
        OR known.admin2Id ENDS WITH '-unit-' + tally.unitKey))
      OR (tally.dimension = 'month' AND left(known.date, 7) = tally.value)
      OR (tally.dimension = 'day' AND known.date = tally.value)
      OR (tally.dimension = 'tactic'
        AND all(tactic IN split(tally.value, ';') WHERE tactic IN known.tactics))) | known.id] AS ids
  // Not null, for which an engine would look through every incident.
  UNWIND CASE WHEN size(ids) = 0 THEN [''] ELSE ids END AS id
  OPTIONAL MATCH (event:Incident {id: id})
  WHERE (counted IS NULL OR EXISTS { (event)-[:PERPETRATED_BY]->(counted) })
    AND (tally.dimension <> 'target'
      OR EXISTS { (event)-[:STRUCK]->(:Target {id: tally.value}) })
  OPTIONAL MATCH (event)-[own:COUNTED_IN]->(tally)
  // What its publisher counts in a total, it counts in the part of it that the incident is of.
  OPTIONAL MATCH (event)-[wide:COUNTED_IN]->(total:Tally {dimension: 'total', value: 'all'})
  WHERE total.sources = tally.sources AND total.unit = tally.unit AND total.id <> tally.id
    AND total.dateFrom <= tally.dateFrom
    AND left(tally.dateTo, size(total.dateTo)) <= total.dateTo
    AND (NOT EXISTS { (total)-[:COUNTS]->(:Group) } OR EXISTS { (total)-[:COUNTS]->(counted) })
  WITH tally, counted, against, beyond, event, own, head(collect(wide)) AS wide
  WITH tally, counted, against, beyond, event, own, coalesce(own, wide) AS mark
  ORDER BY event.firstDay, event.id
  WITH tally, counted, against, beyond,
    sum(CASE WHEN event IS NULL OR event.placeholder THEN 0 ELSE 1 END) AS incidents,
    count(event.fatalitiesBest) AS killedKnown, sum(coalesce(event.fatalitiesBest, 0)) AS killed,
    count(event.wounded) AS woundedKnown, sum(coalesce(event.wounded, 0)) AS wounded,
    count(CASE WHEN event.fatalitiesBest IS NULL THEN event.fatalitiesLow END) AS lows,
    sum(CASE WHEN event.fatalitiesBest IS NULL THEN event.fatalitiesLow END) AS low,
    count(CASE WHEN event.fatalitiesBest IS NULL
      THEN coalesce(event.fatalitiesHigh, event.fatalitiesLow) END) AS highs,
    sum(CASE WHEN event.fatalitiesBest IS NULL
      THEN coalesce(event.fatalitiesHigh, event.fatalitiesLow) END) AS high,
    count(event) AS events,
    sum(CASE WHEN event.datePrecision <> 'day' AND event.placeholder IS NULL
        AND left(toString(event.lastDay), size(tally.dateTo)) > tally.dateTo THEN 1 ELSE 0 END)
      AS perhapsLater,
    collect(DISTINCT CASE tally.dimension WHEN 'admin1' THEN event.admin1Id
      WHEN 'admin2' THEN event.admin2Id END) AS units,
    sum(CASE WHEN event.attribution = 'claimed' AND event.placeholder IS NULL
        AND coalesce(event.attributedOnFirst, $asOf) <= $asOf THEN 1 ELSE 0 END)
      AS claimed,
    count(own) AS ownMarks, count(mark) AS marks,
    sum(CASE WHEN mark.certainty <> 'no' AND event.placeholder IS NULL THEN 1 ELSE 0 END) AS both,
    sum(CASE WHEN mark.certainty <> 'no' AND event.placeholder THEN 1 ELSE 0 END) AS standIns,
    collect(event.id) AS ids, collect(CASE WHEN event.placeholder IS NULL
      AND (mark IS NULL OR mark.certainty = 'no') THEN event.id END) AS unmarked,
    [one IN collect(CASE WHEN mark.certainty = 'no'
      THEN {id: event.id, about: mark.id, name: event.name, sources: event.sources} END)
      WHERE one IS NOT NULL] AS refused,
    collect(event.sources) AS cited
  CALL (refused) {
    UNWIND refused AS one
    OPTIONAL MATCH (remark:Remark {about: one.about})
    WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
    RETURN collect({id: one.id, text: one.name + coalesce(': ' + remark.text, ''),
      sources: one.sources + coalesce(remark.sources, [])}) AS reasons
  }
  CALL (units) {
    UNWIND units AS unit
    WITH unit
    ORDER BY unit
    RETURN collect(unit) AS called
  }
  // Marks of a total are taken over only where they make up what was published of the part.
  WITH tally, counted, against, beyond + [text IN [
      CASE WHEN size(called) > 1 THEN 'units of this name are ' + reduce(text = head(called),
        unit IN tail(called) | text + ', ' + unit) + '; which of them it counts is not told' END,
      CASE WHEN tally.unit = 'killed' AND events > killedKnown THEN CASE
          WHEN killedKnown = 0 THEN 'no official or last figure is on record here'
          ELSE toString(events - killedKnown) + ' of the ' + toString(events)
            + ' have no official or last figure' END + CASE
          WHEN highs = 0 THEN '' WHEN lows = 0 THEN ' (up to ' + toString(high) + ' reported)'
          WHEN low = high THEN ' (' + toString(high) + ' reported)'
          ELSE ' (' + toString(low) + ' to ' + toString(high) + ' reported)' END END,
      CASE WHEN tally.unit = 'wounded' AND events > woundedKnown THEN CASE
          WHEN woundedKnown = 0 THEN 'no figure is on record here'
          ELSE toString(events - woundedKnown) + ' of the ' + toString(events)
            + ' have no figure' END END,
      CASE WHEN perhapsLater > 0 THEN 'of ' + toString(perhapsLater)
        + ' the date does not tell whether it was after the time counted' END
    ] WHERE text IS NOT NULL] AS beyond, ids, reasons, cited,
    size(called) > 1 OR (events = 0 AND size(beyond) > 0) AS unseen,
    CASE WHEN events = 0 OR killedKnown > 0 THEN killed END AS killed,
    CASE WHEN events = 0 OR woundedKnown > 0 THEN wounded END AS wounded,
    tally.unit = 'attacks' AND (tally.count = 0 OR marks > 0) AND (tally.count IS NULL OR (ownMarks > 0
      AND both <= tally.count) OR (ownMarks = 0 AND both + standIns = tally.count)) AS held,
    incidents, claimed, both, standIns, unmarked
  WITH tally, counted, against, beyond, ids, reasons, cited,
    CASE WHEN unseen THEN null WHEN tally.unit = 'killed' THEN killed
      WHEN tally.unit = 'wounded' THEN wounded ELSE incidents END AS found,
    CASE WHEN NOT unseen THEN claimed END AS claimed, CASE WHEN held AND NOT unseen THEN both END AS marked,
    CASE WHEN held AND NOT unseen THEN standIns END AS standIns,
    CASE WHEN held AND tally.count IS NOT NULL THEN unmarked[0..200] ELSE [] END AS onlyHere
  RETURN 0 AS rank, tally.id AS tallyId,
    tally.unit + CASE WHEN counted IS NULL THEN '' ELSE ' by ' + counted.name END + ', '
      + tally.dimension + ' ' + tally.value + ', ' + CASE WHEN tally.dateFrom = tally.dateTo
        THEN tally.dateFrom ELSE tally.dateFrom + ' to ' + tally.dateTo END AS counts,
    tally.unit AS unit, null AS violence, tally.dimension AS dimension, tally.value AS value,
    tally.dateFrom AS dateFrom, tally.dateTo AS dateTo, tally.count AS published, null AS low,
    null AS high, found, CASE WHEN size(beyond) > 0
      THEN reduce(all = head(beyond), text IN tail(beyond) | all + '; ' + text) END AS explanation,
    claimed, marked, standIns, onlyHere, reasons, [] AS acrossYears,
    CASE WHEN size(against) > 0 THEN reduce(all = head(against), name IN tail(against) |
      all + ', ' + name) END AS heldAgainst, ids[0..200] AS incidentIds, tally.sources AS publishedIn,
    reduce(all = tally.sources, list IN cited |
      all + [source IN list WHERE NOT source IN all])[0..200] AS sources
  UNION ALL
  CALL () {
    OPTIONAL MATCH (:Group {id: $group})<-[same:IDENTIFIED_AS]-(own:Record)
    RETURN collect({id: own.scheme + ':' + own.externalId,
      validFrom: coalesce(toString(same.validFromFirst.year), '0000'),
      validTo: coalesce(toString(same.validToLast.year), '9999')}) AS records
  }
  WITH records, $tally IS NULL AND $group IS NULL AS wide
  CALL (records, wide) {
    MATCH (row:Tally)
    WHERE row.datasetCounted IS NOT NULL AND row.dateFrom <= left(toString($asOf), 4)
      AND coalesce(row.saidOnFirst, $asOf) <= $asOf
      AND ($tally IS NULL OR row.id = $tally) AND ($dataset IS NULL OR $dataset IN row.statedBy)
    WITH wide, row, $group IS NULL OR EXISTS {
      (row)-[about:COUNTS]->(counted:Group)
      WHERE counted.id = $group OR any(own IN records WHERE own.id = about.endRecord
        AND own.validFrom <= row.dateFrom AND row.dateFrom <= own.validTo) } AS asked
    WITH row.datasetCounted AS dataset, row.dimension AS dimension, row.violence AS violence,
      min(row.dateFrom) AS first, max(row.dateFrom) AS last,
      sum(CASE WHEN asked THEN 1 ELSE 0 END) AS rows,
      collect(CASE WHEN asked THEN row.countries END) AS places,
      collect(DISTINCT CASE WHEN asked AND NOT wide THEN row.dyad END) AS dyads,
      collect(DISTINCT CASE WHEN asked AND NOT wide THEN row.conflict END) AS conflicts,
      collect(DISTINCT CASE WHEN asked AND NOT wide THEN row.record END) AS actors
    WHERE rows > 0 OR $missing
    RETURN collect({dataset: dataset, dimension: dimension, violence: violence,
        dateFrom: first, dateTo: last}) AS tables, collect(DISTINCT dataset) AS datasets,
      collect(DISTINCT violence) AS kinds,
      reduce(all = [], lists IN collect(places) | reduce(most = all, list IN lists |
        most + [code IN list WHERE NOT code IN most])) AS places,
      reduce(all = [], list IN collect(dyads) | all + list) AS dyads,
      reduce(all = [], list IN collect(conflicts) | all + list) AS conflicts,
      reduce(all = [], list IN collect(actors) | all + list) AS actors
  }
  CALL (actors) {
    UNWIND actors AS actor
    OPTIONAL MATCH (:Record {id: 'record:' + actor})-[:IDENTIFIED_AS]->(entity:Group)
    WITH actor, [actor] + collect(entity.id) AS entities
    UNWIND entities AS entity
    MATCH (:Group {id: entity})<-[done:PERPETRATED_BY]-(event:Incident)
    WHERE done.endRecord = actor
    RETURN collect(DISTINCT coalesce(event.dyad, event.id)) AS ofActors
  }
  CALL () {
    OPTIONAL MATCH (:Group {id: $group})<-[:INVOLVED|PERPETRATED_BY]-(event:Incident)
    WHERE $missing AND $tally IS NULL
    RETURN collect(DISTINCT coalesce(event.dyad, event.id)) AS ofGroup
  }
  CALL (places, datasets) {
    UNWIND places AS code
    CALL (datasets, code) {
      OPTIONAL MATCH (there:Incident {country: code})
      WHERE there.dataset IN datasets
      RETURN there.id AS seen
      LIMIT 1
    }
    RETURN collect(CASE WHEN seen IS NULL THEN code END) AS nowhere
  }
  WITH records, wide, tables, datasets, kinds, dyads + ofActors + ofGroup AS pairs, conflicts, nowhere
  CALL (records, wide, tables, datasets, kinds, pairs, conflicts) {
    CALL (records, wide, datasets, kinds, pairs, conflicts) {
      MATCH (row:Tally)
      WHERE row.datasetCounted IN datasets AND row.dateFrom <= left(toString($asOf), 4)
      AND coalesce(row.saidOnFirst, $asOf) <= $asOf
        AND ($tally IS NULL OR row.id = $tally) AND ($dataset IS NULL OR $dataset IN row.statedBy)
        AND ($group IS NULL OR EXISTS {
          (row)-[about:COUNTS]->(counted:Group)
          WHERE counted.id = $group OR any(own IN records WHERE own.id = about.endRecord
            AND own.validFrom <= row.dateFrom AND row.dateFrom <= own.validTo) })
      RETURN row.datasetCounted AS dataset, row.dimension AS dimension, row.violence AS violence,
        coalesce(row.dyad, row.conflict, row.record) AS of, row.dateFrom AS year, row.id AS tallyId,
        0 AS events, 0 AS deaths, 0 AS leftOut, 0 AS deathsLeftOut, 0 AS marked, null AS sample,
        [] AS ids, null AS across
      UNION ALL
      UNWIND datasets AS dataset
      MATCH (event:Incident)
      WHERE event.dataset = dataset AND event.firstDay <= $asOf AND event.violence IN kinds
        AND (wide OR coalesce(event.dyad, event.id) IN pairs OR event.conflict IN conflicts)
      WITH dataset, coalesce(event.dyad, event.id) AS pair, event.firstDay.year AS year,
        event.activeYear AS active, count(event) AS events, sum(event.fatalitiesBest) AS deaths,
        min(event.id) AS sample,
        collect(CASE WHEN wide THEN null ELSE event.id END) AS ids
      MATCH (event:Incident {id: sample})
      OPTIONAL MATCH (event)-[done:PERPETRATED_BY]->(:Group)
      WHERE event.violence = 'one-sided'
      WITH dataset, toString(year) AS year, CASE WHEN active = false THEN 1 ELSE 0 END AS out,
        CASE WHEN active THEN 1 ELSE 0 END AS marked, events, deaths, sample, ids, event,
        min(done.endRecord) AS actor
      UNWIND [one IN [['dyad-year', event.dyad], ['conflict-year', event.conflict],
        ['actor-year', actor]] WHERE one[1] IS NOT NULL] AS counted
      RETURN dataset, counted[0] AS dimension, event.violence AS violence, counted[1] AS of, year,
        null AS tallyId, events * (1 - out) AS events, deaths * (1 - out) AS deaths,
        events * out AS leftOut,
        deaths * out AS deathsLeftOut, marked, sample, ids, null AS across
      UNION ALL
      UNWIND datasets AS dataset
      MATCH (event:Incident)
      WHERE event.dataset = dataset AND event.lastDay.year > event.firstDay.year
        AND event.firstDay <= $asOf
        AND (wide OR coalesce(event.dyad, event.id) IN pairs OR event.conflict IN conflicts)
      OPTIONAL MATCH (event)-[done:PERPETRATED_BY]->(:Group)
      WHERE event.violence = 'one-sided'
      WITH dataset, event, min(done.endRecord) AS actor
      UNWIND [one IN [['dyad-year', event.dyad], ['conflict-year', event.conflict],
        ['actor-year', actor]] WHERE one[1] IS NOT NULL] AS counted
      WITH dataset, event, counted
      ORDER BY event.firstDay, event.id
      UNWIND [event.firstDay.year, event.lastDay.year] AS year
      RETURN dataset, counted[0] AS dimension, event.violence AS violence, counted[1] AS of,
        toString(year) AS year, null AS tallyId, 0 AS events, 0 AS deaths, 0 AS leftOut,
        0 AS deathsLeftOut, 0 AS marked, null AS sample, [] AS ids, {id: event.id,
          sources: event.sources, text: event.name + ': ' + toString(event.firstDay) + ' to '
          + toString(event.lastDay) + ', '
          + coalesce(toString(event.fatalitiesBest) + ' killed', 'number killed not known')
          + ', counted here in ' + toString(event.firstDay.year)} AS across
    }
    WITH tables, dataset, dimension, violence, of, year, tallyId, events, deaths, leftOut,
      deathsLeftOut, marked, sample, ids, across
    WHERE any(table IN tables WHERE table.dataset = dataset AND table.violence = violence
      AND table.dimension = dimension)
    WITH dataset, dimension, violence, of, year, collect(tallyId) AS tallies,
      sum(events) AS events, sum(deaths) AS deaths, sum(leftOut) AS leftOut,
      sum(deathsLeftOut) AS deathsLeftOut, sum(marked) AS marked, min(sample) AS sample,
      collect(CASE WHEN leftOut = 0 THEN ids ELSE [] END) AS ids,
      collect(CASE WHEN leftOut > 0 THEN ids ELSE [] END) AS idsLeftOut, collect(across) AS across
    RETURN dataset, dimension, violence, of, sum(events + leftOut) AS ever,
      collect({year: year, tallies: tallies, events: events, deaths: deaths, leftOut: leftOut,
        deathsLeftOut: deathsLeftOut, marked: marked, sample: sample, ids: ids,
        idsLeftOut: idsLeftOut, across: across}) AS years
  }
  UNWIND years AS one
  UNWIND CASE WHEN size(one.tallies) = 0 THEN [''] ELSE one.tallies END AS tallyId
  WITH nowhere, dataset, dimension, violence, of, ever, one, tallyId
  WHERE tallyId <> '' OR ($missing AND $tally IS NULL AND one.events + one.leftOut > 0
    AND any(table IN tables WHERE table.dataset = dataset AND table.dimension = dimension
      AND table.violence = violence AND table.dateFrom <= one.year AND one.year <= table.dateTo)
    AND ($group IS NULL OR EXISTS {
      (:Incident {id: one.sample})-[:INVOLVED|PERPETRATED_BY]->(:Group {id: $group}) }))
  OPTIONAL MATCH (tally:Tally {id: tallyId})
  CALL (tallyId, one) {
    MATCH (:Incident {id: CASE WHEN tallyId = '' THEN one.sample ELSE '' END})
      -[part:INVOLVED|PERPETRATED_BY]->(side:Group)
    WITH part, side
    ORDER BY part.side, side.name
    RETURN collect(side.name) AS sides
  }
  CALL (tallyId, one) {
    UNWIND one.ids + CASE WHEN tallyId = '' THEN one.idsLeftOut ELSE [] END AS list
    UNWIND list AS id
    WITH id
    ORDER BY id
    RETURN collect(id)[0..200] AS ids
  }
  WITH dataset, dimension, violence, of, ever, one, tally, sides, ids,
    one.deaths + CASE WHEN tally IS NULL THEN one.deathsLeftOut ELSE 0 END AS found,
    'this ' + replace(dimension, '-year', '') AS counted,
    [code IN coalesce(tally.countries, []) WHERE code IN nowhere] AS unseen
  WITH dataset, dimension, violence, of, one, tally, sides, ids, found,
    [text IN CASE WHEN tally IS NULL THEN [
      CASE WHEN one.marked > 0
          THEN 'UCDP marks the events as of a year of 25 deaths or more, and the table has no row'
        WHEN found < 25 THEN 'under 25 deaths, which the table leaves out'
        WHEN one.events = 0 THEN 'UCDP marks the events as of a year that the table leaves out, although they add up to 25 deaths or more'
        END] ELSE [
      CASE WHEN one.events + one.leftOut > 0 THEN null
        WHEN ever = 0 THEN 'no event of ' + counted + ' is on record here'
        ELSE 'the events of ' + counted + ' on record here are of other years' END,
      CASE WHEN one.leftOut > 0 THEN 'not counted: ' + toString(one.deathsLeftOut)
        + ' deaths in events that UCDP marks as of a dyad or actor under 25 deaths, which the table leaves out' END,
      CASE WHEN size(unseen) > 0 THEN 'no event in ' + reduce(all = head(unseen),
        code IN tail(unseen) | all + ', ' + code) + ' is on record here' END,
      CASE WHEN found <> tally.count AND tally.low <= found AND found <= tally.high
        THEN 'within the published range' END,
      CASE WHEN one.year = left(toString($asOf), 4) AND right(toString($asOf), 5) < '12-31'
        THEN 'counted only up to ' + toString($asOf) END] END WHERE text IS NOT NULL] AS told
  WITH dataset, dimension, violence, one, tally, ids, found, told, coalesce(tally.value,
      CASE WHEN size(sides) = 0 OR dimension = 'conflict-year' THEN of ELSE
        reduce(all = head(sides), name IN tail(sides) | all + ' - ' + name) + ' (' + of + ')' END)
      AS value
  RETURN CASE WHEN tally IS NULL THEN 2 ELSE 1 END AS rank, tally.id AS tallyId,
    'deaths, ' + violence + ', ' + dimension + ' ' + value + ', ' + one.year AS counts,
    'deaths' AS unit, violence, dimension, value, one.year AS dateFrom, one.year AS dateTo,
    tally.count AS published, tally.low AS low, tally.high AS high, found,
    CASE WHEN size(told) > 0
      THEN reduce(all = head(told), text IN tail(told) | all + '; ' + text) END AS explanation,
    null AS claimed, null AS marked, null AS standIns, [] AS onlyHere, [] AS reasons,
    one.across AS acrossYears, dataset AS heldAgainst,
    ids AS incidentIds, coalesce(tally.sources, []) AS publishedIn,
    coalesce(tally.sources, []) + dataset AS sources
}
WITH rank, tallyId, counts, unit, violence, dimension, value, dateFrom, dateTo, published, low, high,
  found, explanation, claimed, marked, standIns, onlyHere, reasons, acrossYears, heldAgainst,
  incidentIds, publishedIn, sources
WHERE NOT $differing OR published IS NULL OR found IS NULL OR found <> published
CALL (tallyId) {
  MATCH (remark:Remark {about: coalesce(tallyId, '')})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS note
}
RETURN tallyId, counts, unit, violence, dimension, value, dateFrom, dateTo, published, low, high,
  found AS counted, found - published AS difference, explanation, claimed, marked,
  published - marked AS onlyThere, standIns, onlyHere, reasons, acrossYears, heldAgainst, note, incidentIds, publishedIn, sources
ORDER BY rank, tallyId, counts
