"""Messages can be reported, and their authors blocked (`compliance.safety`)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from commissions.progress import names, queries
from commissions.progress.enums import MessageState
from commissions.progress.models import Message
from compliance.safety import targets
from orders.enums import Side


def _shown_to(user: Any) -> QuerySet[Message]:
    """What both sides can read; staff who check texts report nothing, they decide."""
    if not user.is_authenticated:
        return Message.objects.none()
    rows = Message.objects.filter(state=MessageState.SHOWN, conversation__in=queries.of_person(user))
    return rows.select_related("author", "conversation__commission__collector", "conversation__seller")


def _title(message: Message) -> str:
    """Without a name: who wrote may be unknown to who reads."""
    number = message.conversation.commission.number
    return _("Message %(place)s about %(number)s") % {"place": message.place, "number": number}


def _sender(message: Message) -> str:
    talk = message.conversation
    if message.side == Side.SELLER:
        return str(names.of_seller(talk.seller))
    return str(names.collector_told(talk.commission, talk.seller))


def register() -> None:
    """Called once, from `ready()`. A message is proof for both sides and stays; its author can be stopped."""
    targets.register(
        "message",
        model="progress.Message",
        label=pgettext_lazy("kind of thing that is reported", "Message"),
        visible=_shown_to,
        owners=lambda message: [message.author],
        title=_title,
        url=lambda message: f"{message.conversation.get_absolute_url()}#m{message.pk}",
        text=lambda message: message.text,
        blockable=True,
        sender=_sender,
    )
