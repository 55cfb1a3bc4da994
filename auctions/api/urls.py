"""Addresses of the auctions in the API."""

from __future__ import annotations

from django.urls import path

from auctions.api import views

urlpatterns = [
    path("auctions/", views.AuctionList.as_view(), name="auctions"),
    path("auctions/<slug:slug>/", views.AuctionDetail.as_view(), name="auction"),
    path("lots/", views.LotList.as_view(), name="lots"),
    path("lots/<int:pk>/", views.LotDetail.as_view(), name="lot"),
    path("lots/<int:pk>/events/", views.LotEvents.as_view(), name="lot-events"),
    path("lots/<int:pk>/bids/", views.LotBids.as_view(), name="lot-bids"),
    path("lots/<int:pk>/watch/", views.LotWatch.as_view(), name="lot-watch"),
    path("bids/", views.OwnBids.as_view(), name="bids"),
]
