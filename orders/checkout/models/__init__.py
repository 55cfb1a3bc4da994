from orders.checkout.models.cart import Cart, CartItem
from orders.checkout.models.checkout import Checkout, CheckoutItem, CheckoutOrder
from orders.checkout.models.offer import Offer, OfferStep, OfferTerms

__all__ = [
    "Cart",
    "CartItem",
    "Checkout",
    "CheckoutItem",
    "CheckoutOrder",
    "Offer",
    "OfferStep",
    "OfferTerms",
]
