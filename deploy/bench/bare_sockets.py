"""Two baselines of a room: a bare loop over sockets, and Channels' own groups. POST /say sends to everybody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from django.urls import path

GROUP = "room"
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
_open: set[Send] = set()


async def loop(scope: Scope, receive: Receive, send: Send) -> None:
    """Every socket's `send` in a set; one text, made once, handed to each."""
    if scope["type"] == "websocket":
        await _stay(receive, send)
    elif scope["path"] == "/say":
        text = (await receive())["body"].decode()
        await _accepted(send)
        for one in tuple(_open):
            await one({"type": "websocket.send", "text": text})
    else:
        await _accepted(send)


async def _stay(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    _open.add(send)
    while (await receive())["type"] != "websocket.disconnect":
        pass
    _open.discard(send)


async def _accepted(send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


class GroupConsumer(AsyncWebsocketConsumer):
    """As the manual of Channels has it: each socket joins a group and forwards what the group hears."""

    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def said(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


_consumers = URLRouter([path("ws/", GroupConsumer.as_asgi())])


async def groups(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await _consumers(scope, receive, send)
        return
    if scope["path"] == "/say":
        text = (await receive())["body"].decode()
        await get_channel_layer().group_send(GROUP, {"type": "said", "text": text})
    await _accepted(send)
