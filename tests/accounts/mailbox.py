"""Reading the codes that people are sent."""

from __future__ import annotations

import re
from typing import Any

CODE = re.compile(r"^\d{6}$", re.MULTILINE)


def code_in(mail: Any) -> str:
    found = CODE.findall(mail.body)
    assert len(found) == 1, mail.body
    return str(found[0])
