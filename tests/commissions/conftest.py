"""What every test of the commissions may use."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from commissions.services import Brief, Stage, Terms
from marketplace.enums import Category


@pytest.fixture
def picture():
    """`picture()` is an uploaded JPEG of a plain colour."""

    def make(colour=(180, 90, 40), size=(640, 480), name="a.jpg"):
        out = io.BytesIO()
        Image.new("RGB", size, colour).save(out, "JPEG")
        return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")

    return make


@pytest.fixture
def brief():
    """`brief(title_en="…")`: a whole one in both languages, unless told otherwise."""

    def make(**given):
        whole = {
            "category": Category.PAINTING,
            "title_ar": "لوحة لمدخل البيت",
            "title_en": "A painting for the entrance",
            "brief_ar": "نخلة واحدة في ضوء العصر، بمقاس ١٢٠ × ٩٠ سم.",
            "brief_en": "One palm in the light of the afternoon, 120 × 90 cm.",
            "budget_min": 500_000,
            "budget_max": 1_000_000,
        }
        return Brief(**whole | given)

    return make


@pytest.fixture
def terms():
    """`terms(price=…)`: 8,000 riyals in two halves, unless told otherwise."""

    def make(**given):
        stages = (
            Stage(amount=400_000, due_on=date(2030, 2, 1), title_en="Study", title_ar="دراسة"),
            Stage(amount=400_000, due_on=date(2030, 4, 1), title_en="Painting", title_ar="اللوحة"),
        )
        whole = {"price": 800_000, "weeks": 8, "text_en": "I begin with a study.", "milestones": stages}
        return Terms(**whole | given)

    return make
