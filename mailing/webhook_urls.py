"""Where mail providers send their reports, mounted at webhooks/mail/ without a language."""

from __future__ import annotations

from django.urls import path

from mailing.views import reports

app_name = "mail_webhooks"
urlpatterns = [path("sendgrid/", reports.sendgrid, name="sendgrid")]
