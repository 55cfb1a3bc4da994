"""The audit log: entries that nobody can change, and the seals that prove it."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from compliance.enums import ActorKind

NEVER = pgtrigger.Update | pgtrigger.Delete


def _no_truncate(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Truncate,
        when=pgtrigger.Before,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
    )


class AuditEntry(models.Model):
    """One business act: who did what to which thing.

    The actor and the subject are kept as identifiers, not as foreign keys and not as names: an append-only
    row cannot be blanked when a person asks for erasure, so it must not hold what may have to go. The staff
    page looks names up while the person exists.
    """

    at = models.DateTimeField(_("at"), db_default=Now())
    action = models.CharField(_("action"), max_length=100)
    actor_kind = models.CharField(_("actor kind"), max_length=6, choices=ActorKind.choices)
    actor_id = models.BigIntegerField(_("actor"), null=True)
    subject_type = models.CharField(_("subject type"), max_length=100, blank=True, default="")
    subject_id = models.CharField(_("subject id"), max_length=64, blank=True, default="")
    subject_text = models.CharField(_("subject"), max_length=200, blank=True, default="")
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    request_id = models.CharField(_("request"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-id"]
        permissions = [
            ("handle_privacy", _("May answer requests, erasures and breaches as privacy officer")),
            ("moderate", _("May decide on reports and verify sellers")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor_kind=ActorKind.SYSTEM, actor_id__isnull=True)
                | (~models.Q(actor_kind=ActorKind.SYSTEM) & models.Q(actor_id__isnull=False)),
                name="audit_actor_or_system",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_by_subject"),
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
            models.Index(
                fields=["request_id", "-id"], condition=~models.Q(request_id=""), name="audit_by_request"
            ),
            BrinIndex(fields=["at"], name="audit_by_time"),
        ]
        triggers = [
            pgtrigger.Protect(name="audit_append_only", operation=NEVER),
            _no_truncate("audit_no_truncate"),
            pgtrigger.Trigger(
                name="audit_to_seal",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func="INSERT INTO compliance_auditpending (entry_id) VALUES (NEW.id); RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} #{self.pk}"


class AuditPending(models.Model):
    """An entry that waits for its seal: written by a trigger, removed by the sealer."""

    entry = models.OneToOneField(
        AuditEntry, on_delete=models.DO_NOTHING, primary_key=True, related_name="pending", db_constraint=False
    )

    class Meta:
        verbose_name = _("entry to seal")
        verbose_name_plural = _("entries to seal")

    def __str__(self) -> str:
        return str(self.pk)


class AuditSeal(models.Model):
    """A link of the hash chain over the entries, in the order in which they were sealed: 1, 2, 3, ..."""

    seq = models.BigIntegerField(_("number"), primary_key=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.DO_NOTHING, related_name="seal")
    prev_hash = models.CharField(_("previous hash"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)
    sealed_at = models.DateTimeField(_("sealed"), db_default=Now())

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="seal_from_one"),
        ]
        triggers = [
            pgtrigger.Protect(name="seal_append_only", operation=NEVER),
            _no_truncate("seal_no_truncate"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"


class AuditHead(models.Model):
    """The last seal of a day, made public: whoever has noted it can later prove that the log is still the same."""

    day = models.DateField(_("day"), primary_key=True)
    seq = models.BigIntegerField(_("number"))
    hash = models.CharField(_("hash"), max_length=64)
    published_at = models.DateTimeField(_("published at"), db_default=Now())

    class Meta:
        verbose_name = _("published head of the audit log")
        verbose_name_plural = _("published heads of the audit log")
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="head_from_one"),
        ]
        triggers = [
            pgtrigger.Protect(name="head_append_only", operation=NEVER),
            _no_truncate("head_no_truncate"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.seq}:{self.hash[:12]}"
