"""Addresses of commissions."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from commissions.views import briefs, lists, pages, proposals, staff

app_name = "commissions"
urlpatterns: list[URLPattern] = [
    path("", lists.commission_list, name="commission-list"),
    path("new/", briefs.commission_new, name="commission-new"),
    path("mine/", lists.mine, name="mine"),
    path("studio/", lists.studio, name="studio"),
    path("checks/", staff.screening_list, name="screening-list"),
    path("checks/<int:pk>/<slug:verb>/", staff.screening_decide, name="screening-decide"),
    path("pictures/<slug:token>/", pages.reference, name="reference"),
    path("sketches/<slug:token>/", pages.sketch, name="sketch"),
    path("<slug:number>/", pages.commission, name="commission"),
    path("<slug:number>/edit/", briefs.commission_edit, name="commission-edit"),
    path("<slug:number>/invite/", briefs.invite, name="invite"),
    path("<slug:number>/decline/", proposals.invitation_decline, name="invitation-decline"),
    path("<slug:number>/compare/", pages.compare, name="compare"),
    path("<slug:number>/ask/", pages.ask, name="ask"),
    path("<slug:number>/answers/<int:pk>/", pages.answer, name="answer"),
    path("<slug:number>/propose/", proposals.proposal_new, name="proposal-new"),
    path("<slug:number>/proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("<slug:number>/proposals/<int:pk>/edit/", proposals.proposal_edit, name="proposal-edit"),
    path("<slug:number>/proposals/<int:pk>/award/", proposals.award, name="award"),
    path("<slug:number>/proposals/<int:pk>/<slug:verb>/", proposals.proposal_act, name="proposal-act"),
    path("<slug:number>/<slug:verb>/", briefs.commission_act, name="commission-act"),
]
