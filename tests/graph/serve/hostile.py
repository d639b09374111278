"""Calls at a served folder that mean no good.

What always holds here: each is a name and what is sent. Statements are sent by somebody who has
logged in; what is sent raw comes from somebody who has not, or who has and no longer keeps to Bolt.
"""

from __future__ import annotations

import struct
from typing import Final

from graphq.graph.stores.arcadedb.bolt import messages as bolt
from graphq.graph.stores.arcadedb.bolt.packstream import Value
from tests.graph.serve.wire import LATEST, frame, secret, upgrade

_N = "(n:Group {id: 'hostile'})"

WRITES: Final = (
    f"CREATE {_N}",
    f"CREATE {_N} RETURN n",
    f"create{_N}",
    f"/* MATCH */ CREATE {_N}",
    f"// RETURN 1\nCREATE {_N}",
    f"\u00a0CREATE {_N}",
    f"\\u0043REATE {_N}",
    f"EXPLAIN CREATE {_N}",
    f"PROFILE CREATE {_N}",
    f"CYPHER 5 CREATE {_N}",
    f"CYPHER runtime=slotted CREATE {_N}",
    f"MERGE {_N}",
    f"MERGE {_N} ON CREATE SET n.x = 1 ON MATCH SET n.x = 2",
    f"RETURN 1 AS x UNION CREATE {_N} RETURN 1 AS x",
    f"RETURN 1; CREATE {_N}",
    f"UNWIND [1, 2] AS x CREATE {_N}",
    f"WITH 1 AS x CALL (x) {{ CREATE {_N} }} RETURN x",
    f"CALL {{ CREATE {_N} }} IN TRANSACTIONS OF 1 ROWS",
    f"CALL {{ WITH 1 AS x CREATE {_N} RETURN n }} RETURN n",
    f"MATCH (g) WHERE EXISTS {{ CREATE {_N} RETURN n }} RETURN g",
    f"RETURN COUNT {{ CREATE {_N} RETURN n }} AS x",
    f"RETURN COLLECT {{ CREATE {_N} RETURN n }} AS x",
    f"FOREACH (x IN [1] | CREATE {_N})",
    f"FOREACH (x IN [1] | MERGE {_N})",
    f"FOREACH (x IN [1] | FOREACH (y IN [1] | CREATE {_N}))",
    "CREATE (:Unheard)-[:UNHEARD]->(:Unheard)",
    "MATCH (a:Group), (b:Group) CREATE (a)-[:LED]->(b)",
    "MATCH (a:Group), (b:Group) CREATE (a)-[:UNHEARD]->(b)",
    "MATCH (g:Group) SET g.name = 'hostile'",
    "MATCH (g:Group) SET g += {name: 'hostile'}",
    "MATCH (g:Group) SET g = {}",
    "MATCH (g:Group) SET g:Unheard",
    "MATCH (g:Group) SET g['name'] = 'hostile'",
    "MATCH ()-[r:LED]->() SET r.x = 1",
    "MATCH (g:Group) REMOVE g.name",
    "MATCH (g:Group) REMOVE g:Group",
    "MATCH (g:Group) DELETE g",
    "MATCH (g:Group) DETACH DELETE g",
    "MATCH (g:Group) NODETACH DELETE g",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (n) DETACH DELETE n",
    "MATCH p = (:Group)--() DELETE p",
    "MATCH p = (:Group)--() DETACH DELETE p",
    "INSERT (n:Group {id: 'hostile'})",
    "UPSERT (n:Group {id: 'hostile'})",
)

