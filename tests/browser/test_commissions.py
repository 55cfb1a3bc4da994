"""A commission from the wish to the wall: asked, answered, agreed, paid by stages, made, accepted, named."""

from __future__ import annotations

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from commissions.contracts.models import Contract
from commissions.enums import CommissionState
from commissions.models import Commission, Proposal
from marketplace.models import Artwork
from orders import ledger_check
from tests.browser.signed_in import press, wait_until
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory

BUDGET = {"ar": ("٥٠٠٠", "٨٠٠٠"), "en": ("5,000", "8,000")}


def picture():
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "#8C4A2F").save(out, "JPEG")
    return {"name": "work.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_from_the_wish_to_the_wall(way):
    maker, wisher = UserFactory(language=way.language), UserFactory(language=way.language)
    SellerFactory(owner=maker, vat_number="", name_ar="نورة", name_en="Noura")
    collector, artist = way.enter(wisher), way.enter(maker)
    commission = _ask(way, collector)
    _answer(way, artist, commission)
    contract = _agree(way, collector, artist, commission)
    for at in range(2):
        _stage(way, collector, artist, contract, at)
    commission.refresh_from_db()
    assert commission.state == CommissionState.COMPLETED
    assert ledger_check.problems() == []
    _name(way, collector, artist, commission)


def _ask(way, page):
    page.goto(f"/{way.language}/commissions/")
    way.looks(page)
    press(page, 'main a[href$="/commissions/new/"]')
    way.looks(page)
    page.locator(f"[name=title_{way.language}]").fill(
        "لوحة للمجلس" if way.arabic else "A panel for the majlis"
    )
    page.locator(f"[name=brief_{way.language}]").fill(
        "جدار هادئ بألوان الأرض." if way.arabic else "A calm wall in earth colours."
    )
    page.locator("[name=category]").select_option("painting")
    low, high = BUDGET[way.language]
    page.locator("[name=budget_min]").fill(low)
    page.locator("[name=budget_max]").fill(high)
    press(page, "button[name=then][value=publish]")
    commission = Commission.objects.get()
    assert (commission.state, commission.budget_min, commission.budget_max) == ("open", 500_000, 800_000)
    way.looks(page)
    return commission


def _answer(way, page, commission):
    """The milestones do not come to the price at first: said at their place, nothing typed is lost."""
    page.goto(f"/{way.language}/commissions/")
    press(page, f'main a[href*="{commission.number}"]')
    press(page, 'a[href*="/propose/"]')
    page.locator(f"[name=text_{way.language}]").fill(
        "أبدأ بمخطط." if way.arabic else "I begin with a sketch."
    )
    page.locator("[name=price]").fill("9,000")  # above the budget: allowed, and marked
    page.locator("[name=weeks]").fill("6")
    while page.locator("[name$=-amount]").count() < 2:
        press(page, "button[name=add]")
    for at, amount in enumerate(("3,000", "5,000")):
        day = (timezone.now() + timedelta(weeks=3 * (at + 1))).date().isoformat()
        page.locator(f"[name=form-{at}-title_{way.language}]").fill("مرحلة" if way.arabic else "A stage")
        page.locator(f"[name=form-{at}-deliverable_{way.language}]").fill("صور" if way.arabic else "Pictures")
        page.locator(f"[name=form-{at}-amount]").fill(amount)
        page.locator(f"[name=form-{at}-due_on]").fill(day)
    press(page, "button[name=send]")
    assert not Proposal.objects.filter(state="sent").exists()
    expect(page.locator("[name=form-1-amount]")).to_have_value("5,000")
    way.looks(page)
    page.locator("[name=form-1-amount]").fill("6,000")
    press(page, "button[name=send]")
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.price_minor, proposal.over_budget) == ("sent", 900_000, True)
    way.looks(page)


def _agree(way, collector, artist, commission):
    collector.goto(f"/{way.language}/commissions/{commission.number}/compare/")
    way.looks(collector)
    proposal = Proposal.objects.get()
    collector.goto(f"/{way.language}/commissions/{commission.number}/proposals/{proposal.pk}/award/")
    way.looks(collector)
    press(collector, "form[method=post] button.primary")
    wait_until(collector, Contract.objects.exists)
    contract = Contract.objects.get()
    for page in (collector, artist):
        page.goto(f"/{way.language}/commissions/contracts/{contract.pk}/")
        way.looks(page)
        page.locator("[name=agree]").check()
        press(page, 'form[action*="/accept/"] button.primary')
    contract.refresh_from_db()
    assert contract.state == "active"
    return contract


def _stage(way, collector, artist, contract, at):
    """Paid, handed over, looked at, accepted."""
    milestone = contract.milestones.order_by("position")[at]
    collector.goto(f"/{way.language}/commissions/contracts/{contract.pk}/")
    press(collector, 'form[action*="/fund/"] button')
    collector.locator("[name=provider][value=sandbox]").check()
    press(collector, "form[method=post] button.primary")
    collector.wait_for_url("**/sandbox/**")
    press(collector, "form[method=post] button.primary")
    wait_until(collector, lambda: _state(milestone) == "funded")
    artist.goto(f"/{way.language}/commissions/contracts/milestones/{milestone.pk}/")
    way.looks(artist)
    artist.locator("[name=pictures]").set_input_files(picture())
    artist.locator("[name=text]").fill("هذه الصور" if way.arabic else "Here it is")
    press(artist, 'form[action*="/submit/"] button.primary')
    assert _state(milestone) == "submitted"
    collector.goto(f"/{way.language}/commissions/progress/{contract.commission.number}/")
    way.looks(collector)
    collector.goto(f"/{way.language}/commissions/contracts/milestones/{milestone.pk}/")
    way.looks(collector)
    press(collector, 'form[action*="/accept/"] button')
    assert _state(milestone) == "accepted"


def _state(row):
    row.refresh_from_db()
    return row.state


def _name(way, collector, artist, commission):
    """The collector says how to be named; the work enters the catalogue with its provenance begun."""
    collector.goto(f"/{way.language}/commissions/progress/{commission.number}/consent/")
    way.looks(collector)
    collector.locator("[name=form][value=private]").check()
    press(collector, "form.form[method=post] button.primary")
    artist.goto(f"/{way.language}/commissions/progress/{commission.number}/catalogue/")
    way.looks(artist)
    press(artist, "form[method=post] button.primary")
    work = Artwork.objects.get()
    assert work.seller == Contract.objects.get().seller
    assert work.provenance_en.count("rivate collection") == 1
