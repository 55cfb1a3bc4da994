from compliance.records.services.assessing import decide, open_assessment, withdraw, write_assessment
from compliance.records.services.building import build, forget_ended
from compliance.records.services.completing import complete, complete_processor

__all__ = [
    "build",
    "complete",
    "complete_processor",
    "decide",
    "forget_ended",
    "open_assessment",
    "withdraw",
    "write_assessment",
]