SCHEMA: Final = (
    "CREATE INDEX hostile FOR (g:Group) ON (g.founded)",
    "CREATE INDEX hostile IF NOT EXISTS FOR (g:Group) ON (g.founded)",
    "CREATE TEXT INDEX hostile FOR (g:Group) ON (g.name)",
    "CREATE FULLTEXT INDEX hostile FOR (g:Group) ON EACH [g.name]",
    "CREATE VECTOR INDEX hostile FOR (g:Group) ON (g.name)",
    "CREATE LOOKUP INDEX hostile FOR (n) ON EACH labels(n)",
    "CREATE POINT INDEX hostile FOR (g:Location) ON (g.point)",
    "CREATE INDEX hostile FOR ()-[r:LED]-() ON (r.since)",
    "CREATE CONSTRAINT hostile FOR (g:Group) REQUIRE g.name IS UNIQUE",
    "CREATE CONSTRAINT hostile FOR (g:Group) REQUIRE g.name IS NOT NULL",
    "CREATE CONSTRAINT hostile FOR (g:Group) REQUIRE g.name IS :: STRING",
    "DROP CONSTRAINT group_id",
    "DROP CONSTRAINT group_id IF EXISTS",
    "DROP INDEX group_id",
    "CREATE GRAPH TYPE hostile",
    "ALTER CURRENT GRAPH TYPE SET {}",
    "CREATE GRAPH ANALYTICAL VIEW hostile AS MATCH (n) RETURN n",
    "CREATE MATERIALIZED VIEW hostile AS SELECT FROM Group",
    "CREATE TRIGGER hostile BEFORE CREATE ON TYPE Group EXECUTE SQL 'SELECT 1'",
)

ADMINISTRATION: Final = (
    "CREATE USER hostile SET PASSWORD 'long-enough-1'",
    "CREATE USER hostile SET PASSWORD 'long-enough-1' CHANGE NOT REQUIRED",
    "CREATE OR REPLACE USER neo4j SET PASSWORD 'long-enough-1'",
    "ALTER USER neo4j SET PASSWORD 'long-enough-1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'long-enough-1'",
    "DROP USER neo4j",
    "DROP USER root",
    "RENAME USER neo4j TO hostile",
    "SHOW USERS",
    "SHOW PRIVILEGES",
    "SHOW SETTINGS",
    "SHOW SERVERS",
    "GRANT ROLE admin TO neo4j",
    "CREATE ROLE hostile",
    "GRANT ALL ON DATABASE * TO hostile",
    "CREATE DATABASE hostile",
    "CREATE OR REPLACE DATABASE neo4j",
    "CREATE COMPOSITE DATABASE hostile",
    "CREATE ALIAS hostile FOR DATABASE neo4j",
    "ALTER DATABASE neo4j SET ACCESS READ ONLY",
    "DROP DATABASE neo4j",
    "DROP DATABASE neo4j DESTROY DATA",
    "STOP DATABASE neo4j",
    "START DATABASE neo4j",
    "ENABLE SERVER 'x'",
    "DRYRUN REALLOCATE DATABASES",
    "USE system CREATE USER hostile SET PASSWORD 'long-enough-1'",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
)

LANGUAGES: Final = (
    "SELECT FROM Group",
    "INSERT INTO Group SET id = 'hostile'",
    "UPDATE Group SET name = 'hostile'",
    "DELETE FROM Group",
    "DELETE VERTEX FROM Group",
    "CREATE VERTEX Group SET id = 'hostile'",
    "CREATE VERTEX TYPE Hostile",
    "ALTER TYPE Group NAME Hostile",
    "ALTER DATABASE `arcadedb.command.timeout` 0",
    "TRUNCATE TYPE Group",
    "DROP TYPE Group UNSAFE",
    "CHECK DATABASE FIX",
    "BACKUP DATABASE",
    "EXPORT DATABASE file:///tmp/hostile.jsonl.tgz",
    "IMPORT DATABASE file:///etc/passwd",
    "IMPORT DATABASE http://127.0.0.1:1/x",
    "REBUILD INDEX *",
    "DEFINE FUNCTION hostile.run 'return 1' LANGUAGE js",
    "BEGIN; INSERT INTO Group SET id = 'hostile'; COMMIT",
    "{sql} SELECT FROM Group",
    "sql:SELECT FROM Group",
    "sqlscript INSERT INTO Group SET id = 'hostile'",
    "SET hostile 1",
    "HSET Group hostile 1",
    "g.addV('Group')",
    "g.V().drop()",
    "mutation { hostile }",
    '{ "insert": "Group" }',
    "js: 1 + 1",
    "RETURN sql('SELECT FROM Group') AS x",
    "RETURN js('1 + 1') AS x",
    "RETURN eval('1 + 1') AS x",
    "CALL sql('DELETE FROM Group')",
    "CALL { SELECT FROM Group } RETURN 1 AS x",
)

