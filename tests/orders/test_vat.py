"""Which VAT a sale bears by place and by the seller's status, and who supplies."""

from __future__ import annotations

import pytest

from orders import vat
from orders.vat import Treatment


@pytest.mark.parametrize(
    ("country", "registered", "who"),
    [
        ("SA", True, "seller"),
        ("SA", False, "platform"),  # VAT Implementing Regulations, Art 47(3)
        ("AE", False, "seller"),
        ("KW", False, "seller"),
        ("FR", True, "seller"),
    ],
)
def test_the_platform_supplies_for_unregistered_residents_only(
    country: str, registered: bool, who: str
) -> None:
    assert vat.supplier(seller_country=country, registered=registered) == who


@pytest.mark.parametrize(
    ("seller", "registered", "to", "treatment"),
    [
        ("SA", True, "SA", Treatment(1_500, 1_500, "S", "", "SA")),
        ("SA", False, "SA", Treatment(1_500, 1_500, "S", "", "SA")),
        ("SA", True, "AE", Treatment(0, 1_500, "Z", "VATEX-SA-32", "SA")),
        ("SA", False, "FR", Treatment(0, 1_500, "Z", "VATEX-SA-32", "SA")),
        ("AE", True, "AE", Treatment(500, 500, "S", "", "AE")),
        ("AE", True, "SA", Treatment(0, 500, "Z", "export", "AE")),
        ("AE", False, "AE", Treatment(0, 0, "O", "VATEX-SA-OOS", "AE")),
        ("QA", True, "QA", Treatment(0, 0, "O", "VATEX-SA-OOS", "QA")),
    ],
)
def test_goods_are_taxed_where_they_are_and_leave_untaxed(
    seller: str, registered: bool, to: str, treatment: Treatment
) -> None:
    assert vat.goods(seller_country=seller, registered=registered, ship_to=to) == treatment


def test_services_are_taxed_where_the_seller_is() -> None:
    assert vat.services(seller_country="BH", registered=True) == Treatment(1_000, 1_000, "S", "", "BH")
    assert vat.services(seller_country="BH", registered=False).category == "O"


def test_a_commission_is_taxed_when_it_is_charged_to_a_registered_resident() -> None:
    rates = [
        vat.commission_bps(seller_country=country, registered=registered)
        for country, registered in (("SA", True), ("SA", False), ("AE", True))
    ]
    assert rates == [1_500, 0, 0]


def test_what_we_sell_ourselves_and_what_stays_the_bidders() -> None:
    assert (vat.own().bps, vat.own().category) == (1_500, "S")
    assert (vat.deposit().bps, vat.deposit().category) == (0, "O")
