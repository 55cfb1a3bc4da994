"""Addresses of the records, mounted at privacy/records/."""

from __future__ import annotations

from django.urls import path

from compliance.records.views import parties, register

app_name = "records"

urlpatterns = [
    path("", register.register, name="register"),
    path("office/", register.overview, name="office"),
    path("export.xlsx", register.xlsx, name="xlsx"),
    path("export.pdf", register.pdf, name="pdf"),
    path("recipients/", parties.processors, name="processors"),
    path("recipients/<slug:code>/", parties.processor, name="processor"),
    path("assessments/", parties.assessments, name="assessments"),
    path("assessments/new/", parties.assessment_new, name="assessment_new"),
    path("assessments/<slug:number>/", parties.assessment, name="assessment"),
    path("assessments/<slug:number>/decide/", parties.assessment_decide, name="assessment_decide"),
    path("activities/<slug:code>/", register.activity, name="activity"),
]
