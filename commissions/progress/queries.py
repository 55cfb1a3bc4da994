"""Reads of conversations and finished works; each list says whose it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left

from commissions import rules as commission_rules
from commissions.enums import ProposalState, ScreenedKind
from commissions.models import Commission, Proposal, Screening
from commissions.progress.enums import MessageState
from commissions.progress.models import (
    Attachment,
    Certificate,
    Conversation,
    FinishedWork,
    Message,
    NamingConsent,
    ReadMark,
)
from orders.enums import Side
from orders.models import Seller

PREVIEW: Final = 140
MAIL_AFTER: Final = timedelta(hours=1)
MAIL_AGAIN: Final = timedelta(days=1)


def visible_to(user: Any) -> QuerySet[Conversation]:
    """The collector, the artist's people, staff who check texts; to anybody else there is nothing."""
    if not user.is_authenticated or not user.is_active:
        return Conversation.objects.none()
    if commission_rules.may_screen(user):
        return Conversation.objects.all()
    return of_person(user)


def of_person(user: Any) -> QuerySet[Conversation]:
    """Those in which a person has a side."""
    mine = Seller.objects.filter(memberships__user=user).values("pk")
    return Conversation.objects.filter(Q(commission__collector=user) | Q(seller__in=mine))


def with_sides(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    return rows.select_related("commission__collector", "seller")


def of_commission(commission: Commission, side: Side, user: Any) -> QuerySet[Conversation]:
    """Those of one commission that this side may read: the collector and staff all, the artist their own."""
    rows = Conversation.objects.filter(commission=commission)
    if side is Side.SELLER:
        rows = rows.filter(seller__memberships__user=user)
    return with_sides(rows).order_by("-last_at", "-pk")


def listed(rows: QuerySet[Conversation], user: Any) -> QuerySet[Conversation]:
    """For lists: `unread`, `last_text`, `last_side`, and whether the artist was `chosen`; the latest on top."""
    chosen = Proposal.objects.filter(
        commission=OuterRef("commission"), seller=OuterRef("seller"), state=ProposalState.AWARDED
    )
    last = Message.objects.filter(conversation=OuterRef("pk"), place__isnull=False).order_by("-place")
    return (
        with_sides(annotate_unread(rows, user))
        .annotate(
            last_text=Subquery(last.values(short=Left("text", PREVIEW))[:1]),
            last_side=Subquery(last.values("side")[:1]),
            chosen=Exists(chosen),
        )
        .order_by(Coalesce("last_at", "opened_at").desc(), "-pk")
    )


def annotate_unread(rows: QuerySet[Conversation], user: Any) -> QuerySet[Conversation]:
    """`unread`: messages of the other side that this person has not read; none for whom it is no concern."""
    mark = ReadMark.objects.filter(conversation=OuterRef("conversation"), user=user)
    new = (
        Message.objects.filter(conversation=OuterRef("pk"), place__isnull=False)
        .annotate(read=Subquery(mark.values("place")[:1]), mine=Subquery(mark.values("side")[:1]))
        .filter(place__gt=F("read"))
        .exclude(side=F("mine"))
        .order_by()
        .values("conversation")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return rows.annotate(unread=Coalesce(Subquery(new, output_field=IntegerField()), Value(0)))


def unread_total(user: Any) -> int:
    """In how many conversations something waits to be read. For a number beside a link."""
    rows = annotate_unread(of_person(user), user)
    return rows.filter(unread__gt=0).count()  # type: ignore[misc]  # our annotation


def messages_for(conversation: Conversation, user: Any, *, staff: bool = False) -> QuerySet[Message]:
    """What this person may read: what is shown, and their own words that are being checked or were refused.

    `check_reason`: why a refused one was refused.
    """
    why = Screening.objects.filter(kind=ScreenedKind.MESSAGE, subject_pk=OuterRef("pk")).order_by("-pk")
    rows = Message.objects.filter(conversation=conversation)
    if not staff:
        rows = rows.filter(Q(state=MessageState.SHOWN) | Q(author=user))
    return (
        rows.select_related("author")
        .annotate(check_reason=Coalesce(Subquery(why.values("reason")[:1]), Value("")))
        .prefetch_related(Prefetch("attachments", Attachment.objects.order_by("pk")))
        .order_by(F("place").asc(nulls_last=True), "at", "pk")
    )


def attachments_for(conversation: Conversation, user: Any, *, staff: bool = False) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(message__conversation=conversation)
    return rows if staff else rows.filter(Q(message__state=MessageState.SHOWN) | Q(message__author=user))


def read_by_other(conversation: Conversation, side: str) -> int:
    """How far anybody of the other side has read."""
    rows = ReadMark.objects.filter(conversation=conversation).exclude(side=side)
    return max(rows.values_list("place", flat=True), default=0)


def sent_since(user: Any, since: datetime) -> int:
    return Message.objects.filter(author=user, at__gt=since).count()


def to_mail(now: datetime) -> QuerySet[ReadMark]:
    """Who has left something unread for an hour and was not told by mail since they last read; again only when
    more has come, a day later."""
    old = Message.objects.filter(
        conversation=OuterRef("conversation"),
        place__gt=OuterRef("place"),
        shown_at__lte=now - MAIL_AFTER,
        place__isnull=False,
    ).exclude(side=OuterRef("side"))
    fresh = Q(mailed_place__lte=F("place"))
    again = Q(mailed_place__lt=F("conversation__places"), mailed_at__lte=now - MAIL_AGAIN)
    rows = ReadMark.objects.filter(place__lt=F("conversation__places"))
    return rows.filter(fresh | again).filter(Exists(old)).order_by("pk")


def consent_of(commission: Commission) -> NamingConsent | None:
    """The one in force."""
    return NamingConsent.objects.filter(commission=commission, withdrawn_at__isnull=True).first()


def consents_of(commission: Commission) -> QuerySet[NamingConsent]:
    return NamingConsent.objects.filter(commission=commission).order_by("-given_at", "-pk")


def certificate_of(commission: Commission) -> Certificate | None:
    return Certificate.objects.filter(commission=commission).first()


def finished_of(commission: Commission) -> FinishedWork | None:
    return FinishedWork.objects.filter(commission=commission).select_related("artwork").first()


def certificate_by(code: str) -> Certificate | None:
    """The one with this number, for anybody who holds it."""
    return Certificate.objects.filter(code=code).select_related("commission").first()
