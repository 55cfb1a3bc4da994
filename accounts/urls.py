"""Addresses of people: desk, account, role, set-up."""

from __future__ import annotations

from django.urls import path

from accounts.views import account, desk, roles, setup

app_name = "accounts"
urlpatterns = [
    path("desk/", desk.overview, name="desk"),
    path("desk/<slug:code>/", desk.section, name="desk_section"),
    path("setup/", setup.first_admin, name="setup"),
    path("account/", account.home, name="home"),
    path("account/profile/", account.profile, name="profile"),
    path("account/role/", roles.choose, name="role"),
    path("account/sessions/end/", account.sessions_end, name="sessions_end"),
    path("account/sessions/<int:pk>/end/", account.session_end, name="session_end"),
]
