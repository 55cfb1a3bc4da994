"""A request of a data subject: who asks for what, until when it must be answered, and how it ended."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compliance.rights.enums import (
    ANSWERED,
    OPEN,
    TRANSITIONS,
    Channel,
    Delay,
    Ground,
    Means,
    RequestState,
    Right,
    StepKind,
)

STILL_OPEN = Q(state__in=[state.value for state in OPEN])
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]


class RequestCounter(models.Model):
    """The last number given in a year, raised in the request's own transaction, so no gaps."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of requests")
        verbose_name_plural = _("counters of requests")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Request(models.Model):
    """`answer_by` is the day that counts: the extended one where the term was extended, else the first one.

    `law` names the entry of compliance/data/laws.toml whose term is the strictest for this person.
    A guest has no account: `name`, `email`, `phone` and `contact` say how to answer.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    right = models.CharField(_("right"), max_length=12, choices=Right.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="data_requests",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=32, blank=True)
    contact = models.CharField(_("postal address"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="ar")
    country = models.CharField(_("country of residence"), max_length=8, default="SA")
    channel = models.CharField(_("came by"), max_length=8, choices=Channel.choices, default=Channel.WEB)
    details = models.TextField(_("what is asked for"), max_length=3000, blank=True)
    about = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="complaints", verbose_name=_("about")
    )
    repetitive = models.BooleanField(_("repeats an earlier request"), default=False)
    state = models.CharField(
        _("state"), max_length=16, choices=RequestState.choices, default=RequestState.RECEIVED
    )
    law = models.CharField(_("law of the term"), max_length=8)
    received_at = models.DateTimeField(_("received"))
    due_at = models.DateTimeField(_("first term ends"))
    latest_at = models.DateTimeField(_("an extension may reach"), null=True, blank=True)
    extended_due_at = models.DateTimeField(_("extended term ends"), null=True, blank=True)
    extension_reason = models.CharField(
        _("reason of the extension"), max_length=8, choices=Delay.choices, blank=True
    )
    extension_text = models.TextField(_("words about the extension"), max_length=2000, blank=True)
    extension_sent_at = models.DateTimeField(_("extension announced"), null=True, blank=True)
    answer_by = models.DateTimeField(_("answer due by"))
    identity = models.CharField(_("identity known by"), max_length=8, choices=Means.choices, blank=True)
    identified_at = models.DateTimeField(_("identity confirmed"), null=True, blank=True)
    ground = models.CharField(_("ground of the refusal"), max_length=16, choices=Ground.choices, blank=True)
    article = models.CharField(_("article"), max_length=24, blank=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    reminded = models.PositiveSmallIntegerField(_("days left at the last reminder"), null=True, blank=True)
    overdue_at = models.DateTimeField(_("marked as late"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("data-subject request")
        verbose_name_plural = _("data-subject requests")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["answer_by", "id"], name="request_clock", condition=STILL_OPEN),
            models.Index(fields=["state", "answer_by", "id"], name="request_by_state"),
            models.Index(fields=["right", "answer_by", "id"], name="request_by_right"),
            models.Index(fields=["user", "-received_at"], name="request_of_user"),
            models.Index(fields=["email", "-received_at"], name="request_of_address"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            models.CheckConstraint(condition=Q(right__in=Right.values), name="request_right_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="request_channel_known"),
            models.UniqueConstraint(
                fields=["user", "right"],
                condition=STILL_OPEN & Q(user__isnull=False) & ~Q(right="complaint"),
                name="request_open_once",
            ),
            # Only who has proved to hold an address may keep it from being asked for again.
            models.UniqueConstraint(
                fields=["email", "right"],
                condition=STILL_OPEN
                & Q(user__isnull=True, identified_at__isnull=False)
                & ~Q(email="")
                & ~Q(right="complaint"),
                name="request_open_once_by_address",
            ),
            models.CheckConstraint(
                condition=Q(
                    extended_due_at__isnull=True,
                    extension_sent_at__isnull=True,
                    extension_reason="",
                    answer_by=F("due_at"),
                )
                | Q(
                    extended_due_at__gt=F("due_at"),
                    extended_due_at__lte=F("latest_at"),
                    extension_sent_at__lt=F("due_at"),
                    extension_reason__in=Delay.values,
                    answer_by=F("extended_due_at"),
                ),
                name="request_extended_in_time",
            ),
            models.CheckConstraint(
                condition=Q(ground="", article="") | Q(ground__in=Ground.values) & ~Q(article=""),
                name="request_ground_has_an_article",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "partly_refused"]) | ~Q(ground=""),
                name="request_refusal_has_a_ground",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "assessing", "fulfilling", "delivered", "partly_refused"])
                | Q(identified_at__isnull=False) & ~Q(identity=""),
                name="request_executed_after_identity",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in ANSWERED]) | Q(answered_at__isnull=False),
                name="request_answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "closed"]) | Q(closed_at__isnull=False),
                name="request_end_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="request_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in TRANSITIONS],
            ),
            # The clock starts when the request reaches us, and nothing sets it back.
            pgtrigger.ReadOnly(
                name="request_terms_stay",
                fields=["number", "right", "channel", "law", "received_at", "due_at", "latest_at"],
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("rights:request", args=[self.number])

    @property
    def status(self) -> RequestState:
        return RequestState(self.state)

    @property
    def kind(self) -> Right:
        return Right(self.right)


class Step(models.Model):
    """The time line: written once. `public` steps are shown to the person, the others to officers only."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="steps", verbose_name=_("request"))
    kind = models.CharField(_("kind"), max_length=10, choices=StepKind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    before = models.CharField(_("state before"), max_length=16, choices=RequestState.choices, blank=True)
    after = models.CharField(_("state after"), max_length=16, choices=RequestState.choices, blank=True)
    letter = models.CharField(_("letter"), max_length=40, blank=True)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    public = models.BooleanField(_("shown to the person"), default=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["request", "at"], name="request_steps_in_order")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="request_step_kind_known"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="request_step_stays",
                fields=["request", "kind", "actor", "before", "after", "letter", "at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind} {self.after}".strip()


class Code(models.Model):
    """A one-time code on its way to a known address: kept as a hash, for minutes, with few tries."""

    request = models.OneToOneField(
        Request, models.CASCADE, related_name="code", verbose_name=_("request"), primary_key=True
    )
    digest = models.CharField(_("hash"), max_length=64)
    sent_at = models.DateTimeField(_("sent"), db_default=Now())
    expires_at = models.DateTimeField(_("runs out"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent = models.PositiveSmallIntegerField(_("times sent"), default=1)

    class Meta:
        verbose_name = _("code of a request")
        verbose_name_plural = _("codes of requests")

    def __str__(self) -> str:
        return str(self.pk)
