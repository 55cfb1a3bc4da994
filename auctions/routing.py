"""The socket address of a sale."""

from __future__ import annotations

from django.urls import URLPattern, path

from auctions.consumers import RoomConsumer

websocket_urlpatterns: list[URLPattern] = [
    path("ws/auctions/<slug:sale>/", RoomConsumer.as_asgi()),
]
