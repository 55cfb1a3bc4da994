from orders.aftercare.models.case import Case, CaseLine
from orders.aftercare.models.entry import CaseEntry, CasePhoto

__all__ = ["Case", "CaseEntry", "CaseLine", "CasePhoto"]
