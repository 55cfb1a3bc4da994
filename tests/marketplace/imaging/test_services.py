"""Storing, rendering, trying again; what is refused leaves nothing behind."""

from __future__ import annotations

import io
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from PIL import Image as Pillow

from core.models import OutboxMessage
from marketplace.imaging import exceptions, queries, services, storage
from marketplace.imaging.enums import ImageState
from marketplace.imaging.handlers import hand_to_worker
from marketplace.imaging.models import Image, Rendition
from tests.factories.imaging import GPS_IFD, MAKER, ImageFactory, bomb, exif, gradient, quarters, saved

pytestmark = pytest.mark.django_db


def test_an_upload_is_kept_described_and_ordered(files):
    image = services.store_upload(file=saved(gradient(800, 600)))
    image.refresh_from_db()
    assert (image.state, image.width, image.height, image.mime) == ("pending", 800, 600, "image/jpeg")
    assert image.colours[0] in {"clay", "night", "brown"}
    assert sum(tone["share"] for tone in image.palette) <= 1001
    assert 40 < len(image.placeholder) < 600
    assert image.dhash is not None
    assert files("originals") == [image.original]
    assert files("media") == []
    assert list(OutboxMessage.objects.values_list("topic", "payload")) == [
        ("imaging.image.render", {"image": image.pk})
    ]


def test_the_kept_original_says_nothing_about_its_maker(stores):
    image = services.store_upload(file=saved(quarters(), exif=exif(6)))
    data = (stores["originals"] / image.original).read_bytes()
    assert (image.width, image.height) == (200, 400)
    assert MAKER.encode() not in data
    assert dict(Pillow.open(io.BytesIO(data)).getexif().get_ifd(GPS_IFD)) == {}


def test_the_same_bytes_are_the_same_image(files):
    first = services.store_upload(file=saved(gradient()))
    second = services.store_upload(file=saved(gradient()))
    assert first.pk == second.pk
    assert OutboxMessage.objects.count() == 1
    assert len(files("originals")) == 1


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: io.BytesIO(b""), "imaging.empty"),
        (lambda: io.BytesIO(b"a letter, not a picture"), "imaging.not_an_image"),
        (lambda: io.BytesIO(b"<svg><script>alert(1)</script></svg>"), "imaging.svg"),
        (lambda: bomb(30_000), "imaging.too_many_pixels"),
        (lambda: io.BytesIO(saved(gradient()).getvalue()[:4000]), "imaging.truncated"),
        (
            lambda: saved(gradient(), "WEBP", save_all=True, append_images=[gradient(seed=9)]),
            "imaging.animated",
        ),
    ],
)
def test_what_is_refused_leaves_nothing(make, code, files):
    with pytest.raises(exceptions.UploadRefused) as refusal:
        services.store_upload(file=make())
    assert refusal.value.code == code
    assert (Image.objects.count(), OutboxMessage.objects.count()) == (0, 0)
    assert files("originals") == []


def test_renditions(files, stores):
    image = ImageFactory(ready=True, width=700, height=500)
    image.refresh_from_db()
    rows = list(Rendition.objects.values_list("format", "width", "height"))
    assert (image.state, image.widths, image.recipe) == ("ready", [320, 480, 640, 700], 1)
    assert rows == [
        (f, w, h)
        for f in ("avif", "jpeg", "webp")
        for w, h in ((320, 229), (480, 343), (640, 457), (700, 500))
    ]
    assert sorted(Rendition.objects.values_list("path", flat=True)) == files("media")
    assert [row.bytes for row in Rendition.objects.all()] == [
        (stores["media"] / row.path).stat().st_size for row in Rendition.objects.all()
    ]


def test_renditions_are_upright_and_bare(stores):
    image = services.store_upload(file=saved(quarters(800, 400), exif=exif(6)))
    services.make_renditions(image_id=image.pk)
    for row in Rendition.objects.all():
        picture = Pillow.open(stores["media"] / row.path)
        assert (row.width, row.height) == picture.size
        assert picture.height == picture.width * 2
        assert not picture.getexif()
        assert "icc_profile" not in picture.info
        blue = picture.convert("RGB").getpixel((10, 10))
        assert (blue[2] > 200, blue[0] < 60) == (True, True)


