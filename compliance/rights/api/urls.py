"""Addresses in the API: data-subject requests."""

from __future__ import annotations

from django.urls import path

from compliance.rights.api import views

urlpatterns = [
    path("privacy/requests/", views.DataRequestList.as_view(), name="data-requests"),
    path("privacy/requests/<slug:number>/", views.DataRequestDetail.as_view(), name="data-request"),
    path(
        "privacy/requests/<slug:number>/take-back/",
        views.DataRequestTakeBack.as_view(),
        name="data-request-take-back",
    ),
]
