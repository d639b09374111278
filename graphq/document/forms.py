"""The forms of output: how one declares itself, and printing or writing a document in it.

What always holds here: a module of this folder, or of `printed` in it, that has a `FORM` is a form,
found without being listed anywhere; it is called as its module. A file that is there already is not
overwritten unless that is asked for; what a form needs besides its file is written beside it, under
the same name.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from graphq.document import printed
from graphq.document.form import Form
from graphq.graph.errors import UsageError
from graphq.paths import check_free, files_told, write_file

if TYPE_CHECKING:
    from graphq.document.document import Document, WrittenBrief

USUAL: Final = "table"
"""The form in which answers are printed where none is asked for."""

_PICTURE: Final = ".svg"


@cache
def forms() -> dict[str, Form]:
    """Every form by its name, in the order in which they are listed."""
    import graphq.document as folder

    found = {
        name: form
        for place in (folder, printed)
        for name in _modules(place)
        if isinstance(form := getattr(_module(place, name), "FORM", None), Form)
    }
    return dict(sorted(found.items(), key=lambda named: (named[1].place, named[0])))


def printed_names() -> list[str]:
    """The names of the forms in which an answer can be printed; none of them is imported."""
    return sorted(_modules(printed), key=lambda name: (name != USUAL, name))


def form_named(name: str) -> Form:
    """The form of that name, in which an answer can be printed."""
    found: Form = _module(printed, name).FORM
    return found


def _modules(place: ModuleType) -> list[str]:
    return [module.name for module in pkgutil.iter_modules(place.__path__)]


def _module(place: ModuleType, name: str) -> ModuleType:
    return importlib.import_module(f"{place.__name__}.{name}")


def show(document: Document, form: str = USUAL) -> None:
    """Print the document in the form of that name."""
    found = form_named(form)
    if found.shown:
        found.shown(document)
    else:
        assert found.made
        sys.stdout.write(str(found.made(document)))


def _bytes_of(document: Document | WrittenBrief, form: Form) -> bytes:
    assert form.made
    made = form.made(document)
    return made if isinstance(made, bytes) else made.encode()


def form_of(place: Path, for_briefs: bool) -> Form | None:
    """The form that has the file's ending, if there is one."""
    ending = place.suffix.lower()
    return next((one for one in file_forms(for_briefs) if ending in one.endings), None)


def file_forms(for_briefs: bool) -> list[Form]:
    """The forms in which a document, or a brief, can be written to a file."""
    return [
        form
        for form in forms().values()
        if form.endings and (form.takes_briefs if for_briefs else form.takes_documents)
    ]


def file_form(place: Path, example: str) -> Form:
    """The form of a document by the file's ending. Raises UsageError when none has it."""
    found = form_of(place, for_briefs=False)
    if found is None:
        others = (
            form.endings[0]
            for name, form in forms().items()
            if name in printed_names() and form.endings
        )
        raise UsageError(
            f"The name {place} says nothing of its form. Name a page, such as {example}.html, or a "
            f"file that ends with {' or '.join(others)}."
        )
    return found


def write_document(document: Document, form: Form, place: Path, force: bool = False) -> None:
    """Write the document in the form. Raises UsageError when a file is there already."""
    write_file(place, _bytes_of(document, form), force)


def check_form(place: Path) -> Form:
    """The form of a brief by the file's ending. Raises UsageError when none has it."""
    found = form_of(place, for_briefs=True)
    if found is None:
        ending = place.suffix.lower()
        said = f"'{ending}' is no form of a brief" if ending else f"'{place}' has no ending"
        *first, last = (f"{form.endings[0]} ({form.help})" for form in file_forms(True))
        raise UsageError(f"{said}. Name a file that ends in {', '.join(first)} or {last}.")
    return found


def check_places(place: Path, force: bool) -> None:
    """Raise UsageError when a file that would be written is there already, or is a folder.

    With `force` the brief may be, and its picture if graphq drew it.
    """
    form = check_form(place)
    check_free(place, force, "brief.html")
    if not form.illustrated:
        return
    picture = place.with_suffix(_PICTURE)
    check_free(picture, force, "brief.html")
    with files_told(picture, "read"):
        if picture.is_file() and not is_drawn_here(picture):
            raise UsageError(
                f"{picture}, the place of the brief's picture, is not of graphq's drawing and is "
                "left alone. Give the brief another name, or move that picture away."
            )


def write_brief(brief: WrittenBrief, place: Path, force: bool = False) -> list[Path]:
    """Write the brief in the form of the file's ending; returns the files written.

    Raises UsageError when there is no such form, or a file is there already.
    """
    form = check_form(place)
    check_places(place, force)
    drawing = drawing_of(brief) if form.illustrated else None
    if form.illustrated and drawing:
        beside = place.with_suffix(_PICTURE)
        contents = {place: form.illustrated(brief, beside.name).encode(), beside: drawing.encode()}
    else:
        contents = {place: _bytes_of(brief, form)}
    for file, content in contents.items():
        write_file(file, content, force)
    return list(contents)


def is_drawn_here(picture: Path) -> bool:
    """Whether the file begins as the pictures of graphq do."""
    from graphq.document.svg import BEGINNING

    with picture.open("rb") as opened:
        return opened.read(len(BEGINNING)) == BEGINNING.encode()


def drawing_of(brief: WrittenBrief) -> str | None:
    """The brief's picture as SVG, where it has one."""
    from graphq.document.chart import draw
    from graphq.document.document import DrawnPicture
    from graphq.document.svg import as_svg
    from graphq.document.text import shown

    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, DrawnPicture):
                return as_svg(draw(block.drawn), shown(block.alt)) + "\n"
    return None
