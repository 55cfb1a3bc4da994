"""Waking the relay without making the bidder wait for Redis."""

from __future__ import annotations

import os
import threading

from core import bell


class Ringer:
    """A thread of its own rings the bell; many bids in one moment are one ring.

    It begins with the first ring, so that a forked server has one in each process. Nothing depends on it: the
    relay and the closer look by themselves.
    """

    def __init__(self) -> None:
        self._wanted = threading.Event()
        self._lock = threading.Lock()
        self._pid = 0

    def soon(self) -> None:
        """Ring shortly; returns at once."""
        if self._pid != os.getpid():
            self._begin()
        self._wanted.set()

    def _begin(self) -> None:
        with self._lock:
            if self._pid != os.getpid():
                self._wanted = threading.Event()
                threading.Thread(target=self._run, name="auctions-bell", daemon=True).start()
                self._pid = os.getpid()

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            bell.ring()


ringer = Ringer()