FILES: Final = (
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM 'file:///etc/hostname' AS line RETURN line",
    "load\tcsv FROM '/etc/hostname' AS line RETURN line",
    "LOAD /* */ CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "LOAD\u200bCSV FROM 'file:///etc/hostname' AS line RETURN line",
    "\\u004cOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line",
    "LOAD CSV FROM 'https://192.0.2.1/x' AS line RETURN line",
    "LOAD CSV FROM 'ftp://192.0.2.1/x' AS line RETURN line",
    "LOAD CSV FROM 'jar:file:///etc/x!/y' AS line RETURN line",
    "UNWIND ['file:///etc/hostname'] AS f CALL (f) { LOAD CSV FROM f AS l RETURN l } RETURN l",
    "EXPLAIN LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "PROFILE LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "CALL apoc.load.csv('/etc/hostname')",
    "CALL apoc.load.json('file:///etc/hostname')",
    "CALL apoc.load.xml('file:///etc/hostname')",
    "CALL apoc.load.jdbc('jdbc:x', 'SELECT 1')",
    "CALL load.csv('/etc/hostname')",
    "CALL apoc.export.json.all('/tmp/hostile.json', {})",
    "CALL apoc.export.cypher.all('/tmp/hostile.cypher', {})",
    "CALL apoc.import.json('file:///etc/hostname')",
    "RETURN file('/etc/hostname') AS x",
    "RETURN apoc.util.readFile('/etc/hostname') AS x",
    "RETURN system.env('PATH') AS x",
    "RETURN env('PATH') AS x",
    "CALL http.get('http://127.0.0.1:1/')",
    "CALL dbms.listConfig()",
    "CALL dbms.setConfigValue('x', 'y')",
)

PROCEDURES: Final = (
    "CALL merge.node(['Group'], {id: 'hostile'}, {}, {})",
    "CALL merge.node(['Unheard'], {id: 'hostile'})",
    "CALL apoc.merge.node(['Group'], {id: 'hostile'})",
    "MATCH (a:Group), (b:Group) CALL merge.relationship(a, 'LED', {}, {}, b) YIELD rel RETURN rel",
    "MATCH (g:Group) WITH collect(g) AS g CALL refactor.mergeNodes(g) YIELD node RETURN node",
    "MATCH (g:Group) WITH collect(g) AS g CALL refactor.cloneNodesWithRelationships(g) "
    "YIELD output RETURN output",
    "CALL apoc.create.node(['Group'], {id: 'hostile'})",
    "CALL apoc.cypher.doIt(\"CREATE (:Group {id: 'hostile'})\", {})",
    "CALL apoc.cypher.runWrite(\"CREATE (:Group {id: 'hostile'})\", {})",
    "CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DELETE n', {})",
    "CALL apoc.trigger.install('neo4j', 'x', 'RETURN 1', {})",
    "CALL apoc.schema.assert({}, {})",
    "CALL algo.pagerank({writeProperty: 'hostile', write: true}) YIELD node RETURN count(node)",
    "CALL algo.louvain({writeProperty: 'hostile', write: true}) YIELD node RETURN count(node)",
    "CALL algo.labelpropagation({writeProperty: 'hostile'}) YIELD node RETURN count(node)",
    "CALL db.createLabel('Hostile')",
    "CALL db.createProperty('hostile')",
    "CALL db.createRelationshipType('HOSTILE')",
    "CALL db.clearQueryCaches()",
    "CALL dbms.security.createUser('hostile', 'long-enough-1')",
    "CALL dbms.killConnection('bolt-1')",
    "CALL util.sleep(60000)",
    "CALL `util` . `sleep`(60000)",
    "CALL /* */ apoc.util.sleep(60000)",
    "CALL dbms.shutdown()",
    "CALL arcadedb.sql('DELETE FROM Group')",
)

