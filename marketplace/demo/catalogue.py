"""The first stage: galleries, artists, their works and pictures, collections; every write through a service."""

from __future__ import annotations

import io
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q

from accounts.enums import Role
from accounts.models import User
from core import clock
from core.money import Money
from marketplace import services
from marketplace.demo import cast, corpus, plan, render
from marketplace.demo.plan import Plan, Work
from marketplace.demo.stages import Context, stage
from marketplace.enums import Availability, PublicationState, TagKind
from marketplace.imaging import services as imaging
from marketplace.imaging.models import Image
from marketplace.models import Artist, Artwork, City, Collection, Gallery, Tag
from marketplace.shown import artists_on_show
from orders.models import Seller
from orders.services import verify_seller

AT_ONCE: Final = 10  # pictures that the home page needs are made ready before the worker has started
NAMED: Final = 4  # artists that the home page names
EVERY: Final = 24


@stage("catalogue")
def build(context: Context) -> None:
    made = plan.make(seed=context.seed, works=context.works, artists=context.artists, pixels=context.pixels)
    with render.gallery((work.picture for work in made.works), context.folder) as pictures:
        cities = open_cities()
        name_subjects()
        context.say(f"galleries: {len(made.houses)}, artists: {len(made.people)}")
        market = Market(context, made, cities)
        market.open_galleries()
        market.welcome_artists()
        market.hang(pictures)
    hang_collections(made)


def open_cities() -> dict[str, City]:
    return {
        place.slug: City.objects.get_or_create(
            slug=place.slug,
            defaults={
                "name": place.name.en,
                "name_ar": place.name.ar,
                "name_en": place.name.en,
                "country": place.country,
            },
        )[0]
        for place in corpus.places().values()
    }


def name_subjects() -> None:
    """The vocabulary in both languages, before works bring its keys in one."""
    for key, arabic in corpus.subject_names().items():
        Tag.objects.get_or_create(
            kind=TagKind.SUBJECT,
            key=key,
            defaults={"name": key, "name_en": key.capitalize(), "name_ar": arabic},
        )


class Market:
    def __init__(self, context: Context, made: Plan, cities: dict[str, City]) -> None:
        self.context, self.plan, self.cities = context, made, cities
        self.galleries: dict[str, Gallery] = {}
        self.artists: dict[str, Artist] = {}
        self.sellers: dict[str, Seller] = {}

    def owner(self, part: str, name: corpus.Text, role: Role, country: str) -> User:
        """The account behind a studio: one of the cast, or one that nobody signs in to."""
        if part in self.context.people and cast.part(part).name == name:
            return self.context.people[part]
        address = f"{services_slug(name.en)}@{role.value}.{cast.DOMAIN}"
        return cast.account(email=address, name=name, role=role, secret=None, country=country)

    def open_galleries(self) -> None:
        for house in self.plan.houses:
            user = self.owner("gallery", house.name, Role.GALLERY, house.country)
            gallery = Gallery.objects.get(seller__memberships__user=user)
            services.update_gallery(
                gallery=gallery,
                by=None,
                name_ar=house.name.ar,
                name_en=house.name.en,
                about_ar=house.about.ar,
                about_en=house.about.en,
                address_ar=house.address.ar,
                address_en=house.address.en,
                city=self.cities[house.city],
                founded_year=house.founded,
            )
            services.verify(page=gallery, by=None)
            verify_seller(seller=_seller(gallery), by=None)
            self.galleries[house.name.en] = gallery

    def welcome_artists(self) -> None:
        for person in self.plan.people:
            home = self.plan.home_of[person.name.en]
            artist = self._artist(person, represented=home is not None)
            services.update_artist(
                artist=artist,
                by=None,
                bio_ar=person.bio.ar,
                bio_en=person.bio.en,
                birth_year=person.born,
                nationality=corpus.places()[person.city].country,
                city=self.cities[person.city],
            )
            services.verify(page=artist, by=None)
            self.artists[person.name.en] = artist
            if home is None:
                self.sellers[person.name.en] = verify_seller(seller=_seller(artist), by=None)
                continue
            gallery = self.galleries[home.name.en]
            self.sellers[person.name.en] = _seller(gallery)
            if not gallery.representations.filter(artist=artist).exists():
                since = date(max(home.founded, person.born + 28, 2012), 1 + person.born % 12, 1)
                services.represent_artist(gallery=gallery, artist=artist, since=since, by=None)

    def _artist(self, person: corpus.Person, *, represented: bool) -> Artist:
        """With a studio of their own, or a page that their gallery keeps."""
        if not represented:
            country = corpus.places()[person.city].country
            return Artist.objects.get(
                seller__memberships__user=self.owner("artist", person.name, Role.ARTIST, country)
            )
        slug = services_slug(person.name.en)
        known = Artist.objects.filter(slug=slug).first()
        return known or services.create_artist(
            by=None, slug=slug, name_ar=person.name.ar, name_en=person.name.en
        )

    def hang(self, pictures: list[Future[Path]]) -> None:
        now = clock.now()
        total = len(self.plan.works)
        for work, picture in zip(self.plan.works, pictures, strict=True):
            self._work(work, picture, shown_at(work, total, now))
            if (work.number + 1) % EVERY == 0 or work.number + 1 == total:
                self.context.say(f"works: {work.number + 1}/{total}")

    def _work(self, work: Work, picture: Future[Path], shown: datetime) -> None:
        seller = self.sellers[work.person.name.en]
        number = f"{work.person.family[:2].upper()}-{work.year % 100}-{work.number + 1:03d}"
        if Artwork.objects.filter(seller=seller, inventory_number=number).exists():
            return
        data = io.BytesIO(picture.result().read_bytes())
        fields = _fields(work)
        fields["artist"] = self.artists[work.person.name.en]
        fields["inventory_number"] = number
        fields["city"] = self.cities[work.person.city]
        with transaction.atomic():
            image = imaging.store_upload(file=data)
            artwork = services.create_artwork(seller=seller, by=None, **fields)
            services.add_image(artwork=artwork, image=image, by=None, alt_ar=work.alt.ar, alt_en=work.alt.en)
            services.publish_artwork(artwork=artwork, by=None, now=shown)
            if work.featured:
                services.feature_artwork(artwork=artwork, by=None)
            settle(artwork, work.availability)


