from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from django.test import Client

from marketplace import offers, services
from marketplace.models import Artwork, Tag
from marketplace.offers import Offer
from orders.checkout.services import set_offer_terms
from orders.models import Order
from tests.factories.accounts import UserFactory
from tests.marketplace.views.conftest import Hang


def url_of(work: Artwork, language: str = "en") -> str:
    return f"/{language}/works/{work.pk}-{work.slug}/"


def buy_url(work: Artwork) -> str:
    return f"{url_of(work)}buy/"


def page(client: Client, work: Artwork, language: str = "en") -> str:
    return client.get(url_of(work, language)).content.decode()


@pytest.mark.parametrize("others", [0, 2])
def test_queries_do_not_grow_with_the_neighbours(
    client: Client, hang: Hang, django_assert_num_queries, others: int
) -> None:
    work = hang(picture=True, subjects=["sea"])
    for _ in range(1 + others):
        hang(picture=True, subjects=["sea"])
    with django_assert_num_queries(17):  # with the seller's standing before the VAT law and terms for offers
        page(client, work)


def test_the_price_with_its_vat_told_plainly(client: Client, hang: Hang) -> None:
    html = page(client, hang())
    assert '<p class="p"><span class="sar"><small>SAR</small> <bdi>68,000</bdi></span></p>' in html
    assert 'Includes VAT of <span class="sar"><small>SAR</small> <bdi>8,869.57</bdi></span>' in html


def test_the_price_in_arabic(client: Client, hang: Hang) -> None:
    assert '<span class="sar"><bdi>68,000</bdi> <small>ريال</small></span>' in page(client, hang(), "ar")


def test_size_in_centimetres_and_inches(client: Client, hang: Hang) -> None:
    html = page(client, hang(depth_cm=Decimal("4.5")))
    assert "Height <bdi>120</bdi> cm, width <bdi>100</bdi> cm, depth <bdi>4.5</bdi> cm" in html
    assert '<bdi dir="ltr">47.2 × 39.4 × 1.8</bdi> in' in html


def test_the_old_address_leads_to_the_new_one(client: Client, hang: Hang) -> None:
    work = hang()
    response = client.get(f"/en/works/{work.pk}-another-name/")
    assert (response.status_code, response["Location"]) == (301, url_of(work))


def test_the_number_alone_is_enough(client: Client, hang: Hang) -> None:
    work = hang()
    assert client.get(f"/en/works/{work.pk}/")["Location"] == url_of(work)


def test_a_draft_is_there_for_its_seller_alone(client_for, hang: Hang, owner, outsider) -> None:
    work = hang(published=False)
    assert client_for(owner).get(url_of(work)).status_code == 200
    assert client_for(outsider).get(url_of(work)).status_code == 404
    assert client_for().get(url_of(work)).status_code == 404


def test_html_is_text_and_no_title_closes_a_block(client: Client, hang: Hang) -> None:
    work = hang(title_en="</script><script>alert(1)</script>", provenance_en="2001: <i>sold</i>")
    html = page(client, work)
    assert "<script>alert(1)" not in html
    assert "<bdi>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in html
    assert "&lt;i&gt;sold&lt;/i&gt;" in html
    assert structured(html)["@graph"][0]["name"] == "</script><script>alert(1)</script>"


def structured(html: str) -> dict:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert block is not None
    return json.loads(block[1])


def test_what_search_engines_read(client: Client, hang: Hang, settings) -> None:
    work = hang(title_en="Noon", title_ar="نون")
    graph = structured(page(client, work))["@graph"]
    url = f"{settings.SITE_URL}{url_of(work)}"
    assert graph[0]["@type"] == "VisualArtwork"
    assert graph[0]["alternateName"] == "نون"
    assert graph[0]["height"] == {"@type": "Distance", "name": "120 cm"}
    assert graph[0]["offers"] == {
        "@type": "Offer",
        "url": url,
        "price": "68000.00",
        "priceCurrency": "SAR",
        "availability": "https://schema.org/InStock",
        "seller": {"@type": "Organization", "name": "Gallery Hafez"},
    }
    assert [item["name"] for item in graph[1]["itemListElement"]] == ["Art Souk", "Works", "Painting", "Noon"]


def test_a_work_on_request_has_no_offer_and_no_button(client: Client, hang: Hang) -> None:
    html = page(client, hang(price=None))
    assert "offers" not in structured(html)["@graph"][0]
    assert "Buy this work" not in html
    assert "Price on request" in html


def test_each_language_names_the_other(client: Client, hang: Hang, settings) -> None:
    work = hang()
    links = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="(.*?)">', page(client, work)))
    assert links == {code: f"{settings.SITE_URL}{url_of(work, code)}" for code in ("en", "ar")}


def test_a_sold_work_is_told_kindly(client: Client, hang: Hang) -> None:
    work = hang()
    services.mark_sold(artwork=work, by=None)
    html = page(client, work)
    assert "This work has found its home." in html
    assert "Buy this work" not in html


def test_the_trust_line_says_only_what_is_so(client: Client, hang: Hang, seller) -> None:
    services.mark_sold(artwork=hang(), by=None)
    html = page(client, hang())
    assert f"Verified since {seller.verified_at.year}, 1 work sold" in html
    seller.verified_at = None
    seller.save()
    assert '<span class="sm quiet">1 work sold</span>' in page(client, hang())


