"""Mail and notices about papers, to every owner of the seller, each once by its key."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.services import notify, queue
from orders.drafts import both
from orders.enums import MemberRole
from orders.verification.enums import PaperKind, PaperState
from orders.verification.models import Paper

PLACES = {
    "recipient": _("the recipient's name"),
    "seller": _("the seller's name"),
    "paper": _("which paper"),
    "url": _("the address of the page"),
}
HOME = "verification:papers"


def step(paper: Paper) -> None:
    """Verified, refused, expired or no longer accepted."""
    for owner in _owners(paper):
        key = f"paper:{paper.pk}:{paper.state}:{owner.pk}"
        queue("verification.step", to=owner, context={**_facts(paper), "state": paper.state}, key=key)
        notify(
            user=owner,
            kind=f"verification.{paper.state}",
            context={"paper": _kind(paper).facts},
            url=path(HOME, language=owner.language),
            key=key,
        )


def runs_out(paper: Paper, days: int) -> None:
    for owner in _owners(paper):
        key = f"paper:{paper.pk}:runs_out:{days}:{owner.pk}"
        queue("verification.runs_out", to=owner, context=_facts(paper), key=key)
        notify(
            user=owner,
            kind="verification.runs_out",
            context={"paper": _kind(paper).facts},
            url=path(HOME, language=owner.language),
            key=key,
        )


def _owners(paper: Paper) -> list[Any]:
    rows = paper.seller.memberships.filter(role=MemberRole.OWNER, user__is_active=True)
    return [row.user for row in rows.select_related("user").order_by("user_id")]


def _kind(paper: Paper) -> Bilingual:
    return Bilingual(*both(PaperKind(paper.kind).label))


def _facts(paper: Paper) -> dict[str, Any]:
    return {
        "seller": Bilingual(ar=paper.seller.name_ar or "", en=paper.seller.name_en or ""),
        "paper": _kind(paper),
        "expires_on": paper.expires_on,
        "reason": paper.reason,
        "url": page(HOME),
    }


def _sample(language: str) -> dict[str, Any]:
    return {
        "recipient": "نورة" if language == "ar" else "Noura",
        "seller": "صالة حافظ" if language == "ar" else "Gallery Hafez",
        "paper": both(PaperKind.COMMERCIAL.label)[0 if language == "ar" else 1],
        "expires_on": date(2027, 3, 1),
        "reason": "",
        "state": "verified",
        "url": page(HOME),
    }


def register() -> None:
    """Called when the house starts."""
    registry.register(
        "verification.step",
        subject=_("A paper of the seller was decided on"),
        variables=PLACES,
        sample=_sample,
    )
    registry.register(
        "verification.runs_out", subject=_("A paper of the seller runs out"), variables=PLACES, sample=_sample
    )
    for state, text, icon in (
        (PaperState.VERIFIED, _("Verified: %(paper)s"), "check"),
        (PaperState.REFUSED, _("Not accepted: %(paper)s"), "alert"),
        (PaperState.EXPIRED, _("Run out: %(paper)s"), "alert"),
        (PaperState.REVOKED, _("No longer accepted: %(paper)s"), "alert"),
    ):
        registry.register_notice(f"verification.{state}", text=text, icon=icon)
    registry.register_notice("verification.runs_out", text=_("Runs out soon: %(paper)s"), icon="alert")
