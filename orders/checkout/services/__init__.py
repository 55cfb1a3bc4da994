from orders.checkout.services.cart import add_to_cart, merge_cart, remove_from_cart, sweep_carts
from orders.checkout.services.checkout import (
    place_checkout,
    set_address,
    set_delivery,
    settle_checkouts,
    start_checkout,
    start_for_orders,
    sweep_checkouts,
)
from orders.checkout.services.offers import (
    accept_offer,
    counter_offer,
    countering,
    decline_offer,
    expire_offers,
    make_offer,
    offer_fell_through,
    offers_after_payment,
    set_offer_terms,
    withdraw_offer,
)
from orders.checkout.services.paying import pay_checkout

__all__ = [
    "accept_offer",
    "add_to_cart",
    "counter_offer",
    "countering",
    "decline_offer",
    "expire_offers",
    "make_offer",
    "merge_cart",
    "offer_fell_through",
    "offers_after_payment",
    "pay_checkout",
    "place_checkout",
    "remove_from_cart",
    "set_address",
    "set_delivery",
    "set_offer_terms",
    "settle_checkouts",
    "start_checkout",
    "start_for_orders",
    "sweep_carts",
    "sweep_checkouts",
    "withdraw_offer",
]
