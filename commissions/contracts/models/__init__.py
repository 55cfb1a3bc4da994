from commissions.contracts.models.contract import Acceptance, Contract, ContractVersion
from commissions.contracts.models.delivery import RevisionRequest, Submission, SubmissionImage
from commissions.contracts.models.dispute import Dispute, Evidence
from commissions.contracts.models.milestone import Milestone

__all__ = [
    "Acceptance",
    "Contract",
    "ContractVersion",
    "Dispute",
    "Evidence",
    "Milestone",
    "RevisionRequest",
    "Submission",
    "SubmissionImage",
]
