"""Addresses of commissions.progress in the API."""

from __future__ import annotations

from django.urls import path

from commissions.progress.api import views

urlpatterns = [
    path("conversations/", views.ConversationList.as_view(), name="conversations"),
    path("conversations/<int:pk>/messages/", views.MessageList.as_view(), name="conversation-messages"),
    path("conversations/<int:pk>/read/", views.ConversationRead.as_view(), name="conversation-read"),
    path(
        "conversations/<int:pk>/files/<int:file>/",
        views.ConversationFile.as_view(),
        name="conversation-file",
    ),
]
