// Casualties: who was killed, wounded, abducted or freed, as far as it is told
// answers: >-
//   For each incident that fits, how many people of which kind were harmed in which way, each figure
//   with its own sources, oldest first. Of published events also how many of those killed were
//   civilians, and how many of each side of a fight.
// parameters:
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   target: {type: target, help: only incidents that struck this facility}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   harm:
//     type: choice
//     many: true
//     default: []
//     choices: [killed, wounded, abducted, freed, missing, captured]
//     help: only this kind of harm
//   ofWhom:
//     type: choice
//     many: true
//     default: []
//     choices: [all, civilians, aid-workers, journalists, officials, military, military-peacekeeping, police, militia, armed-group, attackers, first-side, second-side, unknown]
//     help: only of these people
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only of incidents attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   limit: {type: integer, default: 500, minimum: 1, help: 'how many figures at most, the oldest first'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   date: {type: date, help: 'date, as far as it is known'}
//   incidentId: {hidden: true, help: id of the incident}
//   incident: {help: short name of the incident}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   harm: {help: what happened to them}
//   ofWhom: {title: of whom, help: 'who they were; first and second side are those of a fight as the dataset has them'}
//   low: {type: integer, title: at least, help: at least so many}
//   best: {type: integer, title: figure, help: 'official or last figure; blank if there is none'}
//   high: {type: integer, title: at most, help: at most so many}
//   tellingOf: {title: Told by several incidents (those with the same id tell one event), below: incident, help: 'id of the event that this and other incidents are known to tell'}
//   note: {type: facts, title: What is said of the figures, below: incident, help: 'what a reader should know of the figure, as far as it had been said'}
//   disputedBy: {type: sources, title: disputed by, help: sources that contradict the figure}
//   fitting: {type: integer, hidden: true, help: how many figures fit}
//   leftOut: {title: How many figures fit, hidden: true, below: fitting, help: 'that some of them are not among the rows, where the limit left them out'}
//   sources: {type: sources, help: sources that state the figure}
// notes:
//   - Only what a source tells of one kind of people stands here. Figures of different kinds are not added up, and no figure says that there were none.
//   - What stands here only because a published count counts it is left out.
// examples:
//   - graphq casualties jnim
//   - graphq casualties --of-whom civilians --country BF
//   - graphq casualties --harm abducted
CALL () {
  UNWIND CASE WHEN $group IS NULL THEN [] ELSE [$group] END AS key
  MATCH (:Group {id: key})<-[:PERPETRATED_BY]-(event:Incident)
  RETURN event
  UNION
  UNWIND CASE WHEN $group IS NULL AND $target IS NOT NULL THEN [$target] ELSE [] END AS key
  MATCH (:Target {id: key})<-[:STRUCK]-(event:Incident)
  RETURN event
  UNION
  UNWIND CASE WHEN coalesce($group, $target) IS NULL AND $country IS NOT NULL
    THEN [$country] ELSE [] END AS code
  MATCH (event:Incident {country: code})
  RETURN event
  UNION
  UNWIND CASE WHEN coalesce($group, $target, $country) IS NULL THEN [1] ELSE [] END AS scan
  MATCH (event:Incident)
  RETURN event
}
WITH event
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($country IS NULL OR event.country = $country)
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($target IS NULL OR EXISTS { (event)-[:STRUCK]->(:Target {id: $target}) })
WITH event, [(event)<-[:CASUALTIES_OF]-(told:Casualties) | {harm: told.harm, ofWhom: told.ofWhom,
    low: told.low, best: told.best, high: told.high, id: told.id, sources: told.sources,
    disputedBy: coalesce(told.disputedBy, [])}]
  + [side IN [
      {harm: 'killed', ofWhom: 'civilians', best: event.fatalitiesCivilians},
      {harm: 'killed', ofWhom: 'first-side', best: event.fatalitiesSideA},
      {harm: 'killed', ofWhom: 'second-side', best: event.fatalitiesSideB},
      {harm: 'killed', ofWhom: 'unknown', best: event.fatalitiesUnknown}]
    WHERE side.best > 0 | {harm: side.harm, ofWhom: side.ofWhom, low: null, best: side.best,
      high: null, id: null, sources: event.sources, disputedBy: []}] AS figures
WITH event, [one IN figures WHERE (size($harm) = 0 OR one.harm IN $harm)
  AND (size($ofWhom) = 0 OR one.ofWhom IN $ofWhom)] AS figures
WHERE size(figures) > 0
WITH event, figures, toString(event.firstDay) + ' ' + event.id AS moment
ORDER BY moment
WITH sum(size(figures)) AS fitting, collect([moment, figures]) AS found
WITH fitting, found[0..toInteger($limit)] AS enough
UNWIND enough AS one
WITH fitting, one[0] AS moment, one[1] AS figures
MATCH (event:Incident {id: substring(moment, 11)})
OPTIONAL MATCH (event)-[:PERPETRATED_BY]->(doer:Group)
WITH fitting, event, moment, figures, doer.name AS name
ORDER BY name
WITH fitting, event, moment, figures, collect(name) AS perpetrators
UNWIND figures AS one
CALL (one) {
  MATCH (remark:Remark {about: one.id})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS note
}
WITH fitting, event, perpetrators, one, note, moment + ' ' + one.harm + ' ' + one.ofWhom AS place
ORDER BY place
LIMIT toInteger($limit)
RETURN event.date AS date, event.id AS incidentId, event.name AS incident, perpetrators,
  one.harm AS harm, one.ofWhom AS ofWhom, one.low AS low, one.best AS best, one.high AS high,
  event.tellingOf AS tellingOf, note, one.disputedBy AS disputedBy, fitting,
  CASE WHEN fitting > $limit THEN 'only the oldest ' + toString(toInteger($limit))
    + ' are among the rows; ask about a narrower time or place or for more with --limit' END
    AS leftOut,
  one.sources AS sources
ORDER BY place
