"""Addresses of the compliance floor."""

from __future__ import annotations

from django.urls import path

from compliance.views import audit, heads, notice, reasons

app_name = "compliance"

urlpatterns = [
    path("", notice.privacy, name="privacy"),
    path("audit/", audit.log, name="audit"),
    path("audit/export.<str:ending>", audit.export, name="audit_export"),
    path("audit/heads/", heads.page, name="audit_heads"),
    path("audit/heads.json", heads.as_json, name="audit_heads_json"),
    path("audit/reason/", reasons.reason, name="look_reason"),
]
