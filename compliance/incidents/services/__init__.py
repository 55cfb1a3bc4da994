from compliance.incidents.services.deciding import assess, close, finish_telling, newest, report, supplement
from compliance.incidents.services.keeping import keep_evidence, measure_done, plan_measure, read_evidence
from compliance.incidents.services.opening import describe, note, open_breach
from compliance.incidents.services.sending import add_affected, add_recipients, send_batch, start_telling
from compliance.incidents.services.sweeping import remind, sweep
from compliance.incidents.services.wording import draft_notice, write_notice

__all__ = [
    "add_affected",
    "add_recipients",
    "assess",
    "close",
    "describe",
    "draft_notice",
    "finish_telling",
    "keep_evidence",
    "measure_done",
    "newest",
    "note",
    "open_breach",
    "plan_measure",
    "read_evidence",
    "remind",
    "report",
    "send_batch",
    "start_telling",
    "supplement",
    "sweep",
    "write_notice",
]
