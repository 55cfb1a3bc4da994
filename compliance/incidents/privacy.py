"""What the breach register holds about people: who had to be told, and which officer wrote."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare, exempt

OFFICE = _("Which officer wrote in the breach register: the act of an office.")


def _nobody(row: Any) -> str:
    """An address that leads nowhere, different for each row; an account needs none."""
    return f"erased-{row.pk}@erased.invalid" if row.address else ""


declare(
    model="incidents.Recipient",
    subject="user",
    fields=["address", "language", "sent_at"],
    purpose=_("To tell you when your data was part of a breach, once, and to be able to prove it."),
    basis=Basis.LEGAL,
    retention=_("Five years after the breach, with the breach register."),
    export=_("Each breach that concerned you, and when we told you."),
    erase=_("Kept as proof that somebody was told, without your address."),
    deed=deeds.keep("incidents", since="breach__aware_at", now={"address": _nobody}, later=None),
    by_email=("address",),
)
for model in ("Breach", "Notice", "Evidence", "Measure", "Entry"):
    exempt(f"incidents.{model}", OFFICE)
