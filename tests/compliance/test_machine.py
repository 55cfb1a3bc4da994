"""Declarations that the machine cannot carry out stop the start, by name (compliance.E003)."""

from __future__ import annotations

import pytest

from compliance import checks, deeds, registry
from compliance.deeds import Term
from compliance.enums import Basis

TEXT = {"purpose": "p", "basis": Basis.CONTRACT, "retention": 30, "export": "e", "erase": "x"}


@pytest.fixture
def problems(monkeypatch):
    """What the check says of one declaration, and of no other."""
    monkeypatch.setattr(registry, "_declared", {})

    def said(model, subject="", **machine):
        registry._declared.clear()
        registry.declare(model=model, subject=subject, fields=[], **TEXT, **machine)
        found = checks.declarations_can_be_carried_out()
        assert {error.id for error in found} <= {"compliance.E003"}
        start = f"The privacy declaration of {model} cannot be carried out: "
        return [error.msg.removeprefix(start).removesuffix(".") for error in found]

    return said


def test_the_whole_site_can_be_carried_out():
    assert [error.msg for error in checks.declarations_can_be_carried_out()] == []


def test_a_declaration_needs_a_deed_and_a_way_to_its_person(problems):
    assert problems("orders.Order", "buyer") == ["no deed says what an erasure does"]
    assert problems("orders.Order", deed=deeds.keep("books", since="placed_at")) == [
        "nothing leads to its person"
    ]


@pytest.mark.parametrize(
    ("machine", "said"),
    [
        ({"deed": deeds.keep("whim", since="placed_at")}, "keeping.toml holds no law whim"),
        ({"deed": deeds.keep("books", since="number")}, "number is no time to count from"),
        ({"deed": deeds.keep("books", since="seller__born")}, "seller__born is no time to count from"),
        ({"deed": deeds.blank(colour="")}, "there is no field colour"),
        ({"deed": deeds.blank(closed_reason=None)}, "closed_reason may not be empty"),
        (
            {"deed": deeds.blank(closed_reason="x" * 201)},
            "closed_reason does not take what it is overwritten with",
        ),
        ({"deed": deeds.blank(number="x")}, "the guard order_terms_stay refuses the deed"),
        ({"deed": deeds.delete()}, "the guard order_is_kept refuses the deed"),
        ({"deed": deeds.blank(closed_reason="").passing("nobody")}, "there is no guard nobody"),
        ({"also": ("seller",)}, "seller does not lead to a person"),
        ({"also": ("nowhere",)}, "nowhere does not lead to a person"),
        ({"also": ("self",)}, "it is not the person itself"),
        ({"by_email": ("placed_at",)}, "placed_at is no address"),
        ({"secret": ("key",)}, "there is no field key"),
        ({"others": ("key",)}, "there is no field key"),
        ({"files": (("placed_at", "originals"),)}, "placed_at names no file"),
        ({"files": (("number", "attic"),)}, "there is no storage attic"),
        ({"mentions": ("refunded",)}, "refunded is no text"),
        ({"term": Term(0, "placed_at", deeds.blank(closed_reason=""))}, "its term has no days"),
        ({"term": Term(9, "number", deeds.blank(closed_reason=""))}, "number is no time to count from"),
        ({"term": Term(9, "placed_at")}, "the guard order_is_kept refuses the end of its term"),
        (
            {"term": Term(9, "placed_at", deeds.blank(closed_reason=""), only={"mood": 1})},
            "mood narrows nothing down",
        ),
    ],
)
def test_each_mistake_is_named(problems, machine, said):
    given = {"deed": deeds.keep("books", since="placed_at"), **machine}
    assert problems("orders.Order", "buyer", **given) == [said]


def test_a_guard_that_is_named_steps_aside(problems):
    assert problems("orders.OrderStep", "order__buyer", deed=deeds.blank(note="")) == [
        "the guard order_step_stays refuses the deed"
    ]
    passing = deeds.blank(note="").passing("order_step_stays")
    assert problems("orders.OrderStep", "order__buyer", deed=passing) == []


def test_a_file_needs_its_storage(problems):
    deed = deeds.keep("books", since="at")
    assert problems("delivery.DeliveryProof", "shipment__order__buyer", deed=deed) == [
        "the file photo has no storage in the declaration",
        "the file signature has no storage in the declaration",
    ]
