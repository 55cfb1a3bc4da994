"""What the commissions tell the rooms below: a section of the desk, a tab of the studio, what waits for a seller."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import desk as desks
from commissions import desk, letters, queries
from commissions.enums import ON_THE_TABLE, ScreeningState
from commissions.models import Proposal, Question
from marketplace import studio
from orders.models import Seller


def waiting(seller: Seller) -> Sequence[studio.Attention]:
    """Invitations and questions that wait for an answer."""
    url = f"{reverse('commissions:studio')}?seller={seller.slug}"
    invited = queries.invitations_waiting(seller).count()
    asked = Proposal.objects.filter(seller=seller, state__in=ON_THE_TABLE).filter(
        Exists(Question.objects.filter(proposal=OuterRef("pk"), state=ScreeningState.CLEARED, answer=""))
    )
    questions = asked.count()
    return [
        studio.Attention(
            invited,
            ngettext("Invitation to a commission", "Invitations to commissions", invited),
            _("Answer in time"),
            url,
        ),
        studio.Attention(
            questions,
            ngettext("Proposal with a question", "Proposals with questions", questions),
            _("The collector waits for your answer"),
            url,
        ),
    ]


def register() -> None:
    """Called once, from `ready()`."""
    letters.register()
    studio.register_tab("commissions", gettext_lazy("Commissions"), "commissions:studio")
    studio.register_attention(waiting)
    desks.register(
        "commissions",
        gettext_lazy("My commissions"),
        "commissions/desk_commissions.html",
        desk.load,
        35,
        count=desk.count,
        empty=desks.Empty(
            gettext_lazy("No commission under way"),
            gettext_lazy("Say what you have in mind, and artists answer with their proposals."),
            "commissions:commission-list",
            gettext_lazy("How it works"),
        ),
    )
