"""Mail and notices of the days after: which, to whom, with what facts. Each is queued once, by its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.services import notify, queue
from workshops.admission import queries
from workshops.admission.naming import two_of
from workshops.booking.enums import TicketState

if TYPE_CHECKING:
    from accounts.models import User
    from workshops.admission.models import Certificate, Material
    from workshops.booking.models import Ticket
    from workshops.models import Event, Run

PLACES: Final = {
    "recipient": _("the recipient's name"),
    "title": _("the title of the event"),
    "name": _("whose ticket it is"),
    "file": _("the title of the file"),
    "url": _("the address of the page"),
}


def certificate_ready(certificate: Certificate) -> None:
    """To whose seat it was. Nothing, where it was withdrawn before the mail went out."""
    if not certificate.standing:
        return
    ticket = queries.with_event(type(certificate.ticket).objects.all()).get(pk=certificate.ticket_id)
    _tell("admission.certificate", ticket, key=f"certificate:{certificate.pk}")


def ask_for_feedback(run: Run) -> None:
    """One mail a person, also where somebody holds several seats; not to who has answered already."""
    for ticket in _one_a_person(run):
        _tell(
            "admission.feedback",
            ticket,
            view="admission:feedback",
            key=f"feedback:{run.pk}:{ticket.owner_id}",
        )


def material_added(material: Material) -> None:
    """To everybody who holds a seat, of this run or of all."""
    if material.removed_at is not None:
        return
    runs = (
        [material.run] if material.run is not None else list(material.event.runs.exclude(state="cancelled"))
    )
    for ticket in {ticket.owner_id: ticket for run in runs for ticket in _seats(run)}.values():
        _tell(
            "admission.material",
            ticket,
            key=f"material:{material.pk}:{ticket.owner_id}",
            file=two_of(material, "title"),
        )


def _seats(run: Run) -> list[Ticket]:
    return list(queries.with_event(queries.tickets_in(run).filter(state=TicketState.VALID)))


def _one_a_person(run: Run) -> list[Ticket]:
    first: dict[int, Ticket] = {}
    spoken = set(queries.said_in(run).values_list("ticket", flat=True))
    for ticket in _seats(run):
        if ticket.pk not in spoken:
            first.setdefault(ticket.owner_id, ticket)
    return list(first.values())


def _tell(kind: str, ticket: Ticket, *, key: str, view: str = "admission:ticket", **facts: Any) -> None:
    person: User = ticket.holder or ticket.registration.booker
    event: Event = ticket.registration.run.event
    named = {"title": two_of(event, "title"), **facts}
    said = {name: Bilingual(two.ar, two.en) for name, two in named.items()}
    context = {**said, "name": ticket.attendee_name, "url": page(view, ticket.label)}
    queue(kind, to=person, context=context, key=key)
    notify(
        user=person,
        kind=kind,
        context={name: value.facts for name, value in said.items()},
        url=path(view, ticket.label, language=person.language),
        key=key,
    )


def register() -> None:
    """Called by AdmissionConfig.ready()."""
    subjects = {
        "admission.certificate": _("Your certificate of attendance is ready"),
        "admission.feedback": _("How was it?"),
        "admission.material": _("A new file for participants"),
    }
    for name, subject in subjects.items():
        registry.register(name, subject=subject, variables=PLACES, sample=sample)
    notices = {
        "admission.certificate": (_("Your certificate for “%(title)s” is ready."), "check"),
        "admission.feedback": (_("How was “%(title)s”? Tell the organiser in a minute."), "mail"),
        "admission.material": (_("“%(file)s” is there for participants of “%(title)s”."), "bell"),
    }
    for kind, (text, icon) in notices.items():
        registry.register_notice(kind, text=text, icon=icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    del language
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "title": Bilingual("أساسيات الخط الكوفي", "Kufic calligraphy basics"),
        "name": "لمياء الراشد",
        "file": Bilingual("ورقة العمل الأولى", "First worksheet"),
        "url": page("admission:ticket", "RG-7KQ2M9XA-1"),
    }
