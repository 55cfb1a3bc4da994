"""Traces of an account, its letters, and its dealings with the privacy office and the moderators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts.enums import Role, Stage
from compliance import audit
from core.models import OutboxMessage
from tests.compliance.completeness.life import Life, makes, row
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.mailing import EmailMessageFactory, NotificationFactory

HASH = "a" * 64


@makes(
    "accounts.User",
    "accounts.RoleGrant",
    "accounts.StageChange",
    "account.EmailAddress",
    "account.EmailConfirmation",
)
def account(life: Life) -> None:
    user = life.user
    row("accounts.RoleGrant", user=user, role=Role.COLLECTOR)
    row("accounts.StageChange", user=user, before=Stage.REGISTERED, after=Stage.ACTIVE)
    address = user.emailaddress_set.first()
    row("account.EmailConfirmation", email_address=address, key=f"key-{user.pk}")


@makes(
    "mfa.Authenticator",
    "socialaccount.SocialAccount",
    "socialaccount.SocialToken",
    "usersessions.UserSession",
    "sessions.Session",
)
def doors(life: Life) -> None:
    user = life.user
    row("mfa.Authenticator", user=user, type="totp", data={"secret": life.word})
    theirs = row("socialaccount.SocialAccount", user=user, provider="openid", uid=life.word, extra_data={})
    row("socialaccount.SocialToken", account=theirs, token=life.word, token_secret=life.word)
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["word"] = life.word
    session.create()
    row("usersessions.UserSession", user=user, session_key=session.session_key, ip="192.0.2.7")


@makes("admin.LogEntry", "compliance.AuditEntry", "core.OutboxMessage")
def traces_of_work(life: Life) -> None:
    LogEntry.objects.create(
        user=life.staff,
        content_type=ContentType.objects.get_for_model(type(life.user)),
        object_id=str(life.user.pk),
        object_repr=life.user.email,
        action_flag=CHANGE,
        change_message=life.user.name_en,
    )
    action = next(iter(audit.actions()))
    audit.record(
        action, subject=life.user, actor=life.user, after={"name": life.user.name_en}, note=life.user.email
    )
    OutboxMessage.objects.create(
        topic="accounts.nothing",
        payload={"user": life.user.pk},
        state="done",
        finished_at=timezone.now(),
    )


@makes("mailing.EmailMessage", "mailing.EmailAttachment", "mailing.MailReport", "mailing.Notification")
def letters(life: Life) -> None:
    message = EmailMessageFactory(user=life.user, to_address=life.user.email, state="sent")
    EmailMessageFactory(user=None, to_address=life.user.email, state="sent")
    row("mailing.EmailAttachment", message=message, name=f"{life.word}.pdf", content=life.word.encode())
    row("mailing.MailReport", message=message, event_id=f"event-{life.word}", kind="open")
    NotificationFactory(user=life.user, context={"name": life.user.name_en})


@makes("consents.Consent", "consents.Guardianship", "consents.GuardianRequest")
def consents(life: Life) -> None:
    user = life.user
    row("consents.Consent", user=user, purpose="newsletter", given=False, means="web")
    care = row(
        "consents.Guardianship", child=user, guardian=UserFactory(), state="asked", birth_date="2012-01-01"
    )
    row("consents.GuardianRequest", guardianship=care, code_hash=HASH)


@makes(
    "safety.Case",
    "safety.Report",
    "safety.Respondent",
    "safety.Decision",
    "safety.Appeal",
    "safety.Caution",
    "safety.Suspension",
    "safety.Block",
)
def moderation(life: Life) -> None:
    user, now = life.user, timezone.now()
    case = row("safety.Case", number=f"RP-{user.pk}", kind="work", target_id=user.pk, state="open")
    row("safety.Report", case=case, number=f"RR-{user.pk}", reporter=user, reason="other")
    row("safety.Respondent", case=case, user=user)
    decision = row(
        "safety.Decision", case=case, outcome="strike", person=user, decided_by=life.staff, scope=""
    )
    row("safety.Appeal", decision=decision, by=user, first_by=life.staff, state="open")
    row(
        "safety.Caution",
        user=user,
        decision=decision,
        kind="strike",
        at=now,
        expires_at=now + timedelta(days=1),
    )
    lifted = {"lifted_at": now, "lifted_by": life.staff, "lift_reason": "-"}
    row("safety.Suspension", user=user, decision=decision, scope="all", starts_at=now, **lifted)
    row("safety.Block", blocker=user, blocked=UserFactory())


@makes("rights.Request", "rights.Step", "rights.Correction", "rights.Restriction")
def requests(life: Life) -> None:
    now = timezone.now()
    request = row(
        "rights.Request",
        number=f"DR-2025-{life.user.pk:06d}",
        user=life.user,
        right="correction",
        state="closed",
        closed_at=now,
        due_at=now,
        answer_by=now,
        extension_reason="",
        identity="",
        ground="",
    )
    row("rights.Step", request=request, kind="note", before="", after="")
    row("rights.Correction", request=request, field="name_en", state="asked")
    row("rights.Restriction", user=life.user, request=request)


@makes(
    "erasure.Erasure",
    "erasure.Step",
    "erasure.LegalHold",
    "erasure.Certificate",
    "erasure.RecipientNotice",
    "copies.Copy",
    "incidents.Recipient",
)
def dealings(life: Life) -> None:
    user, now = life.user, timezone.now()
    old = row(
        "erasure.Erasure", number=f"ER-2020-{user.pk}", user=user, state="refused", proposed_by=life.staff
    )
    row("erasure.Step", erasure=old, place=1, target="orders.Order", state="waiting")
    officer = StaffFactory()
    row(
        "erasure.LegalHold",
        user=user,
        reason="-",
        by=officer,
        released_by=officer,
        since=now,
        released_at=now,
    )
    row("erasure.Certificate", erasure=old, code=f"old-{user.pk}")
    row("erasure.RecipientNotice", erasure=old, code="post", answer="")
    row("copies.Copy", user=user, address=user.email, emails=[user.email], state="expired")
    breach = row(
        "incidents.Breach",
        number=f"BR-{user.pk}",
        state="open",
        opened_by=officer,
        countries=["SA"],
        data_kinds=[],
        people_kinds=[],
        aware_at=now,
        due_at=now,
    )
    told: dict[str, Any] = {"breach": breach, "user": user, "language": "en"}
    row("incidents.Recipient", **told)
