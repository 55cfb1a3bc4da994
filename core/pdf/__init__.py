"""Documents on paper: a sheet that runs in the reader's direction and may carry both languages.

    sheet = Sheet("ar", Two("فاتورة ضريبية", "Tax invoice"))
    sheet.heading(...); sheet.facts([...]); sheet.table([...], [...]); sheet.qr(...)
    sheet.bytes()

The faces are ours (`fonts/`, OFL), merged from the Arabic and the Latin subset of the site's own, so a
fresh machine needs nothing but the packages.
"""

from __future__ import annotations

from core.pdf.sheet import Sheet
from core.pdf.table import Column
from core.pdf.words import Two, isolate

__all__ = ["Column", "Sheet", "Two", "isolate"]
