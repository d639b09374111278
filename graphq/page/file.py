"""The page as one file: the template that is built from the folder `page`, with the content in it.

What always holds here: text from data is never markup. The content goes in as JSON in which no
letter can end the script that holds it, and the page itself puts it in place as text only.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from graphq.document.markup import escaped
from graphq.graph.letters import as_unicode_escapes, escaped_json

TEMPLATE: Final = Path(__file__).parent / "template.html"
TITLE_SLOT: Final = "{{title}}"
CONTENT_SLOT: Final = "{{content}}"

_ESCAPED: Final = {ord(letter): as_unicode_escapes(letter) for letter in "<>&"}


def page_text(content: dict[str, Any]) -> str:
    """The whole page."""
    before, between, after = _around_the_slots(TEMPLATE.read_text(encoding="utf-8"))
    title = escaped(f"{content['head']['title']} · graphq")
    return f"{before}{title}{between}{as_script(content)}{after}"


def as_script(content: Any) -> str:
    """The content as JSON that may stand in a script element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return escaped_json(text).translate(_ESCAPED)


def _around_the_slots(template: str) -> tuple[str, str, str]:
    before, _, rest = template.partition(TITLE_SLOT)
    between, _, after = rest.partition(CONTENT_SLOT)
    return before, between, after
