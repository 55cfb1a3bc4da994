"""Addresses of sellers' papers, mounted at verification/."""

from __future__ import annotations

from django.urls import path

from orders.verification.views import public, staff

app_name = "verification"

urlpatterns = [
    path("", public.papers, name="papers"),
    path("<int:pk>/withdraw/", public.withdraw, name="withdraw"),
    path("staff/", staff.queue, name="queue"),
    path("staff/<int:pk>/", staff.paper, name="staff-paper"),
]
