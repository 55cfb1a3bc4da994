"""The socket addresses of the site."""

from __future__ import annotations

from auctions.routing import websocket_urlpatterns

__all__ = ["websocket_urlpatterns"]
