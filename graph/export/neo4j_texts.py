"""What stands beside the tables for Neo4j's importer: the command, the indexes, how to use them.

What always holds here: the script runs in the folder of the tables, whatever folder it is called
from, and overwrites no database unless it is told to.
"""

from __future__ import annotations

from typing import Final

from graphq.graph.model.schema import definitions

COMMAND_FILE: Final = "import.sh"
INDEX_FILE: Final = "indexes.cypher"
README_FILE: Final = "README.txt"

COMMAND: Final = """\
#!/bin/sh
# Imports the tables of this folder into a database of Neo4j that is new or empty; see README.txt.
# The first argument is the name of the database (neo4j if there is none); what follows it is passed
# on to neo4j-admin, such as --overwrite-destination. NEO4J_ADMIN names the program if it is not on
# the PATH.
set -eu
cd -- "$(dirname -- "$0")"
database="${1:-neo4j}"
[ "$#" -eq 0 ] || shift
exec "${NEO4J_ADMIN:-neo4j-admin}" database import full "$database" "$@" \\
  OPTIONS
"""
"""The script; its OPTIONS are to be replaced by the options and the tables."""

README: Final = f"""\
A graph of graphq, as tables for Neo4j's offline importer (Neo4j 5.26 or later).

1. Stop Neo4j; on a server with several databases, stop or drop the one that is to be imported.
2. As the user that Neo4j runs as, in this folder:

       sh {COMMAND_FILE}

   It runs neo4j-admin database import full with all the tables; read it for the exact command. A
   database that has data in it is replaced only with: sh {COMMAND_FILE} neo4j \\
   --overwrite-destination
3. Start Neo4j, and make the constraints and indexes:

       cypher-shell -f {INDEX_FILE}

   Without them everything is found, but slowly, and graphq load would be slow.
4. graphq status --db neo4j://localhost:7687

Each table has its columns and their types in the file of the same name that ends in .header.csv.
Text is in UTF-8. An empty field is a value that is not known, and "" is an empty text. The items of
a list are kept apart by the control character U+001F.
"""
"""What stands beside the tables, for who imports them."""


def indexes() -> str:
    """The constraints and indexes of the model, as cypher-shell reads them."""
    return "".join(f"{statement};\n" for statement in definitions())