HEAVY_TO_READ: Final = (
    "RETURN " + "(" * 20_000 + "1" + ")" * 20_000,
    "RETURN " + "[" * 20_000 + "1" + "]" * 20_000,
    "RETURN " + "NOT " * 20_000 + "true",
    "RETURN " + "1 + " * 20_000 + "1",
    "RETURN " + "/*" * 40_000,
    "RETURN " + "'\\" * 40_000,
    "RETURN 1 " + "UNION RETURN 1 " * 500,
    "MATCH " + "(a)-[]->" * 300 + "(b) RETURN 1",
    "RETURN '" + "x" * 200_000 + "'",
    "RETURN '\x00\x01\u202e\ufeff'",
    "",
    " ",
    "\x00",
)

EXTRAS: Final[tuple[dict[str, Value], ...]] = (
    {"imp_user": "root"},
    {"imp_user": "admin"},
    {"db": "system"},
    {"db": "../config"},
    {"db": "other"},
    {"language": "sql", "db": "neo4j"},
    {"tx_metadata": {"language": "sql"}},
    {"mode": "w", "db": "neo4j"},
    {"tx_timeout": -1},
    {"tx_timeout": "forever"},
)
"""What may be given along with a statement; tried with one that writes."""


def _chunk(data: bytes) -> bytes:
    return struct.pack(">H", len(data)) + data


_HELLO = bolt.chunked(bolt.written(bolt.HELLO, {"user_agent": "x"}))
_SHAKEN = bolt.MAGIC + LATEST

STRANGERS: Final[dict[str, bytes]] = {
    "nothing agreed": bolt.MAGIC + bytes((0, 0, 0, 9)) + bytes(12),
    "no version": bolt.MAGIC + bytes(16),
    "another magic": b"\x60\x60\xb0\x18" + LATEST,
    "half a handshake": bolt.MAGIC + b"\0\4",
    "zeros": bytes(4096),
    "noise": bytes(range(256)) * 64,
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),
    "SSH": b"SSH-2.0-OpenSSH_9.6\r\n",
    "Redis": b"*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n",
    "Postgres": struct.pack(">II", 8, 80877103),
    "HTTP": b"GET /api/v1/server HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "HTTP that posts": b"POST /api/v1/command/neo4j HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
    "HTTP without an end": b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50,
    "HTTP with long lines": b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
    "HTTP with many headers": b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
    "a question before the log-in": _SHAKEN
    + bolt.chunked(bolt.written(bolt.RUN, "RETURN 1", {}, {})),
    "a question after the greeting": _SHAKEN
    + _HELLO
    + bolt.chunked(bolt.written(bolt.RUN, "MATCH (n) DETACH DELETE n", {}, {})),
    "RESET before the log-in": _SHAKEN + bolt.chunked(bolt.written(bolt.RESET)) * 50,
    "two greetings": _SHAKEN + _HELLO * 2,
    "a log-in without a greeting": _SHAKEN + bolt.chunked(bolt.written(bolt.LOGON, secret("x"))),
    "a log-in of another kind": _SHAKEN
    + _HELLO
    + bolt.chunked(bolt.written(bolt.LOGON, {"scheme": "none"})),
    "a log-in as administrator": _SHAKEN
    + _HELLO
    + bolt.chunked(bolt.written(bolt.LOGON, secret("root", "root"))),
    "a log-in with numbers": _SHAKEN
    + _HELLO
    + bolt.chunked(bolt.written(bolt.LOGON, {"scheme": 1, "principal": 2, "credentials": 3})),
    "a log-in with a list": _SHAKEN + _HELLO + bolt.chunked(bolt.written(bolt.LOGON, [1])),
    "a log-in without fields": _SHAKEN + _HELLO + bolt.chunked(bolt.written(bolt.LOGON)),
    "a password without an end": _SHAKEN + _HELLO + _chunk(b"x" * 60_000) * 20,
    "chunks of one byte": _SHAKEN + _chunk(b"\xb1") * 200_000,
    "empty chunks": _SHAKEN + bytes(400_000),
    "a list of four thousand million": _SHAKEN + bolt.chunked(b"\xb1\x01\xd6\xff\xff\xff\xff"),
    "a map of four thousand million": _SHAKEN + bolt.chunked(b"\xb1\x01\xda\xff\xff\xff\xff"),
    "a text of four thousand million": _SHAKEN
    + bolt.chunked(b"\xb1\x01\xa1\x81a\xd2\xff\xff\xff\xff"),
    "lists within lists": _SHAKEN + bolt.chunked(b"\xb1\x01\xa1\x81a" + b"\x91" * 60_000),
    "maps within maps": _SHAKEN + bolt.chunked(b"\xb1\x01" + b"\xa1\x81a" * 20_000),
    "structures within structures": _SHAKEN + bolt.chunked(b"\xb1\x01" + b"\xb1\x4e" * 30_000),
    "no UTF-8": _SHAKEN + bolt.chunked(b"\xb1\x01\xa1\x82\xff\xfe\x81a"),
    "no message": _SHAKEN + bolt.chunked(b"\x00"),
    "an unknown message": _SHAKEN + bolt.chunked(b"\xb0\x99"),
    "WebSocket with noise": upgrade() + bytes(range(256)) * 8,
    "WebSocket without a mask": upgrade() + b"\x82\x05hello",
    "WebSocket with a huge frame": upgrade() + b"\x82\xff\x7f" + b"\xff" * 7 + b"abcd",
    "WebSocket with reserved bits": upgrade() + frame(b"x", 0x72),
    "WebSocket with a long ping": upgrade() + frame(b"x" * 200, 9),
    "WebSocket with pieces without an end": upgrade() + frame(b"x", final=False) * 500,
    "WebSocket with a piece of nothing": upgrade() + frame(b"x", 0),
    "WebSocket with text": upgrade() + frame(b"MATCH (n) DETACH DELETE n", 1),
    "WebSocket with no Bolt in it": upgrade() + frame(bytes(range(200))),
    "WebSocket of an old version": upgrade(**{"Sec-WebSocket-Version": "7"}),
    "WebSocket without a key": upgrade(**{"Sec-WebSocket-Key": ""}),
    "WebSocket in WebSocket": upgrade() + frame(upgrade()),
}

