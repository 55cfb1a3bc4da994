"""What copies and erasures tell; each may tell it twice."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from compliance.copies.signals import copy_failed, copy_ready
from compliance.erasure.signals import erasure_done, erasure_refused
from compliance.rights import services


@receiver(copy_ready, dispatch_uid="rights.copy_ready")
def on_copy_ready(*, copy: Any, **_: Any) -> None:
    services.copy_ready(copy=copy)


@receiver(copy_failed, dispatch_uid="rights.copy_failed")
def on_copy_failed(*, copy: Any, **_: Any) -> None:
    services.copy_failed(copy=copy)


@receiver(erasure_done, dispatch_uid="rights.erasure_done")
def on_erasure_done(*, erasure: Any, **_: Any) -> None:
    services.erasure_done(erasure=erasure)


@receiver(erasure_refused, dispatch_uid="rights.erasure_refused")
def on_erasure_refused(*, erasure: Any, **_: Any) -> None:
    services.erasure_refused(erasure=erasure)
