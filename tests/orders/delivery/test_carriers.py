"""Carriers: numbers as people copy them, links without a call, and a service of one's own."""

from __future__ import annotations

import pytest

from orders.delivery import carriers
from orders.delivery.exceptions import CarrierUnknown, TrackingNumberInvalid
from orders.delivery.models import Shipment


@pytest.mark.parametrize(
    ("code", "typed", "number"),
    [
        ("smsa", "2900 1234 5678", "290012345678"),
        ("smsa", "٢٩٠٠١٢٣٤٥٦٧٨", "290012345678"),
        ("aramex", "47012345678", "47012345678"),
        ("spl", "rr123456789sa", "RR123456789SA"),
        ("dhl", "1234567890", "1234567890"),
        ("ups", "1z999aa10123456784", "1Z999AA10123456784"),
        ("manual", "ab-12 / 7", "AB-12 / 7"),
        ("own", "anything", ""),
        ("smsa", "", ""),
    ],
)
def test_numbers_are_read_as_labels_print_them(code: str, typed: str, number: str) -> None:
    assert carriers.facts(code).read_number(typed) == number


@pytest.mark.parametrize(("code", "typed"), [("smsa", "29"), ("dhl", "12345"), ("manual", "<b>x</b>")])
def test_what_is_no_number_is_told_with_an_example(code: str, typed: str, english: None) -> None:
    with pytest.raises(TrackingNumberInvalid) as caught:
        carriers.facts(code).read_number(typed)
    facts = carriers.facts(code)
    assert caught.value.text == (
        f"“{typed}” is not a tracking number of {facts.name.en}. "
        f"Copy it from the label, for example {facts.example}."
    )


def test_links_carry_the_number_and_nothing_else() -> None:
    link = carriers.facts("aramex").link("47012345678")
    assert link == "https://www.aramex.com/track/results?ShipmentNumber=47012345678"
    assert carriers.facts("manual").link("A&B") == ""
    assert carriers.facts("smsa").link("A&B=1").endswith("tracknumbers=A%26B%3D1")


def test_every_carrier_has_both_names_and_its_example_is_one_of_its_numbers() -> None:
    for facts in carriers.known().values():
        assert all((facts.name.ar, facts.name.en))
        if facts.example:
            assert facts.read_number(facts.example) == facts.example


def test_an_unknown_carrier_is_refused() -> None:
    with pytest.raises(CarrierUnknown):
        carriers.carrier("pigeon")


def test_by_hand_nothing_is_called_and_the_number_stays() -> None:
    shipment = Shipment(carrier="smsa", tracking_number="290012345678")
    by_hand = carriers.carrier("smsa")
    assert by_hand.book(shipment).tracking_number == "290012345678"
    assert (by_hand.label(shipment), list(by_hand.track(shipment))) == (None, [])
