"""Orders that have arrived, cases and photos for tests, made through the services like real ones."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.money import Money
from orders import drafts
from orders import services as orders
from orders.addresses import PostalAddress
from orders.aftercare import services
from orders.aftercare.enums import CaseKind
from orders.aftercare.models import Case
from orders.enums import Delivery, OrderState
from orders.models import Order
from tests.factories.orders import paid_order

HOME = PostalAddress(
    name="لمياء الراشد",
    phone="+966500000001",
    country="SA",
    line1="طريق الأمير محمد بن سعد",
    district="الملقا",
    city="الرياض",
    region="",
    postcode="13524",
    building="4471",
    additional="7602",
)


_sources = iter(range(9_000_000, 9_900_000))


def two_works(first: int = 185_000, second: int = 92_000) -> list[drafts.LineDraft]:
    """Lines of two works of one seller, VAT inside."""
    given = (
        (first, "صحن الضوء", "Courtyard of Light"),
        (second, "ظل النخيل", "Shade of Palms"),
    )
    return [
        line
        for price, arabic, english in given
        for line in drafts.item_lines(
            price=Money(price, "SAR"), title_ar=arabic, title_en=english, source=f"artwork:{next(_sources)}"
        )
    ]


def bought(buyer: Any = None, **given: Any) -> Order:
    """Paid, to be brought to Riyadh."""
    return paid_order(buyer, **{"delivery": Delivery.SHIP, "ship_to": HOME, **given})


def shipped(buyer: Any = None, **given: Any) -> Order:
    return orders.advance(order=bought(buyer, **given), to=OrderState.SHIPPED, by=None)


def delivered(buyer: Any = None, *, at: datetime | None = None, **given: Any) -> Order:
    return orders.advance(order=shipped(buyer, **given), to=OrderState.DELIVERED, by=None, now=at)


def case_of(order: Order | None = None, kind: CaseKind = CaseKind.FAULTY, **given: Any) -> Case:
    """A case about every line of a delivered order, asked for by its buyer."""
    order = order or delivered()
    terms = {
        "lines": list(order.lines.values_list("pk", flat=True)),
        "explanation": "الإطار مكسور",
        "by": order.buyer,
        **given,
    }
    return services.open_case(order=order, kind=kind, **terms)


def picture(name: str = "crack.jpg", size: tuple[int, int] = (640, 480), colour: str = "#a8400c") -> Any:
    """An upload as a browser sends it, with a place in its metadata."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of the buyer"
    Image.new("RGB", size, colour).save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
