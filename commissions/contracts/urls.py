"""Addresses of contracts, mounted at commissions/contracts/."""

from __future__ import annotations

from django.urls import path

from commissions.contracts.views import contract, dispute, files, milestone, staff

app_name = "contracts"
urlpatterns = [
    path("", contract.mine, name="contracts"),
    path("disputes/", staff.queue, name="queue"),
    path("disputes/<int:pk>/", staff.decide, name="decide"),
    path("<int:pk>/", contract.detail, name="contract"),
    path("<int:pk>/versions/<int:number>/", contract.version, name="version"),
    path("<int:pk>/versions/<int:number>/pdf/", files.paper, name="paper"),
    path("<int:pk>/accept/", contract.accept, name="accept"),
    path("<int:pk>/decline/", contract.decline, name="decline"),
    path("<int:pk>/change/", contract.change, name="change"),
    path("<int:pk>/end/", contract.end, name="end"),
    path("<int:pk>/dispute/", dispute.detail, name="dispute"),
    path("<int:pk>/dispute/open/", dispute.open_one, name="dispute-open"),
    path("<int:pk>/dispute/withdraw/", dispute.withdraw, name="dispute-withdraw"),
    path("<int:pk>/evidence/<int:evidence>/", files.evidence, name="evidence"),
    path("milestones/<int:pk>/", milestone.detail, name="milestone"),
    path("milestones/<int:pk>/fund/", milestone.fund, name="fund"),
    path("milestones/<int:pk>/submit/", milestone.submit, name="submit"),
    path("milestones/<int:pk>/accept/", milestone.accept, name="milestone-accept"),
    path("milestones/<int:pk>/revise/", milestone.revise, name="revise"),
    path("pictures/<int:pk>/<slug:size>/", files.picture, name="picture"),
]
