"""The picture as SVG, to stand in a page: text is text, and nothing in it is a style or a script.

What always holds here: the same picture gives the same text. Every attribute is a presentation
attribute, so that a page whose policy allows no inline style draws it.
"""

from __future__ import annotations

from html import escape
from typing import Final

from graphq.document.chart import INK, Box, Drawing, Shape, Stroke, Words

_DASHES: Final = {
    "solid": "",
    "dashed": ' stroke-dasharray="5 3"',
    "dotted": ' stroke-dasharray="1.5 2.5"',
    "dashdot": ' stroke-dasharray="6 2.5 1.5 2.5"',
}
FONT: Final = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


BEGINNING: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0'
"""How every picture begins; by it one is known among other people's files."""


def as_svg(drawing: Drawing, alt: str) -> str:
    """The drawing as an element of a page."""
    width, height = _number(drawing.width), _number(drawing.height)
    body = "\n".join(_shape(shape) for shape in drawing.shapes)
    return (
        f'{BEGINNING} {width} {height}" role="img" '
        f'aria-label="{escape(alt)}" font-family="{escape(FONT)}" fill="{INK}">\n'
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>\n{body}\n</svg>'
    )


def _shape(shape: Shape) -> str:
    match shape:
        case Stroke():
            ends = "".join(
                f' {name}="{_number(value)}"'
                for name, value in (
                    ("x1", shape.x1), ("y1", shape.y1), ("x2", shape.x2), ("y2", shape.y2),
                )
            )  # fmt: skip
            return (
                f'<line{ends} stroke="{shape.colour}" stroke-width="{_number(shape.width)}"'
                f"{_DASHES[shape.style]}/>"
            )
        case Box():
            border = f' stroke="{shape.border}"' if shape.border else ""
            return (
                f'<rect x="{_number(shape.x)}" y="{_number(shape.y)}" '
                f'width="{_number(shape.width)}" height="{_number(shape.height)}" '
                f'rx="{_number(shape.round)}" fill="{shape.fill}"{border}/>'
            )
        case Words():
            bold = ' font-weight="bold"' if shape.bold else ""
            return (
                f'<text x="{_number(shape.x)}" y="{_number(shape.y)}" '
                f'font-size="{_number(shape.size)}" fill="{shape.colour}" '
                f'text-anchor="{shape.anchor}" stroke="#FFFFFF" stroke-width="2.5" '
                f'stroke-linejoin="round" paint-order="stroke"{bold}>{escape(shape.text)}</text>'
            )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
