"""Addresses: consent."""

from __future__ import annotations

from django.urls import path

from compliance.consents.views import cookies, guardian, mine, staff

app_name = "consents"

urlpatterns = [
    path("", mine.mine, name="mine"),
    path("answer/", mine.answer, name="answer"),
    path("guardian/", mine.guardian, name="name_guardian"),
    path("cookies/", cookies.choose, name="choose"),
    path("guardian/<str:token>/", guardian.guardian, name="guardian"),
    path("guardian/<str:token>/withdraw/", guardian.withdraw, name="guardian_withdraw"),
    path("staff/", staff.people, name="people"),
    path("staff/<int:pk>/", staff.person, name="person"),
    path("staff/<int:pk>/evidence.csv", staff.export, name="evidence"),
    path("staff/guardianships/<int:pk>/", staff.confirm, name="confirm_guardian"),
]
