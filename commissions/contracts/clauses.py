"""Every clause of a contract, in the active language. What money does here is what `division.py` does.

Sources: E-Commerce Law (M/126) Art 13 (withdrawal, and its exception for what is made to the consumer's
request) and Art 14 (fifteen days late); Copyright Law (M/41): rights pass only where they are named in writing.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.contracts import rules
from commissions.contracts.division import REVISING_BPS, Ender, Piece, Share, Stage, back, divide, kept
from commissions.contracts.terms import Part, Terms
from commissions.enums import Licence
from core.bidi import LRI, PDI, isolate
from core.dates import both_dates
from core.money import Money
from orders import fees

Clause = tuple[str, list[str]]


def all_of(terms: Terms, number: int, language: str) -> Iterator[Clause]:
    """In the order in which they are read."""
    yield _sides(terms, number, language)
    yield _work(terms, language)
    yield _milestones(terms, language)
    yield _price(terms)
    yield _keeping()
    yield _judging(terms)
    yield _rights(terms)
    yield _ending(terms)
    yield _example(terms)
    yield _lateness()
    yield _withdrawal()
    yield _disputes()
    yield _changes()


def money(minor: int, terms: Terms) -> str:
    return isolate(Money(minor, terms.currency).text())


def percent(bps: int) -> str:
    return isolate(f"{bps / 100:g}%")


def _sides(terms: Terms, number: int, language: str) -> Clause:
    names = {"collector": isolate(terms.collector.of(language)), "artist": isolate(terms.artist.of(language))}
    said = [
        _("This is version %(version)s of the contract for commission %(number)s.")
        % {"version": isolate(str(number)), "number": isolate(terms.number)},
        _("It is made between %(collector)s (the collector) and %(artist)s (the artist).") % names,
    ]
    if terms.maker.of(language) != terms.artist.of(language):
        said.append(_("The work is made by %(maker)s.") % {"maker": isolate(terms.maker.of(language))})
    if terms.register:
        said.append(_("Register of the artist: %(register)s.") % {"register": isolate(terms.register)})
    said.append(
        _("Art Souk keeps the money and the proofs for both. It does not make the work and does not own it.")
    )
    return _("The two sides"), said


def _work(terms: Terms, language: str) -> Clause:
    said = [
        _("The artist makes this work for the collector: %(title)s.")
        % {"title": isolate(terms.title.of(language))},
        _("What the collector asked for: %(brief)s") % {"brief": isolate(terms.brief.of(language))},
    ]
    if terms.medium:
        said.append(_("Medium: %(medium)s.") % {"medium": isolate(terms.medium)})
    if terms.size:
        said.append(_("Size in centimetres: %(size)s.") % {"size": f"{LRI}{terms.size}{PDI}"})
    if offer := terms.offer.of(language):
        said.append(_("What the artist offered: %(offer)s") % {"offer": isolate(offer)})
    return _("The work"), said


def _milestones(terms: Terms, language: str) -> Clause:
    said = [_("Work begins on %(day)s.") % {"day": isolate(both_dates(terms.start_on, language))}]
    said += [_milestone(place, part, terms, language) for place, part in enumerate(terms.parts, start=1)]
    said.append(
        _(
            "The milestones are paid one after the other: the next one when the one before is accepted. If a "
            "milestone is paid after its turn, its date moves by as many days."
        )
    )
    return _("Milestones and dates"), said


def _milestone(place: int, part: Part, terms: Terms, language: str) -> str:
    facts = {
        "place": isolate(str(place)),
        "title": isolate(part.title.of(language)),
        "deliverable": isolate(part.deliverable.of(language)),
        "amount": money(part.amount, terms),
        "day": isolate(both_dates(part.due_on, language)),
    }
    if not part.deliverable.of(language):
        return _("Milestone %(place)s, %(title)s: %(amount)s, by %(day)s.") % facts
    return _("Milestone %(place)s, %(title)s: %(deliverable)s; %(amount)s, by %(day)s.") % facts


def _price(terms: Terms) -> Clause:
    said = [_("The price is %(price)s, for everything named here.") % {"price": money(terms.price, terms)}]
    if terms.vat_bps:
        split = fees.price_with_vat_split(terms.price, terms.vat_bps)
        facts = {"rate": percent(terms.vat_bps), "vat": money(split.vat, terms)}
        said.append(_("VAT of %(rate)s is inside it: %(vat)s. Nothing is added to it.") % facts)
    else:
        said.append(_("The artist's sale bears no VAT, so none is inside it, and nothing is added to it."))
    if terms.vat_number:
        said.append(
            _("VAT number of the artist: %(number)s.") % {"number": isolate(terms.vat_number)},
        )
    return _("Price and VAT"), said


def _keeping() -> Clause:
    return _("Payment and safe keeping"), [
        _(
            "Each milestone is paid to Art Souk before its work begins. Art Souk keeps the money and gives it "
            "to the artist, less the agreed commission, when the milestone is accepted."
        ),
        _("Until then the money belongs neither to the artist nor to Art Souk."),
    ]


def _judging(terms: Terms) -> Clause:
    days = ngettext(
        "The collector answers within %(count)s day: accepts, or asks for a revision.",
        "The collector answers within %(count)s days: accepts, or asks for a revision.",
        rules.ANSWER_DAYS,
    ) % {"count": isolate(str(rules.ANSWER_DAYS))}
    if terms.revisions:
        times = ngettext(
            "%(count)s revision of each milestone is inside the price.",
            "%(count)s revisions of each milestone are inside the price.",
            terms.revisions,
        ) % {"count": isolate(str(terms.revisions))}
    else:
        times = _("No revision is inside the price.")
    return _("Handing over, judging, revising"), [
        _(
            "The artist hands over pictures of each milestone. Until it is accepted the collector sees them with "
            "a watermark, afterwards without it."
        ),
        days,
        _(
            "Without an answer the milestone counts as accepted; reminders come three days and one day before."
        ),
        times,
        _("After it is accepted, no revision of a milestone can be asked for."),
    ]


def _rights(terms: Terms) -> Clause:
    licence = Licence(terms.licence)
    said = [
        _("The finished work itself becomes the collector's when the last milestone is accepted."),
        _("Licence: %(licence)s. %(meaning)s") % {"licence": licence.label, "meaning": licence.meaning},
    ]
    if licence is Licence.FULL:
        said.append(
            _(
                "These rights pass to the collector: to reproduce, to distribute, to exhibit, to communicate to "
                "the public and to adapt the work. The right to be named as its author stays with the artist."
            )
        )
    else:
        said.append(
            _(
                "The copyright stays with the artist. Whatever right is not named here does not pass to anybody."
            )
        )
    said.append(
        _("With the licence come picture files large enough for printing.")
        if rules.large_files(terms.licence)
        else _("With the licence come picture files for looking at, not for printing.")
    )
    return _("Licence and copyright"), said


def _ending(terms: Terms) -> Clause:
    fee = percent(terms.cancellation_bps)
    return _("Ending the contract early"), [
        _("Either side may end the contract at any time. What was never paid is then owed by nobody."),
        _("Accepted milestones stay with the artist, whoever ends it."),
        _("If the artist ends it, everything that is not accepted goes back to the collector in whole."),
        _("If the collector ends it:"),
        _(
            "a milestone that was handed over and is not judged counts as accepted, in whole. Who has something "
            "against it asks for a revision or opens a dispute before;"
        ),
        _(
            "of a milestone that is being revised the artist keeps %(half)s, or the cancellation fee where that "
            "is more, and the rest goes back;"
        )
        % {"half": percent(REVISING_BPS)},
        _("of a milestone that was begun the artist keeps the cancellation fee, %(fee)s, the rest goes back;")
        % {"fee": fee},
        _("within 24 hours after its payment a milestone is not begun, and goes back in whole."),
        _("Nothing beyond what was paid is ever taken from anybody."),
    ]


def _example(terms: Terms) -> Clause:
    """The rule in this contract's own numbers, worked out by the code that will divide the money."""
    pieces = _example_pieces(terms)
    leaving = divide(pieces, by=Ender.COLLECTOR, fee_bps=terms.cancellation_bps)
    left = divide(pieces, by=Ender.ARTIST, fee_bps=terms.cancellation_bps)
    if len(pieces) > 1:
        start = _(
            "Say milestone 1 (%(first)s) is accepted, and milestone 2 (%(second)s) is paid and begun."
        ) % {
            "first": money(pieces[0].paid, terms),
            "second": money(pieces[1].paid, terms),
        }
    else:
        start = _("Say milestone 1 (%(first)s) is paid and begun.") % {"first": money(pieces[0].paid, terms)}
    return _("An example in numbers"), [
        start,
        _("If the collector ends the contract then, the artist keeps %(kept)s, and %(back)s goes back.")
        % _sums(leaving, terms),
        _("If the artist ends it then, the artist keeps %(kept)s, and %(back)s goes back.")
        % _sums(left, terms),
    ]


