"""Children before parents, paths before what they lead through, people last."""

from __future__ import annotations

from django.apps import apps

from compliance import deeds, registry
from compliance.erasure import order


def names():
    return [one.model for one in order.plan()]


def test_what_hangs_on_a_thing_goes_before_it(declare):
    for model, path in (
        ("accounts.User", "self"),
        ("orders.Order", "buyer"),
        ("orders.OrderLine", "order__buyer"),
        ("orders.Refund", "order__buyer"),
        ("orders.RefundLine", "refund__order__buyer"),
    ):
        declare(model, path, deeds.delete())
    found = names()
    assert found.index("orders.RefundLine") < found.index("orders.Refund") < found.index("orders.Order")
    assert found.index("orders.OrderLine") < found.index("orders.Order")
    assert found[-1] == "accounts.User"


def test_rows_are_found_before_the_way_to_them_is_gone(declare):
    declare("orders.SellerMember", "user", deeds.delete())
    declare(
        "payouts.Payout",
        "seller__members",
        deeds.keep("books", since="pk"),
        also=("seller__memberships__user",),
    )
    assert names() == ["payouts.Payout", "orders.SellerMember"]


def test_the_whole_house_has_an_order_that_holds():
    found = [apps.get_model(one.model) for one in order.plan()]
    assert len(found) == len(set(found)) == len(registry.declarations())
    place = {model: number for number, model in enumerate(found)}
    wrong = [
        (model._meta.label, parent._meta.label)
        for model in found
        for parent in order.parents_of(model) & set(found)
        if place[parent] < place[model]
    ]
    assert wrong == []


def test_a_plan_has_a_version_that_changes_with_a_deed(declare):
    declare("accounts.RoleGrant", "user", deeds.delete())
    before = order.version(order.plan())
    declare("mailing.Notification", "user", deeds.blank(url=""))
    assert order.version(order.plan()) != before
    assert order.version(order.plan()) == order.version(order.plan())
