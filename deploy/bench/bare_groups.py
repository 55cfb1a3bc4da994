"""The groups of `bare_sockets`, served: Django has to be set up before its layers are asked for."""

from __future__ import annotations

import django

django.setup()

from deploy.bench.bare_sockets import groups  # noqa: E402

__all__ = ["groups"]
