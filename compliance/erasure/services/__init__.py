from compliance.erasure.services.again import pass_again
from compliance.erasure.services.files import remove_file
from compliance.erasure.services.holding import hold, release_hold
from compliance.erasure.services.proposing import approve, propose, refuse
from compliance.erasure.services.recipients import note_answer, note_told
from compliance.erasure.services.replaying import replay
from compliance.erasure.services.retaining import retain
from compliance.erasure.services.running import resume, run, run_step
from compliance.erasure.services.sweeping import sweep

__all__ = [
    "approve",
    "hold",
    "note_answer",
    "note_told",
    "pass_again",
    "propose",
    "refuse",
    "release_hold",
    "remove_file",
    "replay",
    "resume",
    "retain",
    "run",
    "run_step",
    "sweep",
]
