"""What the outbox brings to admission: its mail."""

from __future__ import annotations

from typing import Any

from core.outbox import handles
from workshops.admission import letters
from workshops.admission.events import TOLD_CERTIFICATE, TOLD_FEEDBACK, TOLD_MATERIAL
from workshops.admission.models import Certificate, Material
from workshops.models import Run


@handles(TOLD_CERTIFICATE)
def on_certificate(payload: dict[str, Any]) -> None:
    letters.certificate_ready(Certificate.objects.select_related("ticket").get(pk=payload["certificate"]))


@handles(TOLD_FEEDBACK)
def on_feedback(payload: dict[str, Any]) -> None:
    letters.ask_for_feedback(Run.objects.get(pk=payload["run"]))


@handles(TOLD_MATERIAL)
def on_material(payload: dict[str, Any]) -> None:
    letters.material_added(Material.objects.select_related("event", "run").get(pk=payload["material"]))
