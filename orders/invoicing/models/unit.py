"""Who issues: one counter and one chain of hashes for each issuer, forever."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# The counter moves by one with each document, and the document must be there when the transaction ends:
# so a number can neither be left out nor be given twice.
ONE_STEP = """
    IF NEW.counter <> OLD.counter + 1 THEN
        RAISE EXCEPTION 'the counter of unit % may only move by one', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
HAS_ITS_DOCUMENT = """
    IF NOT EXISTS (SELECT 1 FROM invoicing_invoice i
                   WHERE i.unit_id = NEW.id AND i.counter = NEW.counter AND i.hash = NEW.last_hash) THEN
        RAISE EXCEPTION 'number % of unit % has no document', NEW.counter, NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class IssuingUnit(models.Model):
    """`seller` is the issuer in whose name it issues; none is the platform. Locked while a number is given."""

    seller = models.OneToOneField(
        "orders.Seller",
        models.PROTECT,
        related_name="issuing_unit",
        null=True,
        blank=True,
        verbose_name=_("issuer"),
    )
    counter = models.PositiveBigIntegerField(_("last number"), default=0)
    last_hash = models.CharField(_("hash of the last document"), max_length=88, blank=True)

    class Meta:
        verbose_name = _("issuing unit")
        verbose_name_plural = _("issuing units")
        constraints = [
            models.UniqueConstraint(
                fields=["seller"], nulls_distinct=False, name="issuing_unit_of_platform_once"
            ),
            models.CheckConstraint(
                condition=Q(counter=0, last_hash="") | Q(counter__gt=0, last_hash__gt=""),
                name="issuing_unit_hash_with_its_counter",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="issuing_unit_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="issuing_unit_issuer_stays", fields=["seller"]),
            pgtrigger.Trigger(
                name="issuing_unit_one_step",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=ONE_STEP,
            ),
            pgtrigger.Trigger(
                name="issuing_unit_without_gaps",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=HAS_ITS_DOCUMENT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seller or 'platform'}: {self.counter}"
