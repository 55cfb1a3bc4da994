"""One case for everything that goes wrong after payment: a cancellation, a return, a dispute."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.aftercare.enums import (
    CASE_OPEN,
    CASE_OVER,
    CASE_TRANSITIONS,
    CaseKind,
    CaseState,
    RefusalReason,
    ReturnCost,
)
from orders.aftercare.rights import Ground
from orders.delivery import carriers
from orders.enums import Side

OVER = [state.value for state in CASE_OVER]
# A case that is over sets its lines free for the next one, whichever code ended it.
LINES_FREE = "UPDATE aftercare_caseline SET open = false WHERE case_id = NEW.id AND open; RETURN NULL;"
# A line of the case's own order, for no more than the line cost.
LINE_FITS = """
    IF NOT EXISTS (
        SELECT 1 FROM aftercare_case c JOIN orders_orderline l ON l.order_id = c.order_id
        WHERE c.id = NEW.case_id AND l.id = NEW.line_id AND NEW.amount <= l.gross) THEN
        RAISE EXCEPTION 'line % does not fit case %', NEW.line_id, NEW.case_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Case(models.Model):
    """Amounts are minor units of the order's currency.

    `claimed` is what its lines sum to, `agreed` what both sides or staff settled on (None: not yet).
    `by_law` says that the right stood when the case was opened, `article` in which article.
    `holds_order`: this case keeps the order's money from being released to the seller.
    """

    number = models.CharField(_("number"), max_length=26, unique=True)
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="cases", verbose_name=_("order"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=CaseKind.choices)
    state = models.CharField(
        _("state"), max_length=16, choices=CaseState.choices, default=CaseState.REQUESTED
    )
    explanation = models.TextField(_("what happened"), max_length=3000, blank=True)
    by_law = models.BooleanField(_("a right by law"), default=False)
    article = models.CharField(_("article"), max_length=20, blank=True)
    return_cost = models.CharField(
        _("cost of the return"), max_length=8, choices=ReturnCost.choices, default=ReturnCost.NOBODY
    )
    goods_back = models.BooleanField(_("goods must come back"), default=False)
    restock = models.BooleanField(_("for sale again"), default=False)
    currency = models.CharField(_("currency"), max_length=3)
    claimed = models.BigIntegerField(_("asked for"))
    agreed = models.BigIntegerField(_("agreed amount"), null=True, blank=True)
    refusal = models.CharField(
        _("reason of the refusal"), max_length=16, choices=RefusalReason.choices, blank=True
    )
    note = models.TextField(_("words of the answer"), max_length=2000, blank=True)
    tracking_carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=80, blank=True)
    shipment = models.OneToOneField(
        "delivery.Shipment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case",
        verbose_name=_("shipment"),
    )
    holds_order = models.BooleanField(_("holds the order's money"), default=False)
    refund = models.OneToOneField(
        "orders.Refund", models.PROTECT, null=True, blank=True, related_name="case", verbose_name=_("refund")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    opened_at = models.DateTimeField(_("opened"))
    due_at = models.DateTimeField(_("answer due by"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["order", "-opened_at"], name="case_of_order"),
            models.Index(
                fields=["due_at"],
                name="case_due",
                condition=Q(state__in=[state.value for state in CASE_OPEN]),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(condition=Q(kind__in=CaseKind.values), name="case_kind_known"),
            models.CheckConstraint(
                condition=Q(return_cost__in=ReturnCost.values), name="case_return_cost_known"
            ),
            models.CheckConstraint(
                condition=Q(refusal="") | Q(refusal__in=RefusalReason.values), name="case_refusal_known"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="case_currency_shape"),
            models.CheckConstraint(condition=Q(claimed__gt=0), name="case_claim_positive"),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(agreed__gte=0, agreed__lte=F("claimed")),
                name="case_agreed_within_claim",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["refunded", "refunded_in_part"], refund__isnull=False, agreed__gt=0)
                | ~Q(state__in=["refunded", "refunded_in_part"]) & Q(refund__isnull=True),
                name="case_refund_with_its_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="refunded") | Q(agreed=F("claimed")), name="case_refunded_in_whole"
            ),
            models.CheckConstraint(
                condition=~Q(state="refunded_in_part") | Q(agreed__lt=F("claimed")),
                name="case_refunded_in_part_only",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""), name="case_refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False, due_at__isnull=True, holds_order=False)
                | ~Q(state__in=OVER) & Q(ended_at__isnull=True, due_at__isnull=False),
                name="case_over_or_waiting",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="case_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in CASE_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="case_terms_stay",
                fields=["number", "order", "opened_by", "kind", "currency", "claimed", "by_law", "opened_at"],
            ),
            pgtrigger.Protect(name="case_is_kept", operation=pgtrigger.Delete),
            # One refund a case: a second one is undone with the transaction that wrote it.
            pgtrigger.Protect(
                name="case_refund_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__refund__isnull=False)
                & pgtrigger.Q(old__refund__df=pgtrigger.F("new__refund")),
            ),
            pgtrigger.Trigger(
                name="case_lets_lines_go",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("state"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(new__state__in=OVER),
                func=LINES_FREE,
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("aftercare:case", args=[self.number])

    @property
    def status(self) -> CaseState:
        return CaseState(self.state)

    @property
    def ground(self) -> Ground | None:
        return CaseKind(self.kind).ground

    @property
    def waits_for(self) -> Side | None:
        return self.status.waits_for

    @property
    def carrier_name(self) -> str:
        """Who carries the goods back, in the reader's language; as it was typed where we know no such carrier."""
        found = carriers.known().get(self.tracking_carrier)
        return str(found.name) if found else self.tracking_carrier

    @property
    def tracking_link(self) -> str:
        """The carrier's own page about the parcel, "" where there is none."""
        found = carriers.known().get(self.tracking_carrier)
        return found.link(self.tracking_number) if found else ""

    @property
    def offer_open(self) -> bool:
        """The seller offers less than was asked for, and the buyer has not answered."""
        return self.state == CaseState.INSPECTED and self.agreed is not None


class CaseLine(models.Model):
    """What of the order the case is about. `open` falls with the case, so that one case at a time has a line."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="lines", verbose_name=_("case"))
    line = models.ForeignKey(
        "orders.OrderLine", models.PROTECT, related_name="case_lines", verbose_name=_("order line")
    )
    amount = models.BigIntegerField(_("amount"))
    open = models.BooleanField(_("open"), default=True)

    class Meta:
        verbose_name = _("line of a case")
        verbose_name_plural = _("lines of cases")
        ordering = ["case", "line"]
        constraints = [
            models.UniqueConstraint(fields=["case", "line"], name="case_line_once"),
            models.UniqueConstraint(fields=["line"], condition=Q(open=True), name="case_line_open_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="case_line_amount_positive"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="case_line_terms_stay", fields=["case", "line", "amount"]),
            pgtrigger.Protect(name="case_line_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="case_line_fits",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=LINE_FITS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.line_id}"
