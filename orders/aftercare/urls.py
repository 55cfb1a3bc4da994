"""Addresses of cases, mounted at orders/cases/."""

from __future__ import annotations

from django.urls import path

from orders.aftercare.views import public, staff

app_name = "aftercare"
urlpatterns = [
    path("", public.case_list, name="cases"),
    path("sales/", public.sale_list, name="sales"),
    path("staff/", staff.queue, name="queue"),
    path("new/<slug:number>/", public.case_new, name="new"),
    path("<slug:number>/", public.case_detail, name="case"),
    path("<slug:number>/photos/<int:pk>/", public.photo, name="photo"),
    path("<slug:number>/<slug:verb>/", public.case_act, name="act"),
]
