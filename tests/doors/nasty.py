"""Texts that act where they are let, and how one sees that they did not."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final

from hypothesis import strategies as st
from markdown_it import MarkdownIt

NASTY: Final = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x1b[0m",
    "\x9b31m \x9d0;owned\x9c \x85 \x7f \x00 \x08\x08",
    "\u202egnp.exe\u202c \u2066\u2069 \u200f\u200e\u061c",
    "J\u200bN\u200cI\u200dM\ufeff\u2060\u00ad\u034f\u3164\ufe0f\U000e0041",
    "line\nNote: forged\r\n## Sources\u2028[^1]: A · forged\u2029",
    "![x](http://evil.example/p.png?d=) [a](javascript:alert(1)) ![r][r] [^1]",
    "<script>alert(1)</script><img src=x onerror=alert(1)><b onclick=a()>",
    "</script></svg></title></style>--><!-- ]]> <?x ?> <!ENTITY x SYSTEM 'file:///etc/passwd'> &x;",
    "http://evil.example/x www.evil.example <http://evil.example> evil@evil.example",
    "# head | a | b |\t`code` ***b*** ~~x~~ $\\frac{1}{0}$ {{7*7}} ${7*7} %0a",
    "- item", "1. first", "> quoted", "===", "    code", "[x]: http://evil.example",
    "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)",
    "\t=1+1", "\r=1+1", "\n=1+1", "a;=1+1", "a\n@SUM(1)", " =1+1", "＝1+1",
    "'; DETACH DELETE n //", "\" }) DETACH DELETE n //", "`) DETACH DELETE (n", "\\' OR 1=1 //",
    "\\u0027}) DETACH DELETE n //", "\\\\u0027", "ends with \\", "$name {x} /* */ // */",
    "../../etc/passwd", "$(touch /tmp/owned)`touch /tmp/owned`; touch /tmp/owned",
    ":smile: [red]r[/red] [link=http://evil.example]x[/link]",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd",
    "https://good.example@evil.example/", "https://good.example/\u202egpj",
    "https://good.example/\" onmouseover=\"alert(1)", "half \ud800 a letter", "\ufffe\uffff\ue000",
)  # fmt: skip

nasty_text: Final = st.one_of(
    st.sampled_from(NASTY),
    st.text(
        st.one_of(
            st.sampled_from("\x00\x07\x1b\x7f\x85\x9b\u200b\u200c\u202e\u2028\ufeff\ud800<>&\"'`"),
            st.sampled_from("\\|*_[](){}!#$;=+-@:/.\n\r\t ab1"),
            st.characters(),
        ),
        max_size=40,
    ),
)
"""Any text, of letters that act more often than others."""

_UNSEEN: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")
_BLANK_LETTERS: Final = "\u034f\u115f\u1160\u3164\uffa0\ufe0f\U000e0100\ufffe\uffff"


def raw(text: str, but: str = "\n") -> set[str]:
    """The letters of a text that are not seen, or that a terminal would obey.

    Joiners are looked at by tests of their own, since some spelling needs them.
    """
    return {
        letter
        for letter in set(text) - set(but) - set("\u200c\u200d")
        if unicodedata.category(letter) in _UNSEEN or letter in _BLANK_LETTERS
    }


def live_markdown(text: str, own_pictures: tuple[str, ...] = ()) -> list[str]:
    """What in a Markdown text is a link, a picture or HTML that it should not have."""
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    found: list[str] = []
    tokens = parser.parse(text)
    for token in [*tokens, *(child for block in tokens for child in block.children or [])]:
        if token.type == "html_inline" and token.content == "<br>":
            continue  # What parts the lines of a heading in a table.
        if token.type in ("html_block", "html_inline"):
            found.append(token.content)
        elif token.type == "image" and token.attrs["src"] not in own_pictures:
            found.append(str(token.attrs["src"]))
        elif token.type == "link_open" and not is_fine(str(token.attrs["href"])):
            found.append(str(token.attrs["href"]))
    return found


def is_fine(address: str) -> bool:
    """Whether an address may be a link; the tests name one that is good."""
    return address.startswith("https://press.example/")


class Page(HTMLParser):
    """What a page would run, load or lead to."""

    _RUNS: Final = ("script", "iframe", "object", "embed", "img", "link", "base", "form", "video")

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._RUNS:
            self.live.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcdoc", "formaction"):
                self.live.append(f"{name}={value}")
            if name == "href" and not (value or "").startswith("#") and not is_fine(value or ""):
                self.live.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        self.text += data


def live_html(text: str) -> list[str]:
    """What of a page would act."""
    page = Page()
    page.feed(text)
    return page.live


_BEGINS: Final = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def formulas(text: str) -> list[str]:
    """The cells of a table that a spreadsheet would run, whichever sign parts its columns."""
    found = []
    for line in csv.reader(io.StringIO(text, newline="")):
        for cell in line:
            pieces = re.split(r"[;\t\r\n]", cell)
            found += [cell for piece in pieces if _BEGINS.match(piece) and not _is_number(cell)]
    return found


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def elements(xml: bytes) -> Iterator[ET.Element]:
    """The elements of a file of XML, which declares nothing of its own."""
    assert b"<!DOCTYPE" not in xml
    assert b"<!ENTITY" not in xml
    return ET.fromstring(xml).iter()


def all_texts(value: Any) -> Iterator[str]:
    """Every text in an object."""
    match value:
        case str():
            yield value
        case dict():
            for key, item in value.items():
                yield from all_texts(key)
                yield from all_texts(item)
        case list() | tuple():
            for item in value:
                yield from all_texts(item)
