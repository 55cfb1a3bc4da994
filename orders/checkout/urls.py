"""The bag, the checkout and the offers, mounted at basket/."""

from __future__ import annotations

from django.urls import path

from orders.checkout.views import basket, offers, placed, steps

app_name = "checkout"
urlpatterns = [
    path("", basket.basket, name="basket"),
    path("add/", basket.add, name="add"),
    path("remove/", basket.remove, name="remove"),
    path("checkout/", basket.start, name="start"),
    path("checkout/<uuid:key>/", steps.entry, name="checkout"),
    path("checkout/<uuid:key>/address/", steps.address, name="address"),
    path("checkout/<uuid:key>/delivery/", steps.delivery, name="delivery"),
    path("checkout/<uuid:key>/review/", steps.review, name="review"),
    path("checkout/<uuid:key>/orders/", placed.placed, name="placed"),
    path("checkout/<uuid:key>/pay/", placed.pay, name="pay"),
    path("checkout/<uuid:key>/again/", placed.again, name="again"),
    path("unpaid/", placed.unpaid, name="unpaid"),
    path("order/<slug:number>/", placed.of_order, name="order"),
    path("offers/", offers.offer_list, name="offers"),
    path("offers/to/", offers.offers_received, name="offers-received"),
    path("offers/new/<slug:kind>-<int:pk>/", offers.offer_make, name="offer-make"),
    path("offers/terms/<int:seller>/", offers.terms, name="offer-terms"),
    path("offers/<int:pk>/", offers.offer_detail, name="offer"),
    path("offers/<int:pk>/<slug:move>/", offers.offer_answer, name="offer-answer"),
]