def _example_pieces(terms: Terms) -> list[Piece]:
    amounts = [part.amount for part in terms.parts[:2]]
    begun = Piece(len(amounts), amounts[-1], Stage.BEGUN)
    return [begun] if len(amounts) == 1 else [Piece(1, amounts[0], Stage.ACCEPTED), begun]


def _sums(shares: tuple[Share, ...], terms: Terms) -> dict[str, str]:
    return {"kept": money(kept(shares), terms), "back": money(back(shares), terms)}


def _lateness() -> Clause:
    return _("If the work is late"), [
        _(
            "If a paid milestone is not handed over fifteen days after its date, the collector may end the "
            "contract, and everything that is not accepted goes back in whole, without a fee (E-Commerce Law, "
            "Article 14)."
        ),
    ]


def _withdrawal() -> Clause:
    return _("The seven days for stepping back"), [
        _(
            "The work is made to the collector's own request. The right to step back from a purchase within "
            "seven days does therefore not exist, unless the work is faulty or not what was agreed (E-Commerce "
            "Law, Article 13)."
        ),
        _(
            "For a fault that shows after it was accepted, the collector opens a case at the order of that "
            "milestone."
        ),
    ]


def _disputes() -> Clause:
    return _("If the two sides disagree"), [
        _(
            "Either side may open a dispute while a paid milestone is not accepted. From then on no money moves, "
            "both sides say and show what they have, and Art Souk decides what goes back and what stays."
        ),
        _(
            "The law of the Kingdom of Saudi Arabia applies. The way to the Ministry of Commerce and to the "
            "courts stays open to both."
        ),
    ]


def _changes() -> Clause:
    return _("Changes and language"), [
        _(
            "A change is a new version of this contract. It holds when both sides have accepted it; until then "
            "the version before it holds. Each acceptance is kept with its person, time and version."
        ),
        _("Both languages are made from the same facts. Should they differ, the Arabic text decides."),
    ]
