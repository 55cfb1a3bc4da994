"""Addresses of registrations in the API."""

from __future__ import annotations

from django.urls import path

from workshops.booking.api import views

urlpatterns = [
    path("registrations/", views.RegistrationList.as_view(), name="registrations"),
    path("registrations/<slug:code>/", views.RegistrationDetail.as_view(), name="registration"),
    path("registrations/<slug:code>/cancel/", views.RegistrationCancel.as_view(), name="registration-cancel"),
    path("runs/<int:pk>/waiting/", views.RunWaiting.as_view(), name="run-waiting"),
]
