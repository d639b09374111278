"""What makes Neo4j Browser ready to work in, as a folder: style, favourites, settings, guide.

What always holds here: every file is made from the model, the looks and the questions, so none can
drift from them; the same ones make the same bytes. A folder with something in it is left alone
unless the files of the kit in it may be replaced; what graphq did not write there never is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from graphq.browser.favourites import FOLDER, SET_FIRST, favourites_zip
from graphq.browser.guide import guide
from graphq.browser.link import GUIDE_PORT
from graphq.browser.style import grass, style_in_lines
from graphq.graph.outputs import write_listed_folder

STYLE_FILE: Final = "graphq.grass"
FAVOURITES_FILE: Final = "graphq-favourites.zip"
SETTINGS_FILE: Final = "neo4j.conf.txt"
GUIDE_FILE: Final = "guide.md"
READ_ME_FILE: Final = "README.txt"

SETTING: Final = "browser.post_connect_cmd"
"""What Browser runs for everybody who has logged in; commands are separated by semicolons."""
_TELLS_NOBODY: Final = "allowUserStats: false, allowCrashReports: false"

_READ_ME: Final = f"""\
Neo4j Browser, ready to work in
===============================

Open Neo4j Browser (usually http://localhost:7474/browser/) and log in. Then:

{STYLE_FILE}
    Colours, sizes and captions. Drag the file from your file manager onto the page and let go.
    It holds at once and from then on. To take it back, type  :style reset

{FAVOURITES_FILE}
    Every question, and its picture, as favourites. Drag it onto the page; they are then under the
    star at the left, in the folder "{FOLDER}". Run "00 Set the group" first, each time the page has
    been loaded anew; then any other. What else can be asked for stands in a favourite's text, each
    value before its name: change 50.0 in  50.0 /* km */  and press play. A text stands in quotes:
    'airport'; several of them in brackets: ['claimed', 'disputed']; a day is date('2019-08-31');
    a group, person, target or place is named by its id, a country by two letters: 'ML'. null and
    [] mean that it is not asked for. To get a newer set, delete the folder "{FOLDER}" under the
    star before you drop the file again, or you have everything twice.

{GUIDE_FILE}
    A tour of the graph beside your work. Type at the command line
        graphq browser-kit DIR --force --serve
    with this folder's name for DIR, leave it running, and type in Neo4j Browser
        :guide http://localhost:{GUIDE_PORT}/{GUIDE_FILE}
    It can also be read as it is, in any editor.

{SETTINGS_FILE}
    For whoever looks after the server: lines for its neo4j.conf. After a restart everybody who logs
    in has the style, and the first favourite has been run for them. The docker-compose.yml
    of graphq has them already.

Once for yourself, if the server has not got those lines: type
    :config autoComplete: false
Otherwise Browser adds every relationship that it knows among the circles of a picture.

A picture shows what was asked for. Click a circle or an arrow to read all of it, double-click a
circle to see what else is tied to it. Pictures and tables hold no more than the graph: its sources
are one question away ("Sources").
"""


def after_log_in() -> list[str]:
    """The commands that Browser runs after the log-in, as lines to be joined by blanks."""
    *style, last = style_in_lines()
    return [
        f"config autoComplete: false, {_TELLS_NOBODY};",
        f"style {style[0]}",
        *style[1:],
        f"{last};",
        *(f"param {name} => {value};" for name, value in SET_FIRST.items()),
    ]


def neo4j_conf() -> str:
    """The lines for a server's neo4j.conf."""
    return (
        "# Neo4j Browser has the style of graphq and its parameters set after each log-in.\n"
        "# Put the next line, which is long, into neo4j.conf, and restart the server.\n"
        f"{SETTING}={' '.join(after_log_in()).removesuffix(';')}\n"
    )


def compose_lines() -> str:
    """The same setting for the environment of a service of a compose file, folded."""
    lines = [line.replace("$", "$$") for line in after_log_in()]
    lines[-1] = lines[-1].removesuffix(";")
    name = "NEO4J_" + SETTING.replace("_", "__").replace(".", "_")
    return "".join([f"      {name}: >-\n", *(f"        {line}\n" for line in lines)])


def kit() -> Mapping[str, bytes]:
    """Every file of the kit by its name."""
    texts = {
        READ_ME_FILE: _READ_ME,
        STYLE_FILE: grass(),
        SETTINGS_FILE: neo4j_conf(),
        GUIDE_FILE: guide(),
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        FAVOURITES_FILE: favourites_zip(),
    }


def write_kit(folder: Path, replace: bool = False) -> list[Path]:
    """Write the kit; returns its files. Raises UsageError, OSError.

    Into a folder that is not empty it is written only with `replace`, which leaves what is not of
    the kit as it is, and does nothing where a file of the kit is not as graphq wrote it.
    """
    advice = (
        "Name a new folder, or add --force to replace the files of the kit in it and leave the "
        "others."
    )
    return write_listed_folder(folder, kit(), replace, advice)
