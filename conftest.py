"""Where pytest finds the fixtures of this project."""

pytest_plugins = ["tests.neo4j_fixture", "tests.stores_fixture", "tests.chromium_fixture"]
