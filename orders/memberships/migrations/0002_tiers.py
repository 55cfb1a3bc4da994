"""The tiers that the house opens with. Prices are minor units with VAT inside; staff change them in the admin.

Those for collectors are laid down but not offered: what they promise is to see works first, and nothing is sold
before it can be given. Staff tick "offered" when the catalogue shows works to members first.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

TIERS: list[dict[str, Any]] = [
    {
        "audience": "gallery",
        "code": "free",
        "position": 0,
        "free": True,
        "name_en": "Free",
        "name_ar": "المجانية",
        "description_en": "A page of your own, your artists and your works. You pay commission when something sells.",
        "description_ar": "صفحة لصالتك وفنانيك وأعمالك، ولا تدفع إلا عمولة ما يُباع.",
        "listing_limit": 500,
    },
    {
        "audience": "gallery",
        "code": "studio",
        "position": 1,
        "name_en": "Studio",
        "name_ar": "المرسم",
        "description_en": "For a gallery that sells every month: less commission, more works on show.",
        "description_ar": "لصالة تبيع كل شهر: عمولة أقل، وأعمال معروضة أكثر.",
        "commission_bps": 1_200,
        "auction_commission_bps": 900,
        "listing_limit": 1_500,
    },
    {
        "audience": "gallery",
        "code": "house",
        "position": 2,
        "name_en": "House",
        "name_ar": "الدار",
        "description_en": "For a house with a large stock: our lowest commission, no limit, and an answer first.",
        "description_ar": "لدار واسعة المقتنيات: أدنى عمولاتنا، بلا حد لعدد الأعمال، والرد عليك قبل غيرك.",
        "commission_bps": 900,
        "auction_commission_bps": 700,
        "listing_limit": None,
        "priority_support": True,
    },
    {
        "audience": "artist",
        "code": "free",
        "position": 0,
        "free": True,
        "name_en": "Free",
        "name_ar": "المجانية",
        "description_en": "Your studio and your works, without a fee. You pay commission when something sells.",
        "description_ar": "مرسمك وأعمالك بلا رسوم، ولا تدفع إلا عمولة ما يُباع.",
        "listing_limit": 500,
    },
    {
        "audience": "artist",
        "code": "studio",
        "position": 1,
        "name_en": "Studio",
        "name_ar": "المرسم",
        "description_en": "For an artist who lives from the work: keep more of each sale.",
        "description_ar": "لفنان يعيش من فنه: يبقى لك من كل بيع نصيب أكبر.",
        "commission_bps": 1_100,
        "auction_commission_bps": 800,
        "listing_limit": None,
    },
    {
        "audience": "collector",
        "code": "friend",
        "position": 1,
        "name_en": "Friend",
        "name_ar": "الصديق",
        "description_en": "See what is new a day before it is shown to everybody.",
        "description_ar": "ترى الجديد قبل أن يُعرض للجميع بيوم.",
        "early_hours": 24,
        "active": False,
    },
    {
        "audience": "collector",
        "code": "patron",
        "position": 2,
        "name_en": "Patron",
        "name_ar": "الراعي",
        "description_en": "Two days before everybody, and your questions are answered first.",
        "description_ar": "قبل الجميع بيومين، والرد على أسئلتك قبل غيرك.",
        "early_hours": 48,
        "active": False,
        "priority_support": True,
    },
]
# (audience, code) -> currency -> (a month, a year); a year is ten months.
PRICES: dict[tuple[str, str], dict[str, tuple[int, int]]] = {
    ("gallery", "studio"): {"SAR": (34_900, 349_000), "AED": (33_900, 339_000), "KWD": (28_500, 285_000)},
    ("gallery", "house"): {"SAR": (89_900, 899_000), "AED": (87_900, 879_000), "KWD": (73_500, 735_000)},
    ("artist", "studio"): {"SAR": (9_900, 99_000), "AED": (9_500, 95_000), "KWD": (8_000, 80_000)},
    ("collector", "friend"): {"SAR": (2_900, 29_000), "AED": (2_900, 29_000), "KWD": (2_500, 25_000)},
    ("collector", "patron"): {"SAR": (14_900, 149_000), "AED": (14_500, 145_000), "KWD": (12_000, 120_000)},
}


def load(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    tier_model, price_model = (apps.get_model("memberships", name) for name in ("Tier", "TierPrice"))
    for row in TIERS:
        tier = tier_model.objects.create(name=row["name_en"], description=row["description_en"], **row)
        for currency, amounts in PRICES.get((row["audience"], row["code"]), {}).items():
            for period, amount in zip(("month", "year"), amounts, strict=True):
                price_model.objects.create(tier=tier, currency=currency, period=period, amount=amount)


class Migration(migrations.Migration):
    dependencies = [("memberships", "0001_memberships")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
