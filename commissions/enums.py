"""What a commission and its proposals can be, where they stand, and where they may go from there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CommissionState(models.TextChoices):
    """Draft and screening are the collector's own; from awarded on it belongs to two people."""

    DRAFT = "draft", pgettext_lazy("commission state", "Draft")
    SCREENING = "screening", pgettext_lazy("commission state", "Being checked")
    OPEN = "open", pgettext_lazy("commission state", "Open")
    DISCUSSION = "discussion", pgettext_lazy("commission state", "In discussion")
    AWARDED = "awarded", pgettext_lazy("commission state", "Awarded")
    IN_PROGRESS = "in_progress", pgettext_lazy("commission state", "In progress")
    DELIVERED = "delivered", pgettext_lazy("commission state", "Delivered")
    COMPLETED = "completed", pgettext_lazy("commission state", "Completed")
    CANCELLED = "cancelled", pgettext_lazy("commission state", "Cancelled")
    DISPUTED = "disputed", pgettext_lazy("commission state", "Disputed")

    @property
    def next(self) -> frozenset[CommissionState]:
        return frozenset(after for before, after in COMMISSION_TRANSITIONS if before == self)

    def may_become(self, other: CommissionState) -> bool:
        return other in self.next

    @property
    def answerable(self) -> bool:
        """Sellers may look at it and propose, while its time lasts."""
        return self in ANSWERABLE

    @property
    def before_award(self) -> bool:
        """The collector alone may still change or drop it, and nobody knows the other's name."""
        return self in BEFORE_AWARD

    @property
    def over(self) -> bool:
        return self in COMMISSION_OVER


ANSWERABLE = (CommissionState.OPEN, CommissionState.DISCUSSION)
BEFORE_AWARD = (CommissionState.DRAFT, CommissionState.SCREENING, *ANSWERABLE)
COMMISSION_OVER = (CommissionState.COMPLETED, CommissionState.CANCELLED)
# Between the award and the end: a contract stands, is being made, or is argued about.
UNDER_CONTRACT = (
    CommissionState.AWARDED,
    CommissionState.IN_PROGRESS,
    CommissionState.DELIVERED,
    CommissionState.DISPUTED,
)
COMMISSION_TRANSITIONS = (
    (CommissionState.DRAFT, CommissionState.SCREENING),
    (CommissionState.DRAFT, CommissionState.OPEN),
    (CommissionState.SCREENING, CommissionState.OPEN),
    (CommissionState.SCREENING, CommissionState.DRAFT),
    # A change to an open brief that has to be looked at takes it off the list meanwhile.
    (CommissionState.OPEN, CommissionState.SCREENING),
    (CommissionState.OPEN, CommissionState.DISCUSSION),
    (CommissionState.DISCUSSION, CommissionState.OPEN),
    (CommissionState.OPEN, CommissionState.AWARDED),
    (CommissionState.DISCUSSION, CommissionState.AWARDED),
    # The contract was declined before both had accepted it.
    (CommissionState.AWARDED, CommissionState.DISCUSSION),
    (CommissionState.AWARDED, CommissionState.IN_PROGRESS),
    (CommissionState.IN_PROGRESS, CommissionState.DELIVERED),
    (CommissionState.IN_PROGRESS, CommissionState.DISPUTED),
    (CommissionState.DELIVERED, CommissionState.IN_PROGRESS),
    (CommissionState.DELIVERED, CommissionState.COMPLETED),
    (CommissionState.DELIVERED, CommissionState.DISPUTED),
    (CommissionState.DISPUTED, CommissionState.IN_PROGRESS),
    (CommissionState.DISPUTED, CommissionState.DELIVERED),
    (CommissionState.DISPUTED, CommissionState.COMPLETED),
    *((state, CommissionState.CANCELLED) for state in CommissionState if state not in COMMISSION_OVER),
)


class Audience(models.TextChoices):
    OPEN = "open", pgettext_lazy("audience of a commission", "All artists and galleries")
    INVITED = "invited", pgettext_lazy("audience of a commission", "Only whom I invite")


