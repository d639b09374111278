// Lints Cypher with Neo4j's own parser and semantic checks, without a Neo4j.
//
// Reads {schema: {labels, relationshipTypes, propertyKeys}, statements: [{name, text, parameters}]}
// from standard input; prints [{name, severity, line, message}] for everything the linter says.
import { lintCypherQuery } from "@neo4j-cypher/language-support";
import { readFileSync } from "node:fs";

const { schema, statements } = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const { name, text, parameters } of statements) {
  const known = {
    labels: schema.labels,
    relationshipTypes: schema.relationshipTypes,
    propertyKeys: schema.propertyKeys,
    parameters,
    defaultLanguage: "CYPHER 5",
  };
  const { diagnostics } = lintCypherQuery(text, known);
  for (const { severity, range, message } of diagnostics) {
    found.push({ name, severity, line: range.start.line + 1, message });
  }
}
process.stdout.write(JSON.stringify(found));
