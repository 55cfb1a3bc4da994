from commissions.contracts.services.agreeing import accept_contract, decline, offer, propose_change
from commissions.contracts.services.disputing import add_evidence, decide, open_dispute, withdraw_dispute
from commissions.contracts.services.ending import Preview, cancel, preview
from commissions.contracts.services.funding import drop, fund, mark_funded, take_back
from commissions.contracts.services.handing import submit
from commissions.contracts.services.judging import accept, ask_revision
from commissions.contracts.services.sweeping import accept_due, remind, sweep

__all__ = [
    "Preview",
    "accept",
    "accept_contract",
    "accept_due",
    "add_evidence",
    "ask_revision",
    "cancel",
    "decide",
    "decline",
    "drop",
    "fund",
    "mark_funded",
    "offer",
    "open_dispute",
    "preview",
    "propose_change",
    "remind",
    "submit",
    "sweep",
    "take_back",
    "withdraw_dispute",
]
