"""States and kinds of what is said and kept around a commission."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageState(models.TextChoices):
    """Before the award a message that gives contact details waits for a person to read it."""

    SHOWN = "shown", pgettext_lazy("message state", "Sent")
    HELD = "held", pgettext_lazy("message state", "Being checked")
    REFUSED = "refused", pgettext_lazy("message state", "Not sent")


MESSAGE_TRANSITIONS = (
    (MessageState.HELD, MessageState.SHOWN),
    (MessageState.HELD, MessageState.REFUSED),
)


class AttachmentKind(models.TextChoices):
    PICTURE = "picture", pgettext_lazy("kind of attachment", "Picture")
    PDF = "pdf", pgettext_lazy("kind of attachment", "PDF document")


class NamingForm(models.TextChoices):
    """How a collector agrees to stand in the provenance of a work that was made for them."""

    NAMED = "named", _("By name")
    PRIVATE = "private", _("As a private collection")
