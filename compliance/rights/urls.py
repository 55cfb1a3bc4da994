"""Addresses: data-subject requests, mounted at privacy/requests/."""

from __future__ import annotations

from django.urls import path

from compliance.rights.views import acting, centre, guests, own, staff

app_name = "rights"

urlpatterns = [
    path("", centre.centre, name="centre"),
    path("new/<slug:right>/", own.request_new, name="new"),
    path("ask/", guests.guest_new, name="ask"),
    path("link/<str:token>/", guests.guest_read, name="guest"),
    path("link/<str:token>/code/", guests.guest_code, name="guest-code"),
    path("restrictions/<int:pk>/lift/", own.restriction_lift, name="lift"),
    path("staff/", staff.queue, name="queue"),
    path("staff/new/", staff.intake, name="intake"),
    path("<slug:number>/", own.request_read, name="request"),
    path("<slug:number>/confirm/", own.request_confirm, name="confirm"),
    path("<slug:number>/take-back/", own.take_back, name="take-back"),
    path("<slug:number>/corrections/<int:pk>/paper/", own.evidence_file, name="evidence"),
    path("<slug:number>/corrections/<int:pk>/<slug:verb>/", acting.correction_act, name="correct"),
    path("<slug:number>/recipients/<int:pk>/", acting.recipient_answer, name="recipient"),
    path("<slug:number>/acts/<slug:verb>/", acting.act, name="act"),
]
