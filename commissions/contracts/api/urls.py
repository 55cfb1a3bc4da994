"""Addresses of commissions.contracts in the API."""

from __future__ import annotations

from django.urls import path

from commissions.contracts.api import views

urlpatterns = [
    path("contracts/<int:pk>/", views.ContractDetail.as_view(), name="contract"),
    path("contracts/<int:pk>/accept/", views.ContractAccept.as_view(), name="contract-accept"),
    path("milestones/<int:pk>/fund/", views.MilestoneFund.as_view(), name="milestone-fund"),
    path("milestones/<int:pk>/submit/", views.MilestoneSubmit.as_view(), name="milestone-submit"),
    path("milestones/<int:pk>/accept/", views.MilestoneAccept.as_view(), name="milestone-accept"),
    path("milestones/<int:pk>/revise/", views.MilestoneRevise.as_view(), name="milestone-revise"),
]
