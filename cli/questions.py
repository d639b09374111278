"""Each saved question as a command, made from its header.

What always holds here: the command has the header's parameters and nothing besides the options of
every command (and `matches` those of judging what it finds, `cli/judge.py`); a new question is a
command without a line of code. Only the question that is asked for is read whole, so that the start
stays quick.
"""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from graphq.cli.completion import completion
from graphq.cli.options import OPTIONS_PANEL, Database, OutputFormat
from graphq.cli.plainly import run_question
from graphq.cypher.ask.catalog import Question
from graphq.cypher.ask.catalog import question as question_named
from graphq.cypher.ask.parameters import TODAY, option_name
from graphq.document.forms import USUAL
from graphq.graph.errors import UsageError

if TYPE_CHECKING:
    from graphq.cypher.ask.header import Parameter

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


Run = Callable[..., None]
"""What a command of a question does: takes it, what is given for its parameters, and the options
beside them by their names."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a question's command that is none of the question's parameters."""

    name: str
    annotation: Any
    default: Any


def add_question(app: typer.Typer, question: Question, whole: bool) -> None:
    """Add the question's command; `whole` with its options, otherwise only its title."""
    run: Run = run_question
    options: tuple[Option, ...] = (
        Option("db", Database, None),
        Option("output", OutputFormat, USUAL),
        Option("show_cypher", ShowCypher, False),
    )
    if whole and question.name == "matches":
        from graphq.cli import judge

        run, options = judge.run_matches, (*options, *(Option(*one) for one in judge.OPTIONS))
    add_question_to(app, question, run, options, whole, panel=PANEL)


def add_question_to(
    group: typer.Typer,
    question: Question,
    run: Run,
    options: Sequence[Option],
    whole: bool,
    *,
    panel: str | None = None,
) -> None:
    """Add a command named like the question, with its parameters, that does what `run` does.

    Examples are told as of the group's own name. `whole` adds it with its options, otherwise only
    with its title.
    """
    if not whole:
        group.command(question.name, help=_short(question), rich_help_panel=panel)(_placeholder)
        return
    header = question.header
    # The command as a whole has a name too, and the examples begin with it.
    below = isinstance(group.info.name, str) and group.info.name != "graphq"
    word = f"graphq {group.info.name} " if below else "graphq "
    shown = (example.replace("graphq ", word, 1) for example in header.examples)
    examples = "\n\n".join(f"    {example}" for example in shown)
    group.command(
        question.name,
        help=f"{question.title}.\n\n{header.answers}",
        short_help=_short(question),
        epilog=f"Examples:\n\n{examples}",
        rich_help_panel=panel,
    )(_command(question, run, options))


def _short(question: Question) -> str:
    """The title without the name that it begins with."""
    text = question.title.split(": ", 1)[-1]
    return text[0].upper() + text[1:]


def _placeholder() -> None:
    """Stand in for a question that is not asked for."""


def question_asked(text: str) -> tuple[Question, dict[str, Any]]:
    """A question with what is given for its parameters, as typed after `graphq`.

    Raises UsageError; of a wrong option the process ends as by the question's own command.
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise UsageError(f"'{text}' cannot be read as a question: {error}.") from error
    if words[:1] == ["graphq"]:
        del words[0]
    if not words:
        raise UsageError("No question is named. Write it as after graphq: 'incidents jnim'.")
    question = question_named(words[0])
    found: list[dict[str, Any]] = []
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback()(_placeholder)
    names = {_python_name(name): name for name in question.header.parameters}

    def take(**given: Any) -> None:
        found.append({names[name]: value for name, value in given.items()})

    _sign(take, _own_parameters(question))
    app.command(question.name, help=f"{question.title}.")(take)
    try:
        app(words, prog_name="graphq")
    except SystemExit:
        if not found:
            raise
    return question, found[0]


def _own_parameters(question: Question) -> list[inspect.Parameter]:
    """The header's parameters as those of a Python function."""
    return [
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


def _sign(function: Callable[..., None], parameters: list[inspect.Parameter]) -> None:
    """Give the function the parameters, as typer reads them."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {found.name: found.annotation for found in parameters}


def _command(question: Question, run: Run, options: Sequence[Option]) -> Callable[..., None]:
    parameters = _own_parameters(question)
    parameters += [
        inspect.Parameter(
            option.name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=option.annotation,
            default=option.default,
        )
        for option in options
    ]
    names = {_python_name(name): name for name in question.header.parameters}

    def command(**given: Any) -> None:
        common = {option.name: given.pop(option.name) for option in options}
        run(question, {names[name]: value for name, value in given.items()}, **common)

    _sign(command, parameters)
    command.__name__ = question.name.replace("-", "_")
    return command


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
        if parameter.many:
            return Annotated[list[kind] | None, info]  # type: ignore[valid-type]
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
