"""Addresses of breaches, mounted at privacy/incidents/."""

from __future__ import annotations

from django.urls import path

from compliance.incidents.views import acts, pages

app_name = "incidents"

urlpatterns = [
    path("", pages.register, name="register"),
    path("new/", pages.breach_new, name="new"),
    path("<slug:number>/", pages.breach, name="breach"),
    path("<slug:number>/do/<slug:verb>/", acts.act, name="act"),
    path("<slug:number>/now/<slug:verb>/", acts.plain, name="plain"),
    path("<slug:number>/measures/<int:pk>/done/", acts.measure_done, name="measure_done"),
    path("<slug:number>/evidence/<int:pk>/", pages.evidence, name="evidence"),
    path("<slug:number>/notices/<slug:audience>/<slug:verb>/", acts.notice, name="notice"),
    path("<slug:number>/notices/<slug:audience>/<int:version>.pdf", pages.notice_pdf, name="notice_pdf"),
]
