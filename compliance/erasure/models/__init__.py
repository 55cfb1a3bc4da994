from compliance.erasure.models.case import Counter, Erasure, Step
from compliance.erasure.models.hold import LegalHold
from compliance.erasure.models.proof import Certificate, RecipientNotice, ReplayEntry
from compliance.erasure.models.rest import DoomedFile, KeptRow, RetentionRun

__all__ = [
    "Certificate",
    "Counter",
    "DoomedFile",
    "Erasure",
    "KeptRow",
    "LegalHold",
    "RecipientNotice",
    "ReplayEntry",
    "RetentionRun",
    "Step",
]
