"""Each saved question as a command, made from its header.

What always holds here: the command has the header's parameters and nothing besides the options of
every command; a new question is a command without a line of code. Only the question that is asked
for is read whole, so that the start stays quick.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli.completion import completion
from cli.options import OPTIONS_PANEL, Database, Format, OutputFormat, open_graph
from cypher.catalog import Question
from cypher.parameters import TODAY, option_name

if TYPE_CHECKING:
    from cypher.header import Parameter

PANEL: Final = "Questions"
_PYTHON_TYPES: Final[dict[str, Any]] = {"integer": int, "number": float, "flag": bool}

ShowCypher = Annotated[
    bool,
    typer.Option(
        "--show-cypher",
        help="Print the Cypher and its parameters instead of asking.",
        rich_help_panel=OPTIONS_PANEL,
    ),
]

Options = list[tuple[str, Any, Any]]
"""The options that a command has besides the question's own: name, annotation and default."""
Runner = Callable[..., None]
"""Called with the question, what is given by parameter, and the other options by name."""

_PRINTING: Final[Options] = [
    ("db", Database, None),
    ("output", OutputFormat, Format.TABLE),
    ("show_cypher", ShowCypher, False),
]


def add_question(
    app: typer.Typer,
    question: Question,
    whole: bool,
    run: Runner | None = None,
    shared: Options | None = None,
    called: str = "graphq",
) -> None:
    """Add the question's command; `whole` with its options, otherwise only its title.

    `run` does something else with the question than print its answer; `shared` are the options for
    it, and `called` is what is typed before the question's name.
    """
    if not whole:
        app.command(question.name, help=_short(question), rich_help_panel=PANEL)(_placeholder)
        return
    header = question.header
    examples = "\n\n".join(
        f"    {called}{example.removeprefix('graphq')}" for example in header.examples
    )
    app.command(
        question.name,
        help=f"{question.title}.\n\n{header.answers}",
        short_help=_short(question),
        epilog=f"Examples:\n\n{examples}",
        rich_help_panel=PANEL,
    )(_command(question, run or run_question, _PRINTING if shared is None else shared))


def _short(question: Question) -> str:
    """The title without the name that it begins with."""
    text = question.title.split(": ", 1)[-1]
    return text[0].upper() + text[1:]


def _placeholder() -> None:
    """Stand in for a question that is not asked for."""


def _command(question: Question, run: Runner, shared: Options) -> Callable[..., None]:
    parameters = [
        inspect.Parameter(
            _python_name(name),
            inspect.Parameter.KEYWORD_ONLY,
            annotation=_annotation(name, parameter),
            default=_default(parameter),
        )
        for name, parameter in sorted(
            question.header.parameters.items(), key=lambda item: not item[1].argument
        )
    ]
    parameters += [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default
        )
        for name, annotation, default in shared
    ]
    names = {_python_name(name): name for name in question.header.parameters}

    def command(**given: Any) -> None:
        common = {name: given.pop(name) for name, _, _ in shared}
        run(question, {names[name]: value for name, value in given.items()}, **common)

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {found.name: found.annotation for found in parameters}
    command.__name__ = question.name.replace("-", "_")
    return command


def run_question(
    question: Question, given: dict[str, Any], db: str | None, output: Format, show_cypher: bool
) -> None:
    """Ask a question and print its answer, or print what would be asked."""
    with open_graph(db) as store:
        if show_cypher:
            _print_cypher(question, store, given, output)
            return
        answer = question.ask(store, given)
    from cli.render import render

    render(answer, output)


def _print_cypher(question: Question, store: Any, given: dict[str, Any], output: Format) -> None:
    """The statement with its parameters, as one object or as Neo4j Browser takes them."""
    from datetime import date

    from cypher.browser import parameter_lines
    from cypher.parameters import resolve_all

    resolved = resolve_all(store, question, given, date.today())
    if output is Format.JSON:
        from cli.render import print_json

        print_json({"statement": question.statement, "parameters": resolved.values})
        return
    typer.echo("\n".join(parameter_lines(resolved.values)))
    typer.echo(f"\n{question.statement}")


def _python_name(name: str) -> str:
    """The parameter as an argument of a Python function, clear of the shared options."""
    return "parameter_" + "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def _annotation(name: str, parameter: Parameter) -> Any:
    kind = _PYTHON_TYPES.get(parameter.type, str)
    shown = parameter.help + _allowed(parameter)
    metavar = _metavar(parameter)
    offered = completion(parameter)
    if parameter.argument:
        info: Any = typer.Argument(
            metavar=parameter.type.upper(), help=shown, autocompletion=offered
        )
        return Annotated[kind if parameter.required else kind | None, info]
    more: dict[str, Any] = {"help": shown, "autocompletion": offered}
    if kind is not bool:
        more["metavar"] = metavar
    if kind in (int, float):
        more |= {"min": parameter.minimum, "max": parameter.maximum}
    if parameter.default in (None, [], False):
        more["show_default"] = False
    info = typer.Option(option_name(name, parameter), **more)
    if parameter.many:
        return Annotated[list[kind] | None, info]  # type: ignore[valid-type]
    return Annotated[kind if kind is bool else kind | None, info]


def _metavar(parameter: Parameter) -> str:
    return "DATE" if parameter.type == "date" else parameter.type.upper()


def _allowed(parameter: Parameter) -> str:
    return f" ({', '.join(parameter.choices)})" if parameter.choices else ""


def _default(parameter: Parameter) -> Any:
    if parameter.required:
        return inspect.Parameter.empty
    if parameter.type == "date" and parameter.default == TODAY:
        return TODAY
    if parameter.many:
        return None
    return parameter.default