def services_slug(name: str) -> str:
    return "-".join("".join(c for c in name.lower() if c.isalnum() or c in " -").split())


def _seller(page: Artist | Gallery) -> Seller:
    if page.seller is None:
        raise LookupError(f"{page} has no seller.")
    return page.seller


def _fields(work: Work) -> services.ArtworkFields:
    price = None if work.price_minor is None else Money(work.price_minor, work.currency)
    number, of = work.edition or (None, None)
    return {
        "title_ar": work.title.ar,
        "title_en": work.title.en,
        "description_ar": work.description.ar,
        "description_en": work.description.en,
        "year": work.year,
        "category": work.family.category,
        "medium_ar": work.medium.ar,
        "medium_en": work.medium.en,
        "height_cm": Decimal(str(work.height_cm)),
        "width_cm": Decimal(str(work.width_cm)),
        "edition_number": number,
        "edition_size": of,
        "signature_ar": work.signature.ar,
        "signature_en": work.signature.en,
        "framing_ar": work.framing.ar,
        "framing_en": work.framing.en,
        "condition": "new" if work.year >= plan.THIS_YEAR - 1 else "excellent",
        "provenance_ar": work.provenance.ar,
        "provenance_en": work.provenance.en,
        "price": price,
        "currency": work.currency,
        "antiquity": "no",
        "subjects": list(work.family.subjects),
    }


def shown_at(work: Work, total: int, now: datetime) -> datetime:
    """Six hours apart, the last one just now; the two that fill the home page stand before all."""
    if work.featured:
        return now
    return now - timedelta(hours=6 * (total - work.number), minutes=work.number * 7 % 60)


def settle(artwork: Artwork, availability: str) -> None:
    if availability == Availability.ON_HOLD:
        services.hold_artwork(artwork=artwork)
    elif availability == Availability.SOLD:
        services.mark_sold(artwork=artwork)
    elif availability == Availability.NOT_FOR_SALE:
        services.withdraw_artwork(artwork=artwork)


def hang_collections(made: Plan) -> None:
    titles = {work.title.en: work.family.name for work in made.works}
    works = list(Artwork.objects.filter(title_en__in=titles).order_by("-published_at", "-pk"))
    for hanging in corpus.hangings():
        chosen = [work for work in works if titles[str(work.title_en)] in hanging.families][:16]
        if not chosen or Collection.objects.filter(title_en=hanging.title.en).exists():
            continue
        collection = services.create_collection(
            by=None,
            artworks=chosen,
            title_ar=hanging.title.ar,
            title_en=hanging.title.en,
            description_ar=hanging.description.ar,
            description_en=hanging.description.en,
        )
        services.publish_collection(collection=collection, by=None)


def open_doors(context: Context) -> None:
    """After the last stage: the pictures that the first visitor sees, in all sizes."""
    first = first_seen()
    context.say(f"pictures of the home page: {len(first)}")
    make_ready(first)


def first_seen() -> list[Image]:
    """The featured works, the newest, what is under the hammer, and the artists who are named."""
    shown = Artwork.objects.filter(state=PublicationState.PUBLISHED)
    newest = shown.filter(featured=False, availability=Availability.AVAILABLE).order_by(
        "-published_at", "-pk"
    )
    works = [
        *shown.filter(featured=True),
        *newest[:AT_ONCE],
        *shown.filter(hold_source__startswith="lot:").order_by("pk")[:AT_ONCE],
    ]
    named: Any = artists_on_show()  # with `cover_id` and `works_count` annotated
    faces = named.order_by("-works_count", "pk")[:NAMED].values_list("cover_id", flat=True)
    wanted = Q(artwork_images__artwork__in=works) | Q(pk__in=[face for face in faces if face])
    return list(Image.objects.filter(wanted).distinct().order_by("pk"))


def make_ready(images: list[Image]) -> None:
    """Two at a time: the encoders let go of the interpreter."""

    def one(image: Image) -> None:
        try:
            imaging.make_renditions(image_id=image.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, images))
