"""Letters and notices of a request: to its person in both languages, to the office as a notice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from compliance import deadlines, post
from compliance.rights.enums import Delay, Ground, RequestState, Right
from compliance.rights.models import Request, Step

SALT: Final = "compliance.rights.guest"
LANGUAGES = ("ar", "en")
PLACES = {
    "recipient": _("the recipient's name"),
    "number": _("the request's number"),
    "right": _("which right it is about"),
    "received_at": _("when it reached us"),
    "answer_by": _("until when it must be answered"),
    "law": _("the law that sets the term"),
    "state": _("where the request stands"),
    "words": _("what the privacy office wrote"),
    "reason": _("why the term is extended or the request refused"),
    "article": _("the article of the law"),
    "complain_until": _("until when a complaint is possible"),
    "authority": _("the authority that takes a complaint"),
    "url": _("the address of the request's page"),
}


class InBoth:
    """Reads in whatever language is active when it is printed."""

    def __init__(self, make: Any) -> None:
        self._make = make

    def __str__(self) -> str:
        return str(self._make((get_language() or "ar")[:2]))

    @property
    def facts(self) -> dict[str, str]:
        """For the JSON of a notice."""
        found = {}
        for code in LANGUAGES:
            with translation.override(code):
                found[code] = str(self)
        return found


def guest_token(request: Request) -> str:
    """The link of somebody without an account: nobody can guess it."""
    return signing.dumps(request.pk, salt=SALT)


def from_token(token: str) -> int | None:
    """The number of the row; None for what we have not signed."""
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def page_of(request: Request) -> InBoth:
    """The page of a request in the reader's language: of the account, or of the guest by the link."""
    if request.user_id:
        return InBoth(lambda _code: settings.SITE_URL + reverse("rights:request", args=[request.number]))
    token = guest_token(request)
    return InBoth(lambda _code: settings.SITE_URL + reverse("rights:guest", args=[token]))


def tell(step: Step) -> None:
    """The letter of a step; nobody is written to after their erasure, or without an address."""
    request = step.request
    context = facts_of(request, step)
    key = f"rights:{step.letter}:{step.pk}"
    if request.user is not None:
        if not request.user.is_active:
            return
        post.send(f"rights.{step.letter}", to=request.user, context=context, key=key)
        _notice(request.user, request, step)
    elif request.email:
        name = {"recipient": request.name} if request.name else {}
        post.send_to_address(
            f"rights.{step.letter}",
            address=request.email,
            language=request.language,
            context={**context, **name},
            key=key,
        )


def facts_of(request: Request, step: Step | None = None) -> dict[str, Any]:
    """What every letter knows. Words of the machine are translated, words of people stay as they are."""
    law = deadlines.policies().get(request.law, deadlines.platform())
    words = step.text if step is not None else request.answer
    return {
        "number": request.number,
        "right": Right(request.right).label,
        "received_at": request.received_at,
        "answer_by": request.answer_by,
        "first_due": request.due_at,
        "law": InBoth(law.law),
        "state": RequestState(request.state).label,
        "words": InBoth(lambda _code: _now(words) if words else ""),
        "reason": _reason(request),
        "article": request.article,
        "complain_until": deadlines.complain_until(request.answered_at or request.answer_by),
        "authority": InBoth(deadlines.platform().authority),
        "partly": request.state == RequestState.PARTLY_REFUSED,
        "url": page_of(request),
    }


def _reason(request: Request) -> Any:
    if request.ground:
        return Ground(request.ground).label
    return Delay(request.extension_reason).label if request.extension_reason else ""


def code(request: Request, secret: str) -> None:
    """The one-time code, to the known address."""
    key = f"rights:code:{request.pk}:{request.code.sent}"
    context = {**facts_of(request), "code": secret}
    post.send_to_address(
        "rights.code", address=request.email, language=request.language, context=context, key=key
    )


def _notice(person: Any, request: Request, step: Step) -> None:
    with translation.override(person.language):
        url = reverse("rights:request", args=[request.number])
    told = InBoth(lambda _code: RequestState(step.after or request.state).label)
    post.notify(
        user=person,
        kind="rights.step",
        context={"number": request.number, "told": told.facts},
        url=url,
        key=f"rights:{step.pk}",
    )


def arrived(person: Any, request: Request) -> None:
    """To an officer: something new waits."""
    right = InBoth(lambda _code: Right(request.right).label)
    with translation.override(person.language):
        url = reverse("rights:request", args=[request.number])
    post.notify(
        user=person,
        kind="rights.arrived",
        context={"number": request.number, "right": right.facts},
        url=url,
        key=f"rights:new:{request.pk}",
    )


def clock(person: Any, *, stage: int, count: int, first: Request, now: datetime) -> None:
    """To an officer: so many requests have so many days left."""
    with translation.override(person.language):
        url = reverse("rights:queue")
    kind = "rights.late" if stage == 0 else "rights.soon"
    post.notify(
        user=person,
        kind=kind,
        context={"count": count, "days": stage, "number": first.number},
        url=url,
        key=f"rights:clock:{stage}:{now:%Y%m%d%H%M}",
    )


def register() -> None:
    """Called by RightsConfig.ready(): the official ones in both languages."""
    for name, subject in (
        ("received", _("We have received your request")),
        ("extended", _("We need more time for your request")),
        ("answered", _("Your request is answered")),
        ("refused", _("Our answer to your request")),
        ("ended", _("Your request has ended")),
        ("noted", _("A message about your request")),
    ):
        post.register(f"rights.{name}", subject=subject, variables=PLACES, sample=sample, bilingual=True)
    post.register(
        "rights.code",
        subject=_("Your code for the request"),
        variables={**PLACES, "code": _("the one-time code")},
        sample=lambda language: {**sample(language), "code": "123456"},
        bilingual=True,
    )
    post.register(
        "rights.recipient",
        subject=_("A correction of personal data"),
        variables={name: PLACES[name] for name in ("recipient", "number")},
        sample={"recipient": "SendGrid", "number": "DR-2026-000123"},
        bilingual=True,
    )
    post.register_notice("rights.step", text=_("Your request %(number)s: %(told)s"), icon="check")
    post.register_notice(
        "rights.arrived", text=_("New data-subject request %(number)s: %(right)s"), icon="bell"
    )
    post.register_notice(
        "rights.soon",
        text=_(
            "Data-subject requests whose term ends soon: %(count)s, days left: %(days)s. First: %(number)s"
        ),
        icon="clock",
    )
    post.register_notice(
        "rights.late",
        text=_("Data-subject requests that are late: %(count)s. First: %(number)s"),
        icon="alert",
    )


def sample(language: str) -> Mapping[str, Any]:
    """The facts of a preview: a copy that was asked for."""
    received = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    page = f"{settings.SITE_URL}/{language}/privacy/requests/DR-2026-000123/"
    return {
        "recipient": "لمياء الراشد" if language == "ar" else "Lamia Alrashid",
        "number": "DR-2026-000123",
        "right": Right.COPY.label,
        "received_at": received,
        "answer_by": received + timedelta(days=30),
        "first_due": received + timedelta(days=30),
        "law": deadlines.platform().law(language),
        "state": RequestState.VERIFIED.label,
        "words": "",
        "reason": Delay.EFFORT.label,
        "article": Ground.REPETITIVE.article,
        "complain_until": received + timedelta(days=120),
        "authority": deadlines.platform().authority(language),
        "partly": False,
        "url": page,
    }
