"""Mail and notices of conversations and finished works, each once by its key, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from commissions.models import Commission
from commissions.progress import names
from commissions.progress.models import Certificate, FinishedWork, Message, NamingConsent, ReadMark
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.services import notify, queue
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User

TALK: Final = "progress:conversation"
PLACES = {
    "recipient": _("the recipient's name"),
    "title": _("the title of the commission"),
    "number": _("the number of the commission"),
    "who": _("who wrote or asked"),
    "count": _("how many messages wait"),
    "code": _("the number of the certificate"),
    "url": _("the address of the page"),
}


def notice_of_message(message: Message, person: User) -> None:
    talk = message.conversation
    notify(
        user=person,
        kind="progress.message",
        context={"who": _writer(message).facts, "title": names.of_title(talk.commission).facts},
        url=path(TALK, talk.pk, language=person.language),
        key=f"talk:{talk.pk}:{message.place}",
    )


def mail_of_unread(mark: ReadMark, *, count: int) -> None:
    talk = mark.conversation
    buyer = mark.side == Side.BUYER
    who = names.of_seller(talk.seller) if buyer else names.collector_told(talk.commission, talk.seller)
    queue(
        "progress.unread",
        to=mark.user,
        context={
            "title": names.of_title(talk.commission),
            "number": talk.commission.number,
            "who": who,
            "count": count,
            "url": page(TALK, talk.pk),
        },
        key=f"talk-unread:{mark.pk}:{talk.places}",
    )


def _writer(message: Message) -> Bilingual:
    talk = message.conversation
    if message.side == Side.SELLER:
        return names.of_seller(talk.seller)
    return names.collector_told(talk.commission, talk.seller)


def consent_asked(pk: int, key: str) -> None:
    commission = Commission.objects.select_related("collector").get(pk=pk)
    who = _maker(commission)
    _both([commission.collector], "progress.consent_asked", commission, "progress:consent", key, who=who)


def consent_given(pk: int, key: str) -> None:
    _of_consent(pk, "progress.consent_given", key)


def consent_withdrawn(pk: int, key: str) -> None:
    _of_consent(pk, "progress.consent_withdrawn", key)


def _of_consent(pk: int, kind: str, key: str) -> None:
    """A notice to the artist's people."""
    commission = NamingConsent.objects.select_related("commission").get(pk=pk).commission
    for person in _artist_people(commission):
        _notice(person, kind, commission, "progress:progress", key)


def certificate(pk: int, key: str) -> None:
    found = Certificate.objects.select_related("commission__collector").get(pk=pk)
    commission = found.commission
    who = Bilingual(found.artist_ar or found.artist_en, found.artist_en or found.artist_ar)
    target = "progress:certificate"
    _both([commission.collector], "progress.certificate", commission, target, key, who=who, code=found.code)


def catalogued(pk: int, key: str) -> None:
    found = FinishedWork.objects.select_related("commission__collector").get(pk=pk)
    commission = found.commission
    who = _maker(commission)
    _both([commission.collector], "progress.catalogued", commission, "progress:consent", key, who=who)


def _both(
    people: Iterable[User], kind: str, commission: Commission, target: str, key: str, **facts: Any
) -> None:
    """A mail and a notice of the same name."""
    for person in people:
        queue(
            kind,
            to=person,
            context={
                "title": names.of_title(commission),
                "number": commission.number,
                "url": page(target, commission.number),
                **facts,
            },
            key=f"{key}:{person.pk}",
        )
        _notice(person, kind, commission, target, key, **facts)


def _notice(person: User, kind: str, commission: Commission, target: str, key: str, **facts: Any) -> None:
    plain = {name: fact.facts if isinstance(fact, Bilingual) else fact for name, fact in facts.items()}
    notify(
        user=person,
        kind=kind,
        context={"title": names.of_title(commission).facts, "number": commission.number, **plain},
        url=path(target, commission.number, language=person.language),
        key=key,
    )


def _maker(commission: Commission) -> Bilingual:
    proposal = commission.proposals.filter(state="awarded").select_related("seller").first()
    return names.of_seller(proposal.seller) if proposal else Bilingual("", "")


def _artist_people(commission: Commission) -> Iterable[User]:
    proposal = commission.proposals.filter(state="awarded").select_related("seller").first()
    return proposal.seller.members.filter(is_active=True).order_by("pk") if proposal else []


LETTERS: Final[dict[str, Callable[[int, str], None]]] = {
    "consent_asked": consent_asked,
    "consent_given": consent_given,
    "consent_withdrawn": consent_withdrawn,
    "certificate": certificate,
    "catalogued": catalogued,
}
MAILS: Final = {
    "progress.unread": _("New messages about your commission"),
    "progress.consent_asked": _("How may you be named beside your work?"),
    "progress.certificate": _("The certificate of your work"),
    "progress.catalogued": _("Your work is in the catalogue"),
}
NOTICES: Final = {
    "progress.message": _("New message from %(who)s about “%(title)s”"),
    "progress.consent_asked": _("%(who)s asks how you may be named beside “%(title)s”"),
    "progress.consent_given": _("The collector of “%(title)s” has said how to be named"),
    "progress.consent_withdrawn": _("The collector of “%(title)s” no longer wishes to be named"),
    "progress.certificate": _("The certificate of “%(title)s” is signed: %(code)s"),
    "progress.catalogued": _("“%(title)s” now stands in the artist's catalogue"),
}


def register() -> None:
    """Called by ProgressConfig.ready()."""
    for name, subject in MAILS.items():
        registry.register(name, subject=subject, variables=PLACES, sample=sample)
    for kind, text in NOTICES.items():
        registry.register_notice(kind, text=text, icon="mail" if kind == "progress.message" else "bell")


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    del language
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "title": Bilingual("جدارية لبهو البيت", "A mural for the entrance hall"),
        "number": "CM-2026-000123",
        "who": Bilingual("نورة العتيبي", "Noura Alotaibi"),
        "count": 3,
        "code": "CA-7KQ2-M9XA-4TBD",
        "url": Bilingual("https://artsouk.example/ar/", "https://artsouk.example/en/"),
    }
