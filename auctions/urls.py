"""Sales and lots."""

from __future__ import annotations

from django.urls import path

from auctions.views import public, studio

app_name = "auctions"
urlpatterns = [
    path("auctions/", public.sale_list, name="sale-list"),
    path("auctions/<slug:slug>/", public.sale, name="sale"),
    path("auctions/<slug:slug>/lots/<int:number>/", public.lot, name="lot"),
    path("auctions/<slug:slug>/lots/<int:number>/bid/", public.bid, name="lot-bid"),
    path("auctions/<slug:slug>/lots/<int:number>/events/", public.events, name="lot-events"),
    path("auctions/<slug:slug>/lots/<int:number>/quote/", public.quote, name="lot-quote"),
    path("auctions/<slug:slug>/lots/<int:number>/watch/", public.watch, name="lot-watch"),
    path("studio/lots/", studio.lots, name="studio-lots"),
]