def test_twice_is_once(files):
    image = ImageFactory(ready=True)
    before = files("media"), list(Rendition.objects.values_list("pk", flat=True))
    Image.objects.filter(pk=image.pk).update(state=ImageState.PENDING)
    services.make_renditions(image_id=image.pk)
    services.make_renditions(image_id=image.pk)
    assert (files("media"), list(Rendition.objects.values_list("pk", flat=True))) == before
    assert Image.objects.get().is_ready


def test_a_worker_killed_half_way_is_made_up_for(files):
    """What the dead worker wrote is what the next one would write."""
    whole = ImageFactory(ready=True)
    names = files("media")
    storage.media().delete(names[0])
    Rendition.objects.all().delete()
    Image.objects.filter(pk=whole.pk).update(state=ImageState.PENDING)
    services.make_renditions(image_id=whole.pk)
    assert files("media") == names
    assert Rendition.objects.count() == len(names)


def test_a_broken_original_fails_and_may_be_sent_again(stores):
    image = ImageFactory()
    path = stores["originals"] / image.original
    good = path.read_bytes()
    path.write_bytes(good[:3000])
    assert services.make_renditions(image_id=image.pk).state == ImageState.FAILED
    assert Rendition.objects.count() == 0
    path.write_bytes(good)
    services.store_upload(file=io.BytesIO(good))
    assert OutboxMessage.objects.count() == 2
    assert services.make_renditions(image_id=image.pk).state == ImageState.READY


def test_a_missing_original_is_tried_again(stores):
    image = ImageFactory()
    (stores["originals"] / image.original).unlink()
    with pytest.raises(FileNotFoundError):
        services.make_renditions(image_id=image.pk)
    image.refresh_from_db()
    assert image.state == ImageState.PENDING


def test_the_outbox_leads_to_the_worker():
    image = ImageFactory()
    hand_to_worker({"image": image.pk})  # tasks run at once in tests
    assert Image.objects.get().is_ready


def test_what_was_left_lying_is_asked_for_again():
    old, _fresh, done = ImageFactory(), ImageFactory(), ImageFactory(ready=True)
    OutboxMessage.objects.all().delete()
    Image.objects.filter(pk__in=[old.pk, done.pk]).update(created_at=old.created_at - timedelta(minutes=16))
    assert services.ask_again() == 1
    assert OutboxMessage.objects.get().payload == {"image": old.pk}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_people_send_the_same_picture_at_once():
    gate, kept, errors = threading.Barrier(2), [], []

    def send() -> None:
        try:
            gate.wait(5)
            with transaction.atomic():
                kept.append(services.store_upload(file=saved(gradient(900, 700))).pk)
        except Exception as error:  # noqa: BLE001 - told to the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert errors == []
    assert len(set(kept)) == 1
    assert (Image.objects.count(), OutboxMessage.objects.count()) == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_draw_the_same_image_at_once():
    image, gate, errors = ImageFactory(), threading.Barrier(2), []

    def draw() -> None:
        try:
            gate.wait(5)
            services.make_renditions(image_id=image.pk)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=draw) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == []
    assert Image.objects.get().is_ready
    assert Rendition.objects.count() == 3 * 2


def test_duplicates_are_found_in_another_size_and_format():
    picture = gradient(800, 600, seed=5)
    picture.paste(quarters(300, 200), (120, 200))
    first = services.store_upload(file=saved(picture))
    twin = services.store_upload(file=saved(picture.resize((500, 375)), "WEBP", quality=60))
    services.store_upload(file=saved(quarters().transpose(Pillow.Transpose.ROTATE_90)))
    assert [(image.pk, image.distance <= 4) for image in queries.duplicates_of(first)] == [(twin.pk, True)]


def test_near_colour():
    night = services.store_upload(file=saved(Pillow.new("RGB", (64, 64), "#0F3038"), "PNG"))
    services.store_upload(file=saved(Pillow.new("RGB", (64, 64), "#E9B44C"), "PNG"))
    assert [image.pk for image in queries.near_colour("#123844")] == [night.pk]
    with pytest.raises(ValueError, match="no colour"):
        queries.near_colour("tomato")


def test_similar_palette_comes_nearest_first(django_assert_num_queries):
    def plain(tone: str) -> Image:
        return services.store_upload(file=saved(Pillow.new("RGB", (64, 64), tone), "PNG"))

    here, near, far = plain("#0F3038"), plain("#123540"), plain("#1D3F8B")
    plain("#E9B44C")
    with django_assert_num_queries(1):
        assert [image.pk for image in queries.similar_palette(here)] == [near.pk, far.pk]
