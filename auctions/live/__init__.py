"""The room: one Redis subscription a process, one registry of sockets, each event serialised once.

`connection` sends to one socket without ever waiting for it, `room` keeps a lot's newest state and last events,
`source` asks the database, `hub` puts them together. `auctions.consumers` is the socket itself.

How to measure it (deploy/bench): make a Hub, put N Connections in it whose `send` is the ASGI server's, join
them to one lot, then call `hub.receive("e <lot> <seq>\\n<text>")` with rising numbers, as the subscription does.
Against it stand a bare loop of `await send(...)` over the same N sockets and Channels' `group_send`. Run uvicorn
without per-message deflate (`--ws-per-message-deflate false`): compressing each socket's copy costs more than
all the rest.
"""
