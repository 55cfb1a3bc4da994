"""Addresses of erasure and retention, mounted at privacy/erasure/."""

from __future__ import annotations

from django.urls import path

from compliance.erasure.views import public, staff, tending

app_name = "erasure"

urlpatterns = [
    path("", staff.queue, name="queue"),
    path("new/", staff.propose, name="propose"),
    path("holds/", tending.holds, name="holds"),
    path("holds/<int:pk>/release/", tending.release, name="release"),
    path("retention/", tending.retention, name="retention"),
    path("recipients/<int:pk>/", tending.recipient, name="recipient"),
    path("check/<slug:code>/", public.check, name="check"),
    path("check/<slug:code>/<str:language>.pdf", public.paper, name="paper"),
    path("<slug:number>/", staff.erasure, name="erasure"),
    path("<slug:number>/<slug:verb>/", staff.act, name="act"),
]
