"""The first steps: what it is, where it is, and a seller's venues."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from core.errors import SoukError
from marketplace.imaging.services import store_upload
from marketplace.views.studio.access import artists_for, seller_here
from orders.delivery.forms import AddressForm
from orders.models import Seller
from workshops import services
from workshops.forms.about import AboutForm, PlaceForm, VenueForm
from workshops.forms.fields import attempt
from workshops.models import Event, Venue
from workshops.views.studio.access import own_event, own_venue
from workshops.views.studio.frame import crumbs, frame, next_url, page, step_url

BOTH = ["GET", "POST"]


@login_required
@require_http_methods(BOTH)
def event_add(request: SignedIn) -> HttpResponse:
    seller = seller_here(request)
    artist = getattr(seller, "artist", None)
    form = AboutForm(
        request.POST or None,
        request.FILES or None,
        artists=artists_for(seller),
        initial={"artist": artist.pk if artist else None, "kind": request.GET.get("kind", "workshop")},
    )
    event = attempt(form, lambda: services.create_event(seller=seller, by=request.user, **form.values()))
    if event is not None and _cover_kept(request, form, event):
        messages.success(request, _("The draft is saved. Nobody sees it before you publish it."))
        return redirect(next_url(event, "about"))
    if event is not None:
        messages.warning(
            request, _("The draft is saved, its picture is not: it could not be read. Try another.")
        )
        return redirect(step_url(event, "about"))
    context = {"form": form, "seller": seller, "crumbs": crumbs(None, _("Add an event")), "event": None}
    return page(request, "event_about", context, refused=bool(form.errors))


@login_required
@require_http_methods(BOTH)
def event_about(request: SignedIn, pk: int) -> HttpResponse:
    event = own_event(request, pk)
    form = AboutForm(
        request.POST or None, request.FILES or None, artists=artists_for(event.seller), event=event
    )
    if _about_saved(request, form, event):
        messages.success(request, _("The changes are saved."))
        return redirect(next_url(event, "about"))
    return page(request, "event_about", frame(event, "about") | {"form": form}, refused=bool(form.errors))


def _about_saved(request: SignedIn, form: AboutForm, event: Event) -> bool:
    saved = attempt(form, lambda: services.update_event(event=event, by=request.user, **form.values()))
    return saved is not None and _cover_kept(request, form, event)


def _cover_kept(request: SignedIn, form: forms.Form, event: Event) -> bool:
    """A picture that cannot be read is refused at its field; the words are saved already."""
    upload = form.cleaned_data.get("picture")
    if upload is None:
        return True
    try:
        cover = store_upload(file=upload, uploaded_by=request.user)
        services.update_event(event=event, by=request.user, cover=cover)
    except SoukError as refusal:
        form.add_error("picture", refusal.text)
        return False
    return True


@login_required
@require_http_methods(BOTH)
def event_place(request: SignedIn, pk: int) -> HttpResponse:
    event = own_event(request, pk)
    form = PlaceForm(request.POST or None, seller=event.seller, event=event)
    if attempt(form, lambda: services.update_event(event=event, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The place is saved."))
        return redirect(next_url(event, "place"))
    venues = Venue.objects.filter(seller=event.seller, active=True)
    more: dict[str, Any] = {"form": form, "venues": venues, "told": _coming_seats(event)}
    return page(request, "event_place", frame(event, "place") | more, refused=bool(form.errors))


def _coming_seats(event: Event) -> int:
    """Seats of people who would be told that the place has changed."""
    return sum(event.runs.filter(cancelled_at__isnull=True).values_list("taken", flat=True))


@login_required
@require_http_methods(BOTH)
def venue_add(request: SignedIn, pk: int) -> HttpResponse:
    """A new venue of the event's seller, chosen for the event at once."""
    event = own_event(request, pk)
    return _venue_page(request, event.seller, None, event)


@login_required
@require_http_methods(BOTH)
def venue_edit(request: SignedIn, pk: int) -> HttpResponse:
    venue = own_venue(request, pk)
    return _venue_page(request, venue.seller, venue, None)


def _venue_page(request: SignedIn, seller: Seller, venue: Venue | None, event: Event | None) -> HttpResponse:
    data = request.POST or None
    form = VenueForm(data, venue=venue, zone=request.user.time_zone)
    known = venue.postal_address if venue else None
    address = AddressForm(data, address=known, country=str(seller.country), prefix="address", person=False)
    if "reload" not in request.POST and _valid(form, address):
        write = partial(
            _venue_written, request, seller, venue, event, values=form.cleaned_data | _postal(address)
        )
        saved = attempt(form, write)
        if saved is not None:
            messages.success(request, _("The venue is saved."))
            return redirect(_back(saved, event))
    title = str(venue) if venue else _("Add a venue")
    context = {
        "form": form,
        "address": address,
        "address_rows": _address_rows(address),
        "venue": venue,
        "event": event,
        "title": title,
        "crumbs": crumbs(event, title),
        "back_url": _back(venue, event),
    }
    return page(request, "venue_edit", context, refused=bool(form.errors or address.errors))


def _address_rows(address: AddressForm) -> list[list[forms.BoundField]]:
    rows = [[field for field in row if field.name not in {"name", "phone"}] for row in address.rows]
    return [row for row in rows if row]


def _valid(form: VenueForm, address: AddressForm) -> bool:
    """Both are asked, so that every mistake is seen at once."""
    return all([form.is_valid(), address.is_valid()])


def _postal(address: AddressForm) -> dict[str, Any]:
    return {"address": address.postal.as_dict()}


def _venue_written(
    request: SignedIn, seller: Seller, venue: Venue | None, event: Event | None, *, values: Any
) -> Venue:
    if venue is not None:
        return services.update_venue(venue=venue, by=request.user, **values)
    made = services.create_venue(seller=seller, by=request.user, **values)
    if event is not None:
        services.update_event(event=event, by=request.user, venue=made, place="in_person")
    return made


def _back(venue: Venue | None, event: Event | None) -> str:
    if event is not None:
        return step_url(event, "place")
    return (
        f"{reverse('workshops:studio')}?seller={venue.seller.slug}" if venue else reverse("workshops:studio")
    )
