"""The certificate of authenticity on paper, in both languages, with the code that anybody can check."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Final

from PIL import Image

from commissions.progress.models import Certificate, NamingConsent
from commissions.progress.services import tracing
from core import dates
from core.pdf import Sheet, Two, isolate

TITLE: Final = Two("شهادة أصالة", "Certificate of authenticity")
WORDS: Final = Two(
    "أشهد بأن العمل الموصوف في هذه الشهادة أصلي، وأنه أُنجز بيدي أو تحت إشرافي المباشر.",
    "I certify that the work described here is original and was made by my hand or under my direct supervision.",
)
TALLEST: Final = 92.0  # millimetres, so that everything stands on one page
WIDEST: Final = 120.0


def certificate_pdf(
    found: Certificate,
    *,
    consent: NamingConsent | None,
    language: str,
    url: str,
    picture: bytes | None = None,
) -> bytes:
    """A4; the same certificate gives the same bytes while the collector's word stays as it is."""
    own = "ar" if language.startswith("ar") else "en"
    sheet = Sheet(own, TITLE, created=found.issued_at)
    sheet.heading(TITLE)
    if picture:
        sheet.space(2).picture(picture, width=_width(picture), align="center").space(2)
    sheet.text(Two(*_either(found.title_ar, found.title_en)), points=16, bold=True, align="center")
    sheet.text(Two(*_either(found.artist_ar, found.artist_en)), points=11, align="center").space(4)
    sheet.rule()
    sheet.facts(_facts(found, consent))
    sheet.rule()
    sheet.text(WORDS, points=10).space(2)
    sheet.qr(url, size=34, aside=True)
    sheet.facts(_signature(found), share=0.74)
    sheet.text(
        Two(
            "امسح الرمز بهاتفك لتتحقق من الشهادة في سوق الفن.",
            "Scan the code with your phone to check this certificate at Art Souk.",
        ),
        points=8,
        quiet=True,
    )
    sheet.footer(Two(f"سوق الفن · {isolate(found.code, ltr=True)}", f"Art Souk · {found.code}"))
    return sheet.bytes()


def _facts(found: Certificate, consent: NamingConsent | None) -> list[tuple[Two, Two]]:
    size = size_text(found.sides_cm)
    line = tracing.line_of(consent, year=found.year)
    said = [
        (Two("الفنان", "Artist"), Two(*_either(found.artist_ar, found.artist_en))),
        (Two("العنوان", "Title"), Two(*_either(found.title_ar, found.title_en))),
        (Two("الخامة", "Medium"), Two(*_either(found.medium_ar, found.medium_en))),
        (Two("السنة", "Year"), Two(str(found.year), str(found.year))),
        (Two("المقاس", "Size"), Two(f"{size} سم" if size else "", f"{size} cm" if size else "")),
        (Two("سيرة الملكية", "Provenance"), Two(line.ar, line.en)),
    ]
    return [(name, value) for name, value in said if value.ar]


def _signature(found: Certificate) -> list[tuple[Two, Two | str]]:
    issued = found.issued_at
    return [
        (Two("رقم الشهادة", "Certificate number"), found.code),
        (
            Two("تاريخ التوقيع", "Signed on"),
            Two(dates.both_dates(issued, "ar"), dates.both_dates(issued, "en")),
        ),
        (
            Two("وقّعها إلكترونيًا", "Signed electronically by"),
            Two(*_either(found.artist_ar, found.artist_en)),
        ),
    ]


def size_text(sides: list[Decimal]) -> str:
    """ "120 × 90": height, width, depth as far as they are known."""
    return " × ".join(f"{side.normalize():f}" for side in sides)


def _either(arabic: str, english: str) -> tuple[str, str]:
    return arabic or english, english or arabic


def _width(picture: bytes) -> float:
    """As wide as its height allows."""
    with Image.open(io.BytesIO(picture)) as shown:
        return min(WIDEST, TALLEST * shown.width / shown.height)
