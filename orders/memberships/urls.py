"""Addresses of memberships, mounted at memberships/."""

from __future__ import annotations

from django.urls import path

from orders.memberships.views import public

app_name = "memberships"
urlpatterns = [
    path("", public.tiers, name="tiers"),
    path("join/", public.join, name="join"),
    path("mine/", public.mine, name="mine"),
    path("<int:pk>/", public.membership, name="membership"),
    path("<int:pk>/change/", public.change, name="change"),
    path("<int:pk>/keep/", public.keep, name="keep"),
    path("<int:pk>/cancel/", public.cancel, name="cancel"),
    path("<int:pk>/resume/", public.resume, name="resume"),
    path("<int:pk>/withdraw/", public.withdraw, name="withdraw"),
]
