"""The picture as PNG, for documents that take no SVG.

What always holds here: it is drawn from the same shapes as the SVG, without a screen, and holds
neither a date nor the name of a program.
"""

from __future__ import annotations

import io
from typing import Any, Final

from graphq.document.chart import Box, Drawing, Stroke, Words

DPI: Final = 220
_POINTS: Final = 72
_DASHES: Final[dict[str, Any]] = {
    "solid": "solid",
    "dashed": (0, (5, 3)),
    "dotted": (0, (1.5, 2)),
    "dashdot": (0, (6, 2, 1.5, 2)),
}
_ALIGN: Final[dict[str, Any]] = {"start": "left", "middle": "center", "end": "right"}
_SCALE: Final = 0.86
"""The font at hand is wider than those of a page."""


def as_png(drawing: Drawing) -> bytes:
    """The drawing as a picture, some 2,300 points wide."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import FancyBboxPatch
    from matplotlib.patheffects import withStroke

    figure = Figure(figsize=(drawing.width / _POINTS, drawing.height / _POINTS), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    axes.axis("off")
    for order, shape in enumerate(drawing.shapes):
        match shape:
            case Stroke():
                axes.add_line(
                    Line2D(
                        (shape.x1, shape.x2), (shape.y1, shape.y2), color=shape.colour,
                        linewidth=shape.width, linestyle=_DASHES[shape.style], zorder=order,
                    )
                )  # fmt: skip
            case Box():
                radius = min(shape.round, shape.width / 2, shape.height / 2)
                axes.add_patch(
                    FancyBboxPatch(
                        (shape.x, shape.y), shape.width, shape.height,
                        boxstyle=f"round,pad=0,rounding_size={max(radius, 0.01)}",
                        facecolor=shape.fill, edgecolor=shape.border or "none", linewidth=0.9,
                        zorder=order,
                    )
                )  # fmt: skip
            case Words():
                axes.text(
                    shape.x, shape.y, shape.text, fontsize=shape.size * _SCALE,
                    color=shape.colour, horizontalalignment=_ALIGN[shape.anchor],
                    verticalalignment="baseline", parse_math=False, zorder=order,
                    fontweight="bold" if shape.bold else "normal",
                    path_effects=[withStroke(linewidth=2, foreground="white")],
                )  # fmt: skip
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None}, facecolor="white")
    return out.getvalue()
