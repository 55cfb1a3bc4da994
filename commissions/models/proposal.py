"""What a seller offers for a commission: price, time, licence, revisions, milestones and sketches."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissions.enums import PROPOSAL_LIVE, PROPOSAL_TRANSITIONS, Licence, ProposalState
from commissions.models.commission import Commission
from core.money import EXPONENTS, Money

MOST_REVISIONS = 10
# What is asked for work that was not begun, at most: half of it.
HIGHEST_FEE_BPS = 5_000
MOST_WEEKS = 260
# A draft may be half-written; what is sent adds up. Checked at commit, when the rows are all there.
SUM_FITS = """
    IF EXISTS (
        SELECT 1 FROM commissions_proposal p
        WHERE p.id = {key} AND p.state <> 'draft' AND p.price_minor <> COALESCE((
            SELECT SUM(m.amount_minor) FROM commissions_proposalmilestone m WHERE m.proposal_id = p.id), 0)
          AND (p.state NOT IN ('withdrawn', 'lapsed')))
    THEN
        RAISE EXCEPTION 'the milestones of proposal % do not sum to its price', {key}
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class Proposal(models.Model):
    """`price_minor` is what the collector pays in all, VAT included where it is due.

    `cancellation_bps` is what stays with the artist of a milestone that was begun when the collector ends it.
    `artist` is who will make it, where a gallery proposes.
    """

    commission = models.ForeignKey(
        Commission, models.PROTECT, related_name="proposals", verbose_name=_("commission")
    )
    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="commission_proposals", verbose_name=_("seller")
    )
    artist = models.ForeignKey(
        "marketplace.Artist",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commission_proposals",
        verbose_name=_("artist"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ProposalState.choices, default=ProposalState.DRAFT
    )
    price_minor = models.BigIntegerField(_("price"))
    currency = models.CharField(_("currency"), max_length=3, choices=[(code, code) for code in EXPONENTS])
    start_on = models.DateField(_("can begin on"), null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(
        _("weeks of work"), validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS)]
    )
    text = models.TextField(_("text"), max_length=5000, blank=True)
    licence = models.CharField(_("licence"), max_length=10, choices=Licence.choices, default=Licence.PERSONAL)
    revisions = models.PositiveSmallIntegerField(
        _("revisions"), default=2, validators=[MaxValueValidator(MOST_REVISIONS)]
    )
    cancellation_bps = models.PositiveIntegerField(
        _("cancellation fee"), default=0, validators=[MaxValueValidator(HIGHEST_FEE_BPS)]
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.CharField(_("words of the answer"), max_length=500, blank=True)
    if TYPE_CHECKING:  # columns that translation.py adds
        text_ar: str | None
        text_en: str | None

    objects: ClassVar[models.Manager[Proposal]] = models.Manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["seller", "-created_at"], name="proposal_of_seller")]
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "seller"],
                condition=Q(state__in=[state.value for state in PROPOSAL_LIVE]),
                name="proposal_live_once",
            ),
            models.UniqueConstraint(
                fields=["commission"], condition=Q(state="awarded"), name="proposal_awarded_once"
            ),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="proposal_state_known"),
            models.CheckConstraint(condition=Q(licence__in=Licence.values), name="proposal_licence_known"),
            models.CheckConstraint(condition=Q(currency__in=list(EXPONENTS)), name="proposal_currency_known"),
            models.CheckConstraint(condition=Q(price_minor__gt=0), name="proposal_price_positive"),
            models.CheckConstraint(
                condition=Q(weeks__gte=1, weeks__lte=MOST_WEEKS), name="proposal_weeks_sane"
            ),
            models.CheckConstraint(
                condition=Q(revisions__lte=MOST_REVISIONS), name="proposal_revisions_sane"
            ),
            models.CheckConstraint(
                condition=Q(cancellation_bps__lte=HIGHEST_FEE_BPS), name="proposal_fee_sane"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "shortlisted", "awarded"])
                | Q(sent_at__isnull=False, valid_until__isnull=False),
                name="proposal_sent_has_times",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="proposal_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in PROPOSAL_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="proposal_roots_stay", fields=["commission", "seller", "currency", "created_at"]
            ),
            pgtrigger.Protect(name="proposal_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="proposal_sum_fits",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=SUM_FITS.replace("{key}", "NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.seller_id} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("commissions:proposal", args=[self.commission.number, self.pk])

    @property
    def status(self) -> ProposalState:
        return ProposalState(self.state)

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)

    @property
    def over_budget(self) -> bool:
        """Allowed, and said wherever the price is shown."""
        return self.price_minor > self.commission.budget_max > 0

    @property
    def fee_percent(self) -> int:
        return self.cancellation_bps // 100

    @property
    def rights(self) -> str:
        """What the licence means, in a sentence."""
        return Licence(self.licence).meaning

    @property
    def maker(self) -> str:
        """Whose hand it will be, in the reader's language."""
        return str(self.artist or self.seller)


class ProposalMilestone(models.Model):
    """A part of the price, paid before it is begun and released when it is accepted."""

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="milestones", verbose_name=_("proposal")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=120, blank=True)
    deliverable = models.CharField(_("what is delivered"), max_length=500, blank=True)
    amount_minor = models.BigIntegerField(_("amount"))
    due_on = models.DateField(_("due on"))
    if TYPE_CHECKING:  # columns that translation.py adds
        title_ar: str | None
        title_en: str | None
        deliverable_ar: str | None
        deliverable_en: str | None

    objects: ClassVar[models.Manager[ProposalMilestone]] = models.Manager()

    class Meta:
        verbose_name = _("milestone of a proposal")
        verbose_name_plural = _("milestones of proposals")
        ordering = ["proposal", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "position"],
                name="proposal_milestone_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="proposal_milestone_positive"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="proposal_milestones_fit",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=SUM_FITS.replace("{key}", "COALESCE(NEW.proposal_id, OLD.proposal_id)"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}/{self.position}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.proposal.currency)


class Sketch(models.Model):
    """A drawing sent with a proposal: the original stays with the artist's side, the collector sees the preview."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="sketches", verbose_name=_("proposal")
    )
    token = models.CharField(_("address part"), max_length=32, unique=True)
    path = models.CharField(_("path in the store"), max_length=160)
    preview_path = models.CharField(_("path of the marked preview"), max_length=160)
    sha256 = models.CharField(_("hash"), max_length=64)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("sketch")
        verbose_name_plural = _("sketches")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "sha256"], name="sketch_once"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="sketch_hash_shape"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="sketch_has_a_size"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.sha256[:8]}"
