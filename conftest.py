"""Where pytest finds the fixtures of this project, and how the processes of its tests begin."""

import signal

pytest_plugins = ["tests.neo4j_fixture", "tests.stores_fixture", "tests.chromium_fixture"]


def pytest_configure() -> None:
    """Have Ctrl-C and the end of a terminal heard by what the tests start, as at a terminal.

    A run in the background, or after nohup, hands on that they are ignored.
    """
    for name, usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, usual)