def test_provenance_is_a_time_line(client: Client, hang: Hang) -> None:
    html = page(client, hang(provenance_en="Winter 2025: Completed in the studio. Al Malqa, Riyadh"))
    assert "<time>Winter 2025</time><b" in html
    assert ">Completed in the studio</b>" in html


def test_buying_needs_a_name(client: Client, hang: Hang) -> None:
    work = hang()
    response = client.post(buy_url(work))
    assert response.status_code == 302
    assert response["Location"] == f"/en/account/login/?next={url_of(work)}"
    assert Order.objects.count() == 0


def test_buying_leads_to_the_checkout_with_this_one_work(client_for, hang: Hang) -> None:
    work, buyer = hang(), UserFactory()
    response = client_for(buyer).post(buy_url(work))
    checkout = buyer.checkouts.get()
    assert response["Location"] == checkout.get_absolute_url()
    assert [item.source for item in checkout.items.all()] == [f"artwork:{work.pk}"]
    assert Order.objects.count() == 0


def test_a_second_click_leads_to_the_same_checkout(client_for, hang: Hang) -> None:
    work, buyer = hang(), UserFactory()
    first, second = client_for(buyer).post(buy_url(work)), client_for(buyer).post(buy_url(work))
    assert first["Location"] == second["Location"]
    assert buyer.checkouts.count() == 1


def test_who_has_ordered_it_already_is_led_to_the_payment(client_for, hang: Hang) -> None:
    work, buyer = hang(), UserFactory()
    order = services.buy_artwork(user=buyer, artwork=work)
    response = client_for(buyer).post(buy_url(work))
    assert response["Location"].endswith(f"/orders/{order.number}/checkout/")
    assert "Reserved for you" in client_for(buyer).get(url_of(work)).content.decode()
    assert "Reserved for you" not in client_for(UserFactory()).get(url_of(work)).content.decode()


def test_who_comes_second_is_told_kindly(client_for, hang: Hang, outsider) -> None:
    work = hang()
    services.buy_artwork(user=UserFactory(), artwork=work)
    response = client_for(outsider).post(buy_url(work), follow=True)
    assert response.redirect_chain == [(url_of(work), 302)]
    assert "Somebody else was a moment faster" in response.content.decode()
    assert (Order.objects.count(), outsider.checkouts.count()) == (1, 0)


def test_bag_and_offer_stand_beside_the_purchase(client_for, hang: Hang, owner) -> None:
    work = hang()
    html = client_for(UserFactory()).get(url_of(work)).content.decode()
    for words in ("Put into the bag", "Make an offer", f'value="artwork:{work.pk}"'):
        assert words in html
    set_offer_terms(seller=work.seller, by=owner, allowed=False, minimum_bps=5_000)
    html = client_for(UserFactory()).get(url_of(work)).content.decode()
    assert ("Put into the bag" in html, "Make an offer" in html) == (True, False)
    assert "Put into the bag" not in client_for(owner).get(url_of(work)).content.decode()


def test_and_in_arabic(client_for, hang: Hang) -> None:
    html = client_for(UserFactory()).get(url_of(hang()).replace("/en/", "/ar/")).content.decode()
    for words in ("ضعه في السلة", "قدّم عرض سعر", "اقتنِ العمل"):
        assert words in html


def test_nobody_buys_from_themselves(client_for, hang: Hang, owner) -> None:
    work = hang()
    client_for(owner).post(buy_url(work))
    work.refresh_from_db()
    assert (Order.objects.count(), work.availability) == (0, "available")
    assert "Buy this work" not in client_for(owner).get(url_of(work)).content.decode()


def test_looking_buys_nothing(client_for, hang: Hang, outsider) -> None:
    assert client_for(outsider).get(buy_url(hang())).status_code == 405
    assert Order.objects.count() == 0


def test_a_draft_cannot_be_bought(client_for, hang: Hang, outsider) -> None:
    assert client_for(outsider).post(buy_url(hang(published=False))).status_code == 404
    assert Order.objects.count() == 0


def test_a_work_in_another_room_leads_there(client: Client, hang: Hang) -> None:
    work = hang()

    def lots(ids):
        return {pk: Offer("/en/lot/1/", "In auction now", "Go to the lot", live=True) for pk in ids}

    offers.register(lots)
    try:
        html = page(client, work)
    finally:
        offers.unregister(lots)
    assert '<a class="btn primary full" href="/en/lot/1/">Go to the lot</a>' in html
    assert "Buy this work" not in html


def test_the_pictures_by_number(client: Client, hang: Hang) -> None:
    from tests.factories.imaging import ImageFactory

    work = hang(picture=True)
    services.add_image(artwork=work, image=ImageFactory(), by=None, alt_en="The back")
    html = client.get(url_of(work), {"picture": "2"}).content.decode()
    assert re.findall(r'href="(\S+#picture)"(?: aria-current="(true)")?>', html) == [
        (f"{url_of(work)}#picture", ""),
        ("?picture=2#picture", "true"),
    ]
    assert 'alt="The back"' in html


def test_subjects_are_named_in_the_readers_language_and_lead_on(client: Client, hang: Hang) -> None:
    work = hang(subjects=["sea"])
    Tag.objects.filter(kind="subject", key="sea").update(name_ar="بحر")
    assert '<a class="chip" href="/ar/works/?subject=sea"><bdi>بحر</bdi></a>' in page(client, work, "ar")
