"""Addresses of commissions in the API."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from commissions.api import views

urlpatterns: list[URLPattern] = [
    path("commissions/", views.CommissionList.as_view(), name="commissions"),
    path("commissions/<slug:number>/", views.CommissionDetail.as_view(), name="commission"),
    path("commissions/<slug:number>/submit/", views.CommissionSubmit.as_view(), name="commission-submit"),
    path("proposals/", views.ProposalList.as_view(), name="proposals"),
    path("proposals/<int:pk>/", views.ProposalDetail.as_view(), name="proposal"),
    path("proposals/<int:pk>/send/", views.ProposalSend.as_view(), name="proposal-send"),
    path("proposals/<int:pk>/withdraw/", views.ProposalWithdraw.as_view(), name="proposal-withdraw"),
]
