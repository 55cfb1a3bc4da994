"""Addresses: trust and safety, mounted at safety/."""

from __future__ import annotations

from django.urls import path

from compliance.safety.views import affected, reporting, staff

app_name = "safety"

urlpatterns = [
    path("report/confirm/", reporting.report_confirm, name="confirm"),
    path("report/thanks/", reporting.report_thanks, name="thanks"),
    path("report/<slug:kind>/<int:pk>/", reporting.report_new, name="report-new"),
    path("reports/", reporting.report_list, name="reports"),
    path("reports/<slug:number>/", reporting.report_detail, name="report"),
    path("decisions/", affected.standing, name="standing"),
    path("decisions/<slug:number>/", affected.decision, name="decision"),
    path("blocks/", affected.block_list, name="blocks"),
    path("blocks/<int:pk>/lift/", affected.unblock, name="unblock"),
    path("blocks/new/<slug:kind>/<int:pk>/", affected.block_new, name="block-new"),
    path("staff/", staff.desk, name="desk"),
    path("staff/cases/", staff.case_list, name="cases"),
    path("staff/cases/<slug:number>/", staff.case_detail, name="case"),
    path("staff/cases/<slug:number>/<slug:verb>/", staff.case_act, name="act"),
    path("staff/people/<int:pk>/", staff.person, name="person"),
    path("staff/suspensions/<int:pk>/lift/", staff.lift, name="lift"),
    path("staff/log/", staff.log, name="log"),
]
