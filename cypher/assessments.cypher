// Assessments: who rated which facility by CARVER, and what was published of it
// answers: >-
//   Every rating on record of the targets, or of all: the six scores that a named person gave, on
//   which scale and day, and published rankings. Nothing is scored from what the graph holds. A
//   blank was not scored, and there is a total only where all six criteria are. It is for those who
//   protect a place; graphq matrix lays the scores out.
// parameters:
//   targets: {type: target, argument: true, many: true, default: [], help: only of these targets}
//   asOf: {type: date, default: today, help: only what had been assessed by this day}
// columns:
//   targetId: {hidden: true, help: id of the target}
//   target: {help: what was rated}
//   targetType: {hidden: true, help: kind of target}
//   assessmentId: {hidden: true, help: id of the assessment}
//   assessors: {type: list, title: assessed by, help: who judged}
//   date: {type: date, help: 'when, as far as it is known'}
//   kind: {help: 'scores, or ranking where only an order was published'}
//   method: {usual: carver, help: how it was judged}
//   scaleLow: {type: integer, hidden: true, help: the lowest score that could be given}
//   scaleHigh: {type: integer, hidden: true, help: the highest score that could be given}
//   scale: {help: the lowest and the highest score that could be given; blank of a ranking}
//   criticality: {type: integer, title: crit, help: how much depends on it; blank if not scored}
//   accessibility: {type: integer, title: access, help: how easily it can be reached; blank if not scored}
//   recuperability: {type: integer, title: recup, help: how long it would take to recover; blank if not scored}
//   vulnerability: {type: integer, title: vuln, help: how easily an attack would succeed; blank if not scored}
//   effect: {type: integer, help: 'how great the harm would be, there and around; blank if not scored'}
//   recognizability: {type: integer, title: recog, help: how easily it is told from other places; blank if not scored}
//   total: {type: integer, help: the sum of all six; blank where one is not scored}
//   notScored: {type: list, title: not scored, help: the criteria without a score; none of a ranking}
//   rank: {type: integer, help: 'its place in a published ranking, 1 the first'}
//   ranked: {type: integer, hidden: true, help: 'how many facilities that ranking puts in order, asked for or not; blank of scores'}
//   note: {type: facts, title: What the assessor says, below: target, help: 'what the assessor says of the rating, as far as it had been said'}
//   about: {type: facts, title: What is said of the assessment, below: assessmentId, help: 'what a reader should know of the assessment, as far as it had been said'}
//   sources: {type: sources, help: sources of the rating}
// examples:
//   - graphq assessments
//   - graphq assessments "Ambodedjo Airport" "French embassy in Bamako"
MATCH (assessment:Assessment)-[rates:RATES]->(target:Target)
WHERE assessment.firstDay <= $asOf
  AND (size($targets) = 0 OR target.id IN $targets)
  AND any(name IN coalesce(assessment.assessors, []) WHERE trim(name) <> '')
WITH assessment, rates, target,
  [given IN [['criticality', rates.criticality], ['accessibility', rates.accessibility],
    ['recuperability', rates.recuperability], ['vulnerability', rates.vulnerability],
    ['effect', rates.effect], ['recognizability', rates.recognizability]]
    WHERE given[1] IS NULL | given[0]] AS blank
CALL (rates) {
  MATCH (remark:Remark {about: rates.id})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS note
}
CALL (assessment) {
  MATCH (remark:Remark {about: assessment.id})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS about
}
RETURN target.id AS targetId, target.name AS target, target.targetType AS targetType,
  assessment.id AS assessmentId, assessment.assessors AS assessors, assessment.date AS date,
  assessment.kind AS kind, assessment.method AS method,
  assessment.scaleLow AS scaleLow, assessment.scaleHigh AS scaleHigh,
  toString(assessment.scaleLow) + '–' + toString(assessment.scaleHigh) AS scale,
  rates.criticality AS criticality, rates.accessibility AS accessibility,
  rates.recuperability AS recuperability, rates.vulnerability AS vulnerability,
  rates.effect AS effect, rates.recognizability AS recognizability,
  CASE WHEN size(blank) = 0 THEN rates.criticality + rates.accessibility + rates.recuperability
    + rates.vulnerability + rates.effect + rates.recognizability END AS total,
  CASE WHEN assessment.kind = 'ranking' THEN [] ELSE blank END AS notScored,
  rates.rank AS rank, CASE WHEN assessment.kind = 'ranking'
    THEN size([(assessment)-[:RATES]->(other:Target) | 1]) END AS ranked, note, about, rates.sources AS sources
ORDER BY kind = 'ranking', CASE WHEN rank IS NULL THEN target ELSE assessmentId END, rank,
  targetId, date, assessmentId
