"""The policy of a page that graphq writes with a style sheet of its own, and nothing that runs.

What always holds here: such a page may use that one style sheet. It fetches nothing, runs nothing
and sends nothing, so that no text of it could become a script, a style or a request.
"""

from __future__ import annotations

import base64
import hashlib


def only_style(style: str) -> str:
    """The content security policy that allows this style sheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