INSIDERS: Final[dict[str, bytes]] = {
    "no message": bolt.chunked(b"\x00"),
    "an unknown message": bolt.chunked(b"\xb0\x99"),
    "a second greeting": _HELLO,
    "a statement that is a number": bolt.chunked(bolt.written(bolt.RUN, 1, {}, {})),
    "a statement alone": bolt.chunked(b"\xb1\x10\x88RETURN 1"),
    "parameters that are a list": bolt.chunked(b"\xb3\x10\x88RETURN 1\x91\x01\xa0"),
    "parameters within parameters": bolt.chunked(
        b"\xb3\x10\x88RETURN 1\xa1\x81a" + b"\x91" * 500_000 + b"\x01\xa0"
    ),
    "parameters of four thousand million": bolt.chunked(
        b"\xb3\x10\x88RETURN 1\xda\xff\xff\xff\xff"
    ),
    "a message of forty megabytes": b"".join(_chunk(b"x" * 65_000) for _ in range(640)),
    "chunks of one byte": _chunk(b"\xb1") * 300_000,
    "nothing to pull": bolt.chunked(bolt.written(bolt.PULL, {"n": -1})),
    "a pull of another answer": bolt.chunked(bolt.written(bolt.PULL, {"n": -1, "qid": 99})),
    "nothing to commit": bolt.chunked(bolt.written(bolt.COMMIT)),
    "a thousand times RESET": bolt.chunked(bolt.written(bolt.RESET)) * 1_000,
    "a thousand questions at once": bolt.chunked(bolt.written(bolt.RUN, "RETURN 1", {}, {}))
    * 1_000,
    "begun and never ended": bolt.chunked(bolt.written(bolt.BEGIN, {})) * 3,
    "log off in the midst": bolt.chunked(bolt.written(bolt.RUN, "RETURN 1", {}, {}))
    + bolt.chunked(bolt.written(bolt.LOGOFF)),
    "log off, and ask": bolt.chunked(bolt.written(bolt.LOGOFF))
    + bolt.chunked(bolt.written(bolt.RUN, "MATCH (n) DETACH DELETE n", {}, {})),
}

STATEMENTS: Final = (
    *WRITES,
    *SCHEMA,
    *ADMINISTRATION,
    *LANGUAGES,
    *FILES,
    *PROCEDURES,
    *HEAVY_TO_READ,
)
