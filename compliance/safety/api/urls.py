"""Addresses in the API: trust and safety."""

from __future__ import annotations

from django.urls import path

from compliance.safety.api import views

urlpatterns = [
    path("safety/reports/", views.SafetyReportList.as_view(), name="safety-reports"),
    path("safety/reports/<slug:number>/", views.SafetyReportDetail.as_view(), name="safety-report"),
    path("safety/standing/", views.SafetyStanding.as_view(), name="safety-standing"),
    path("safety/decisions/<slug:number>/appeal/", views.SafetyAppeal.as_view(), name="safety-appeal"),
    path("safety/blocks/", views.SafetyBlocks.as_view(), name="safety-blocks"),
    path("safety/blocks/<int:pk>/", views.SafetyBlockDetail.as_view(), name="safety-block"),
]
