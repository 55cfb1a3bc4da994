"""Where providers send their messages, mounted at webhooks/ without a language."""

from __future__ import annotations

from django.urls import path

from orders.payments.views import webhooks

app_name = "webhooks"
urlpatterns = [
    path("<slug:provider>/", webhooks.door, name="door"),
    path("<slug:provider>/<str:secret>/", webhooks.door, name="secret"),
]
