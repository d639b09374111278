"""What may become a link.

What always holds here: a link leads to a page of the web, at the host that a reader sees in it, and
can neither end the place that it stands in nor hide a letter. Every form asks this one question.
"""

from __future__ import annotations

import re
from typing import Final

from graphq.graph.letters import visible

_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\|`{}^@/?#]+([/?#][^\s\"'<>\\|`{}^]*)?", re.I)


def is_address(text: str) -> bool:
    """Whether the text is an address of the web (http or https) that may become a link.

    One with a name or a password before its host is none: `https://bank.example@other.example`
    looks like another place than it leads to.
    """
    return _ADDRESS.fullmatch(text) is not None and visible(text) == text
