"""Papers that a seller is known by, and how far the check of one has come."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaperKind(models.TextChoices):
    """`COMMERCIAL` and `FREELANCE` say who a seller is; `ANTIQUITY` opens works that are over a hundred years old."""

    COMMERCIAL = "commercial", _("Commercial register")
    FREELANCE = "freelance", _("Freelance licence")
    ANTIQUITY = "antiquity", _("Antiquity licence")

    @property
    def proves_the_seller(self) -> bool:
        return self is not PaperKind.ANTIQUITY


class PaperState(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("paper", "Being checked")
    VERIFIED = "verified", pgettext_lazy("paper", "Verified")
    REFUSED = "refused", pgettext_lazy("paper", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("paper", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("paper", "Expired")
    REVOKED = "revoked", pgettext_lazy("paper", "No longer accepted")

    def may_become(self, other: PaperState) -> bool:
        return other in PAPER_TRANSITIONS[self]


PAPER_TRANSITIONS: dict[PaperState, frozenset[PaperState]] = {
    PaperState.SUBMITTED: frozenset({PaperState.VERIFIED, PaperState.REFUSED, PaperState.WITHDRAWN}),
    PaperState.VERIFIED: frozenset({PaperState.EXPIRED, PaperState.REVOKED}),
    PaperState.REFUSED: frozenset(),
    PaperState.WITHDRAWN: frozenset(),
    PaperState.EXPIRED: frozenset(),
    PaperState.REVOKED: frozenset(),
}
LIVING = (PaperState.SUBMITTED, PaperState.VERIFIED)
