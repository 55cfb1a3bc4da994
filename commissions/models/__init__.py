from commissions.models.commission import Commission, CommissionCounter, Invitation, Reference
from commissions.models.proposal import Proposal, ProposalMilestone, Sketch
from commissions.models.question import Question
from commissions.models.screening import Screening
from commissions.models.step import Step

__all__ = [
    "Commission",
    "CommissionCounter",
    "Invitation",
    "Proposal",
    "ProposalMilestone",
    "Question",
    "Reference",
    "Screening",
    "Sketch",
    "Step",
]
