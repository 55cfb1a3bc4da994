"""What the page gets: sources, sizes, the blurred picture; never an inline style."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from marketplace.imaging import services
from marketplace.imaging.templatetags.imaging import hung_size
from tests.factories.imaging import ImageFactory

pytestmark = pytest.mark.django_db


def render(source: str, **context) -> str:
    context.setdefault("request", SimpleNamespace(csp_nonce="abc"))
    return Template("{% load imaging %}" + source).render(Context(context))


def test_a_ready_picture():
    image = ImageFactory(ready=True, width=700, height=500)
    html = render('{% picture image alt=alt sizes="50vw" class="big" %}', image=image, alt="A <star>")
    assert html.count("<source") == 2
    assert re.findall(r'type="([^"]+)"', html) == ["image/avif", "image/webp"]
    assert html.count('sizes="50vw"') == 3
    assert 'alt="A &lt;star&gt;"' in html
    assert 'width="700"' in html
    assert 'height="500"' in html
    assert 'loading="lazy"' in html
    assert 'decoding="async"' in html
    assert f'class="i{image.pk} big"' in html
    assert "style" not in html
    root = f"/media/works/{image.sha256[:2]}/{image.sha256[:24]}-r1"
    assert (
        f'srcset="{root}-320.avif 320w, {root}-480.avif 480w, {root}-640.avif 640w, {root}-700.avif 700w"'
        in html
    )
    assert f'src="{root}-700.jpg"' in html


def test_every_address_exists(client):
    image = ImageFactory(ready=True, width=700, height=500)
    html = render('{% picture image alt="" %}', image=image)
    addresses = set(re.findall(r"/media/[^ \"]+", html))
    assert len(addresses) == 12
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_first_picture_comes_first():
    html = render('{% picture image alt="x" priority=True %}', image=ImageFactory(ready=True))
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


@pytest.mark.parametrize("state", ["pending", "failed"])
def test_before_the_renditions_exist(state):
    image = ImageFactory()
    image.state = state
    html = render('{% picture image alt="x" %}', image=image)
    assert re.match(r'<img [^>]*src="data:image/svg\+xml,', html)
    assert 'height="300"' in html
    assert 'width="400"' in html
    assert "/media/" not in html


def test_no_picture():
    assert render("{% picture image %}", image=None) == ""


def test_a_list_of_pictures_asks_the_database_nothing(django_assert_num_queries):
    images = [ImageFactory(ready=True), ImageFactory(), ImageFactory(ready=True)]
    for image in images:
        image.refresh_from_db()
    with django_assert_num_queries(0):
        html = render("{% for image in images %}{% picture image alt='' %}{% endfor %}", images=images)
    assert html.count("<img") == 3


def test_work_sizes():
    image = ImageFactory()
    works = [
        SimpleNamespace(pk=7, width_cm=120, height_cm=90, cover=image),
        SimpleNamespace(pk=8, width_cm=50.5, height_cm=75, cover=None),
    ]
    html = render("{% work_sizes works %}", works=works)
    assert html.startswith('<style nonce="abc">.w7{--w:120;--h:90}')
    assert f".i{image.pk}{{background:url(" in html
    assert ".w8{--w:50.5;--h:75}" in html
    assert render("{% work_sizes works %}", works=[]) == ""


def test_lots_and_other_wrappers_have_sizes_too():
    lot = SimpleNamespace(pk=1, artwork=SimpleNamespace(pk=9, width_cm=100, height_cm=100, cover=None))
    assert ".w9{--w:100;--h:100}" in render("{% work_sizes lots %}", lots=[lot])


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        (40, 30, (40.0, 30.0)),  # the picture is 4 by 3 too
        (50, 30, (40.0, 30.0)),  # it shows less than the frame
        (None, None, (90.0, 67.5)),
        (None, 60, (60.0, 45.0)),
    ],
)
def test_a_work_hangs_in_the_proportions_of_its_picture(width, height, size):
    assert hung_size(width, height, ImageFactory()) == size


def test_filters_and_dialog(arabic):
    image = services.make_renditions(image_id=ImageFactory(width=1500, height=900).pk)
    assert render("{{ image|largest }}", image=image).endswith("-1500.jpg")
    assert render("{{ image|shared }}", image=image).endswith("-1280.jpg")
    assert render("{{ image|shared }}", image=ImageFactory()) == ""
    html = render("{% zoom_dialog %}")
    assert "نظرة أقرب" in html
    assert "style=" not in html
