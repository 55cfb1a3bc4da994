"""Addresses of the auctions in the API."""

from __future__ import annotations

from django.urls import path

from auctions.api import views

urlpatterns = [
    path("lots/<int:pk>/bids/", views.LotBids.as_view(), name="lot-bids"),
]
