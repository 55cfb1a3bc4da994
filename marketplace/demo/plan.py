"""What will be built, decided before anything is: pure, and the same for the same seed.

Sizes in centimetres, prices in minor units of their currency.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from core.money import EXPONENTS
from marketplace.demo import corpus
from marketplace.demo.corpus import Family, House, Person, Text

THIS_YEAR: Final = 2026
LONGER_PIXELS: Final = 1440
HERO_PIXELS: Final = 2304
INDEPENDENT: Final = 5  # every fifth artist sells without a gallery
RIYALS_PER_CM: Final = {1: 28, 2: 55, 3: 105, 4: 200, 5: 400}  # of height plus width
CATEGORY_PRICE: Final = {"print": 0.35, "paper": 0.6, "calligraphy": 0.8, "textile": 0.85, "ceramics": 0.9}
# What a riyal is in the currencies that galleries price in.
CURRENCY: Final = {"AE": ("AED", 0.98), "KW": ("KWD", 0.082)}
STANDINGS: Final = ("available", "on_hold", "sold", "not_for_sale")
STANDING_SHARES: Final = (80, 7, 9, 4)
ON_REQUEST: Final = 0.08
SIGNED: Final = (
    Text("موقّع ومؤرّخ على الظهر", "Signed and dated on the back"),
    Text("موقّع في الأسفل", "Signed below"),
    Text("مختوم بختم الفنان", "With the artist's seal"),
)
FRAMED: Final = (
    Text("إطار من خشب البلوط", "Oak frame"),
    Text("من دون إطار، مشدود على خشب", "Unframed, on its stretcher"),
    Text("إطار ألمنيوم أسود بزجاج يحجب الأشعة فوق البنفسجية", "Black aluminium frame with UV glass"),
)
SHOWS: Final = (
    Text("معرض «ضوء الدار»، حي جاكس", "Exhibition “Light of the House”, JAX District"),
    Text("معرض «ما تحت الرمل»، العلا", "Exhibition “Under the Sand”, AlUla"),
    Text("بينالي الشارقة، البرنامج الموازي", "Sharjah Biennial, parallel programme"),
    Text("معرض «خط وماء»، مشيرب", "Exhibition “Line and Water”, Msheireb"),
    Text("معرض «أيدٍ»، طريق اللؤلؤ", "Exhibition “Hands”, Pearling Path"),
    Text("أسبوع مسك للفنون", "Misk Art Week"),
)
OWNERS: Final = (
    Text("مجموعة خاصة، الخبر", "Private collection, Al Khobar"),
    Text("مجموعة خاصة، دبي", "Private collection, Dubai"),
    Text("مجموعة خاصة، الكويت", "Private collection, Kuwait"),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One image to draw: everything that it depends on."""

    family: str
    palette: str
    seed: int
    width: int
    height: int
    cells: float = 0.0


@dataclass(frozen=True, slots=True)
class Work:
    number: int
    person: Person
    family: Family
    title: Text
    description: Text
    medium: Text
    alt: Text
    picture: Picture
    width_cm: float
    height_cm: float
    year: int
    price_minor: int | None
    currency: str
    availability: str
    edition: tuple[int, int] | None
    signature: Text
    framing: Text
    provenance: Text
    featured: bool


@dataclass(frozen=True, slots=True)
class Plan:
    seed: int
    houses: tuple[House, ...]
    people: tuple[Person, ...]
    home_of: dict[str, House | None]
    works: tuple[Work, ...]


def make(*, seed: int = 1, works: int = 240, artists: int = 40, pixels: int = LONGER_PIXELS) -> Plan:
    """The whole market for a seed; fewer artists have fewer galleries."""
    people = corpus.people()[:artists]
    houses = corpus.houses()[: max(1, min(12, round(len(people) * 0.3)))]
    homes = {person.name.en: home(place, person, houses) for place, person in enumerate(people)}
    draft = Draft(seed, people, homes, pixels)
    return Plan(seed, houses, people, homes, tuple(draft.work(number) for number in range(works)))


def home(place: int, person: Person, houses: tuple[House, ...]) -> House | None:
    """The gallery that represents a person: of the same city, else of the same country, else in turn."""
    if place % INDEPENDENT == 0:
        return None
    if person.family == "sadu" and (weavers := [house for house in houses if house.name.en == "Nawl"]):
        return weavers[0]
    country = corpus.places()[person.city].country
    near = [house for house in houses if house.city == person.city]
    near = near or [house for house in houses if house.country == country] or list(houses)
    return near[place % len(near)]


