"""Addresses: data copies."""

from __future__ import annotations

from django.urls import path

from compliance.copies.views import linked, mine

app_name = "copies"

urlpatterns = [
    path("", mine.mine, name="mine"),
    path("<uuid:code>/", mine.copy, name="copy"),
    path("<uuid:code>/progress/", mine.progress, name="progress"),
    path("<uuid:code>/confirm/", mine.confirm, name="confirm"),
    path("<uuid:code>/download/", mine.download, name="download"),
    path("link/<str:token>/", linked.link, name="link"),
    path("link/<str:token>/code/", linked.send, name="link_send"),
    path("link/<str:token>/prove/", linked.prove, name="link_prove"),
    path("link/<str:token>/download/", linked.download, name="link_download"),
]
