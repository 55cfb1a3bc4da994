from compliance.rights.services.answering import assess, close, deliver, extend, note, refuse, take_back
from compliance.rights.services.carrying import (
    copy_failed,
    copy_ready,
    erasure_done,
    erasure_refused,
    order_copy,
    propose_erasure,
    withdraw_consents,
)
from compliance.rights.services.correcting import add_evidence, note_answer
from compliance.rights.services.correcting import apply as apply_correction
from compliance.rights.services.correcting import refuse as refuse_correction
from compliance.rights.services.identity import confirm_by_call, confirm_by_login, confirm_code, send_code
from compliance.rights.services.opening import open_as_guest, open_request, record_request
from compliance.rights.services.restricting import lift, restrict
from compliance.rights.services.sweeping import sweep

__all__ = [
    "add_evidence",
    "apply_correction",
    "assess",
    "close",
    "confirm_by_call",
    "confirm_by_login",
    "confirm_code",
    "copy_failed",
    "copy_ready",
    "deliver",
    "erasure_done",
    "erasure_refused",
    "extend",
    "lift",
    "note",
    "note_answer",
    "open_as_guest",
    "open_request",
    "order_copy",
    "propose_erasure",
    "record_request",
    "refuse",
    "refuse_correction",
    "restrict",
    "send_code",
    "sweep",
    "take_back",
    "withdraw_consents",
]