class Draft:
    """Decides one work after another, each from its own random numbers."""

    def __init__(
        self, seed: int, people: tuple[Person, ...], homes: dict[str, House | None], pixels: int
    ) -> None:
        self.seed, self.people, self.homes, self.pixels = seed, people, homes, pixels
        self.kin = {
            person.name.en: (
                [one.name.en for one in people if one.family == person.family].index(person.name.en),
                sum(one.family == person.family for one in people),
            )
            for person in people
        }

    def work(self, number: int) -> Work:
        person = self.people[number % len(self.people)]
        turn = number // len(self.people)
        dice = random.Random(f"{self.seed}/{person.name.en}/{turn}")  # noqa: S311 - a market, not a key
        family = corpus.families()[person.family]
        hero = number == 0
        tall = person is self.people[0] and turn == 1
        ratio = self._ratio(dice, family, hero=hero, tall=tall)
        width_cm, height_cm = (305.0, 140.0) if hero else size(dice, family, ratio)
        palette = person.palettes[0] if hero or dice.random() < 0.68 else person.palettes[-1]  # noqa: PLR2004
        medium = dice.choice(family.mediums)
        year = max(
            person.born + 24, dice.choice((2020, 2021, 2022, 2023, 2024, 2024, 2025, 2025, 2025, 2026))
        )
        edition = (dice.randint(1, 12), dice.choice((12, 15, 20))) if family.category == "print" else None
        price, currency = self._price(dice, person, family, width_cm + height_cm)
        words = corpus.palette_words()[palette]
        return Work(
            number=number,
            person=person,
            family=family,
            title=self._title(person, family, turn),
            description=description(dice, family),
            medium=medium,
            alt=Text(family.alt.ar.format(colours=words.ar), family.alt.en.format(colours_en=words.en)),
            picture=self._picture(dice, family, palette, width_cm / height_cm, hero=hero),
            width_cm=width_cm,
            height_cm=height_cm,
            year=year,
            price_minor=price if hero or tall or dice.random() > ON_REQUEST else None,
            currency=currency,
            availability="available" if hero or tall else dice.choices(STANDINGS, STANDING_SHARES)[0],
            edition=edition,
            signature=dice.choice(SIGNED),
            framing=dice.choice(FRAMED),
            provenance=provenance(dice, person, self.homes[person.name.en], year),
            featured=hero or tall,
        )

    def _ratio(self, dice: random.Random, family: Family, *, hero: bool, tall: bool) -> float:
        if hero or tall:
            return 305 / 140 if hero else 0.76
        return dice.choice(family.ratios) * dice.uniform(0.96, 1.04)

    def _title(self, person: Person, family: Family, turn: int) -> Text:
        """Each title once among those of a family; a longer market numbers them."""
        place, kin = self.kin[person.name.en]
        again, index = divmod(place + turn * kin, len(family.titles))
        title = family.titles[index]
        return Text(f"{title.ar} {again + 1}", f"{title.en} {again + 1}") if again else title

    def _picture(
        self, dice: random.Random, family: Family, palette: str, ratio: float, *, hero: bool
    ) -> Picture:
        longer = self.pixels * HERO_PIXELS // LONGER_PIXELS if hero else self.pixels
        width, height = (longer, round(longer / ratio)) if ratio >= 1 else (round(longer * ratio), longer)
        return Picture(family.name, palette, dice.randrange(2**31), width, height, 12.0 if hero else 0.0)

    def _price(self, dice: random.Random, person: Person, family: Family, around: float) -> tuple[int, str]:
        home = self.homes[person.name.en]
        country = home.country if home else corpus.places()[person.city].country
        currency, rate = CURRENCY.get(country, ("SAR", 1.0))
        riyals = around * RIYALS_PER_CM[person.standing] * CATEGORY_PRICE.get(family.category, 1.0)
        return rounded(riyals * dice.uniform(0.85, 1.15) * rate, currency), currency


def rounded(amount: float, currency: str) -> int:
    """As a price list would say it: two figures that count. In minor units."""
    step = 5 if amount < 1_000 else 100 if amount < 10_000 else 500 if amount < 60_000 else 1_000  # noqa: PLR2004
    return max(step, round(amount / step) * step) * int(10 ** EXPONENTS[currency])


def size(dice: random.Random, family: Family, ratio: float) -> tuple[float, float]:
    """Width and height in whole centimetres."""
    low, high = family.size_cm
    longer = float(round(low + (high - low) * dice.random() ** 1.6))
    other = float(round(longer / ratio if ratio >= 1 else longer * ratio))
    return (longer, other) if ratio >= 1 else (other, longer)


def description(dice: random.Random, family: Family) -> Text:
    """Two things that one sees, one about how it was made."""
    first, second = dice.sample(family.seen, 2)
    made = dice.choice(family.made)
    return Text(f"{first.ar} {second.ar}\n\n{made.ar}", f"{first.en} {second.en}\n\n{made.en}")


def provenance(dice: random.Random, person: Person, home: House | None, year: int) -> Text:
    """One moment a line, the latest first, as a seller would write it."""
    city = corpus.places()[person.city].name
    studio = ("مرسم الفنانة" if person.woman else "مرسم الفنان", "The artist's studio")
    lines = [(year, studio[0] + f"، {city.ar}", f"{studio[1]}, {city.en}")]
    if home and dice.random() < 0.8:  # noqa: PLR2004
        lines.append((year, home.name.ar, home.name.en))
    if year < THIS_YEAR and dice.random() < 0.55:  # noqa: PLR2004
        show = dice.choice(SHOWS)
        lines.append((dice.randint(year + 1, THIS_YEAR), show.ar, show.en))
    if year < THIS_YEAR - 1 and dice.random() < 0.18:  # noqa: PLR2004
        owner = dice.choice(OWNERS)
        lines.append((dice.randint(year + 1, THIS_YEAR), owner.ar, owner.en))
    lines.sort(key=lambda line: -line[0])
    return Text(
        "\n".join(f"{when}: {ar}" for when, ar, _ in lines),
        "\n".join(f"{when}: {en}" for when, _, en in lines),
    )
