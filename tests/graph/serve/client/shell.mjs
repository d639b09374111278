// A shell such as cypher-shell, on Neo4j's driver for JavaScript: statements come in on standard
// input, one a line; for each a line of JSON goes out, {"rows": […]} or {"code", "message"}.
// Address and user are the arguments, the password is in NEO4J_PASSWORD.
import { createInterface } from "node:readline";
import neo4j from "neo4j-driver";

const [address, user] = process.argv.slice(2);
const auth = neo4j.auth.basic(user, process.env.NEO4J_PASSWORD);
const driver = neo4j.driver(address, auth, { disableLosslessIntegers: true });

const plain = (value) => {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(plain);
  if (neo4j.isDate(value)) return value.toString();
  if (neo4j.isNode(value)) return { labels: [...value.labels].sort(), properties: plain(value.properties) };
  if (neo4j.isRelationship(value)) return { type: value.type, properties: plain(value.properties) };
  if (neo4j.isPath(value)) {
    return {
      nodes: [value.start, ...value.segments.map((segment) => segment.end)].map(plain),
      relationships: value.segments.map((segment) => plain(segment.relationship)),
    };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};

for await (const statement of createInterface({ input: process.stdin })) {
  const session = driver.session();
  try {
    const found = await session.run(statement);
    console.log(JSON.stringify({ rows: found.records.map((record) => plain(record.toObject())) }));
  } catch (error) {
    console.log(JSON.stringify({ code: error.code, message: error.message }));
  } finally {
    await session.close();
  }
}
await driver.close();