class InvitationState(models.TextChoices):
    INVITED = "invited", pgettext_lazy("invitation", "Invited")
    ANSWERED = "answered", pgettext_lazy("invitation", "Answered")
    DECLINED = "declined", pgettext_lazy("invitation", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Taken back")


class ProposalState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("proposal state", "Draft")
    SCREENING = "screening", pgettext_lazy("proposal state", "Being checked")
    SENT = "sent", pgettext_lazy("proposal state", "Sent")
    SHORTLISTED = "shortlisted", pgettext_lazy("proposal state", "Shortlisted")
    DECLINED = "declined", pgettext_lazy("proposal state", "Not chosen")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal state", "Withdrawn")
    AWARDED = "awarded", pgettext_lazy("proposal state", "Awarded")
    LAPSED = "lapsed", pgettext_lazy("proposal state", "Lapsed")

    @property
    def next(self) -> frozenset[ProposalState]:
        return frozenset(after for before, after in PROPOSAL_TRANSITIONS if before == self)

    def may_become(self, other: ProposalState) -> bool:
        return other in self.next

    @property
    def live(self) -> bool:
        return self in PROPOSAL_LIVE

    @property
    def on_the_table(self) -> bool:
        """The collector can compare it and choose it."""
        return self in ON_THE_TABLE


ON_THE_TABLE = (ProposalState.SENT, ProposalState.SHORTLISTED)
PROPOSAL_LIVE = (ProposalState.DRAFT, ProposalState.SCREENING, *ON_THE_TABLE, ProposalState.AWARDED)
# What the collector has ever been shown.
PROPOSAL_SHOWN = (*ON_THE_TABLE, ProposalState.AWARDED, ProposalState.DECLINED)
PROPOSAL_TRANSITIONS = (
    (ProposalState.DRAFT, ProposalState.SCREENING),
    (ProposalState.DRAFT, ProposalState.SENT),
    (ProposalState.SCREENING, ProposalState.SENT),
    (ProposalState.SCREENING, ProposalState.DRAFT),
    (ProposalState.SENT, ProposalState.SCREENING),
    (ProposalState.SHORTLISTED, ProposalState.SCREENING),
    (ProposalState.SENT, ProposalState.SHORTLISTED),
    (ProposalState.SHORTLISTED, ProposalState.SENT),
    *((state, ProposalState.AWARDED) for state in ON_THE_TABLE),
    *(
        (state, ProposalState.LAPSED)
        for state in (*ON_THE_TABLE, ProposalState.DRAFT, ProposalState.SCREENING)
    ),
    *((state, ProposalState.DECLINED) for state in (*ON_THE_TABLE, ProposalState.SCREENING)),
    *(
        (state, ProposalState.WITHDRAWN)
        for state in (*ON_THE_TABLE, ProposalState.DRAFT, ProposalState.SCREENING)
    ),
    # The contract was declined: by the collector, or by the artist.
    (ProposalState.AWARDED, ProposalState.DECLINED),
    (ProposalState.AWARDED, ProposalState.WITHDRAWN),
)


class Licence(models.TextChoices):
    """What the collector may do with the finished work beside owning it."""

    PERSONAL = "personal", pgettext_lazy("licence", "Private use")
    DISPLAY = "display", pgettext_lazy("licence", "Public display")
    COMMERCIAL = "commercial", pgettext_lazy("licence", "Commercial use")
    FULL = "full", pgettext_lazy("licence", "All rights of use")

    @property
    def meaning(self) -> str:
        return str(_LICENCE_MEANING[self])


_LICENCE_MEANING = {
    Licence.PERSONAL: _("The work may be kept and shown at home. The artist keeps all rights to copies."),
    Licence.DISPLAY: _("The work may also be shown in public, such as in a lobby or an exhibition."),
    Licence.COMMERCIAL: _("The work may also be reproduced for business, such as in print or advertising."),
    Licence.FULL: _("The collector receives every right of use that the law lets the artist pass on."),
}


class ScreeningState(models.TextChoices):
    PENDING = "pending", pgettext_lazy("screening", "Waiting")
    CLEARED = "cleared", pgettext_lazy("screening", "Cleared")
    REFUSED = "refused", pgettext_lazy("screening", "Refused")


class ScreenedKind(models.TextChoices):
    """Whose words are held. A message belongs to the conversations, which listen to `screening_decided`."""

    COMMISSION = "commission", pgettext_lazy("screened text", "Brief")
    PROPOSAL = "proposal", pgettext_lazy("screened text", "Proposal")
    QUESTION = "question", pgettext_lazy("screened text", "Question")
    ANSWER = "answer", pgettext_lazy("screened text", "Answer")
    MESSAGE = "message", pgettext_lazy("screened text", "Message")


class StepKind(models.TextChoices):
    """What stands in the time line of a commission. Only what concerns both sides is shown to the artist."""

    MOVED = "moved", pgettext_lazy("step of a commission", "New state")
    INVITED = "invited", pgettext_lazy("step of a commission", "Artist invited")
    PROPOSED = "proposed", pgettext_lazy("step of a commission", "Proposal received")
    WITHDRAWN = "withdrawn", pgettext_lazy("step of a commission", "Proposal withdrawn")
    SHORTLISTED = "shortlisted", pgettext_lazy("step of a commission", "Proposal shortlisted")
    DECLINED = "declined", pgettext_lazy("step of a commission", "Proposal declined")
    ASKED = "asked", pgettext_lazy("step of a commission", "Question asked")
    ANSWERED = "answered", pgettext_lazy("step of a commission", "Question answered")
    CHANGED = "changed", pgettext_lazy("step of a commission", "Brief changed")
    CLOSED = "closed", pgettext_lazy("step of a commission", "Closed to new proposals")
    CONTRACT = "contract", pgettext_lazy("step of a commission", "Contract")
    MILESTONE = "milestone", pgettext_lazy("step of a commission", "Milestone")
    NOTE = "note", pgettext_lazy("step of a commission", "Note")

    @property
    def shared(self) -> bool:
        return self in {StepKind.MOVED, StepKind.CONTRACT, StepKind.MILESTONE, StepKind.NOTE}
