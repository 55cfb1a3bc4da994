from commissions.services.asking import answer, ask_about_brief, ask_about_proposal
from commissions.services.briefs import (
    Brief,
    cancel_commission,
    close_commission,
    create_commission,
    submit_commission,
    update_commission,
)
from commissions.services.checking import clear, hold, refuse
from commissions.services.choosing import award, decline, shortlist, unshortlist
from commissions.services.inviting import decline_invitation, invite, uninvite
from commissions.services.moving import move, write
from commissions.services.proposing import (
    Stage,
    Terms,
    propose,
    send_proposal,
    update_proposal,
    withdraw_proposal,
)
from commissions.services.sweeping import sweep

__all__ = [
    "Brief",
    "Stage",
    "Terms",
    "answer",
    "ask_about_brief",
    "ask_about_proposal",
    "award",
    "cancel_commission",
    "clear",
    "close_commission",
    "create_commission",
    "decline",
    "decline_invitation",
    "hold",
    "invite",
    "move",
    "propose",
    "refuse",
    "send_proposal",
    "shortlist",
    "submit_commission",
    "sweep",
    "uninvite",
    "unshortlist",
    "update_commission",
    "update_proposal",
    "withdraw_proposal",
    "write",
]
