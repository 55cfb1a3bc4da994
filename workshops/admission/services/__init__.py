from workshops.admission.services.certifying import certify_run, revoke
from workshops.admission.services.checking import Answer, Scan, admit, admit_by_hand, sync, undo
from workshops.admission.services.handing import add_material, remove_material
from workshops.admission.services.hearing import ask, give_feedback, hide_feedback, set_consent, sweep

__all__ = [
    "Answer",
    "Scan",
    "add_material",
    "admit",
    "admit_by_hand",
    "ask",
    "certify_run",
    "give_feedback",
    "hide_feedback",
    "remove_material",
    "revoke",
    "set_consent",
    "sweep",
    "sync",
    "undo",
]
