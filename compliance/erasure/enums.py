"""States of an erasure, its steps, its recipients and of retention runs; each knows where it may go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Proposed by one officer, approved by another, carried out in steps."""

    PROPOSED = "proposed", pgettext_lazy("erasure", "Proposed")
    APPROVED = "approved", pgettext_lazy("erasure", "Approved")
    RUNNING = "running", pgettext_lazy("erasure", "Running")
    DONE = "done", pgettext_lazy("erasure", "Done")
    REFUSED = "refused", pgettext_lazy("erasure", "Refused")
    FAILED = "failed", pgettext_lazy("erasure", "Stopped")

    def may_become(self, other: State) -> bool:
        return (self, other) in TRANSITIONS

    @property
    def open(self) -> bool:
        return self in OPEN


OPEN = (State.PROPOSED, State.APPROVED, State.RUNNING, State.FAILED)
TRANSITIONS = (
    (State.PROPOSED, State.APPROVED),
    (State.PROPOSED, State.REFUSED),
    (State.APPROVED, State.RUNNING),
    (State.APPROVED, State.FAILED),
    (State.APPROVED, State.REFUSED),
    (State.RUNNING, State.DONE),
    (State.RUNNING, State.FAILED),
    (State.FAILED, State.RUNNING),
    # What came in the way before anything was erased may end in a refusal.
    (State.FAILED, State.REFUSED),
)


class StepKind(models.TextChoices):
    """What a step does; they run in this order."""

    EXTRA = "extra", pgettext_lazy("erasure step", "Special work")
    MENTIONS = "mentions", pgettext_lazy("erasure step", "Mentions in other people's text")
    SESSIONS = "sessions", pgettext_lazy("erasure step", "Sessions")
    MODEL = "model", pgettext_lazy("erasure step", "Records")


class StepState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("erasure step", "Waiting")
    DONE = "done", pgettext_lazy("erasure step", "Done")
    REFUSED = "refused", pgettext_lazy("erasure step", "Not carried out")


class Answer(models.TextChoices):
    """What a recipient says."""

    NONE = "", pgettext_lazy("recipient", "No answer yet")
    DESTROYED = "destroyed", pgettext_lazy("recipient", "Erased")
    NOTHING = "nothing", pgettext_lazy("recipient", "Holds nothing")
    KEEPS = "keeps", pgettext_lazy("recipient", "Keeps it by law")
    REFUSED = "refused", pgettext_lazy("recipient", "Refused")


class Trigger(models.TextChoices):
    """Who started a retention run."""

    BEAT = "beat", pgettext_lazy("retention run", "Every day")
    COMMAND = "command", pgettext_lazy("retention run", "By hand")
    STAFF = "staff", pgettext_lazy("retention run", "By an officer")
