from compliance.safety.models.block import Block
from compliance.safety.models.case import Case, CaseCounter, Report, Respondent
from compliance.safety.models.decision import Appeal, Decision
from compliance.safety.models.sanction import Caution, Suspension

__all__ = [
    "Appeal",
    "Block",
    "Case",
    "CaseCounter",
    "Caution",
    "Decision",
    "Report",
    "Respondent",
    "Suspension",
]
