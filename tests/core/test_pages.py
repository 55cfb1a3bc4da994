"""Pages of a list: constant queries, kind refusals, links that keep the filters."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from core.pages import PageMissing, page_url, paginate

ROWS = list(range(1, 96))


def request(query=""):
    return RequestFactory().get(f"/ar/works/{query}")


def draw(query, rows=ROWS, per_page=10, language="ar"):
    asked = request(query)
    with override(language):
        template = Template("{% page_links page %}")
        return template.render(Context({"request": asked, "page": paginate(rows, asked, per_page)}))


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 1), ("?page=3", 3), ("?page=٣", 3), ("?page=۱۰", 10), ("?page=003", 3), ("?page=%202", 2)],
)
def test_the_page_that_is_asked_for(query, number):
    page = paginate(ROWS, request(query), 10)
    assert page.number == number
    assert list(page) == ROWS[(number - 1) * 10 : number * 10]


@pytest.mark.parametrize(
    "asked", ["1000000000", "11", "0", "-1", "1.5", "two", "", "9" * 5000, "٠", "१", "²", "1e1", "<b>"]
)
def test_a_page_that_is_not_there_says_so_in_the_readers_language(asked):
    asked_request = RequestFactory().get("/ar/works/", {"medium": "oil", "page": asked})
    with pytest.raises(PageMissing) as caught:
        paginate(ROWS, asked_request, 10)
    error = caught.value
    assert (error.http_status, error.code) == (404, "core.page_missing")
    assert error.way_out == "?medium=oil&page=10"
    with override("en"):
        assert error.text == f"This list has no page “{asked[:20]}”. Its last page is number 10."
    with override("ar"):
        assert error.text == f"لا توجد في هذه القائمة صفحة «{asked[:20]}». صفحتها الأخيرة رقمها 10."
        assert str(error.way_out_text) == "إلى الصفحة الأخيرة"


def test_an_empty_list_has_one_empty_page():
    assert list(paginate([], request(), 10)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_two_queries_whatever_the_length(db, django_assert_num_queries, rows):
    for n in range(rows):
        Group.objects.create(name=str(n))
    with django_assert_num_queries(2):
        assert len(list(paginate(Group.objects.order_by("name"), request(), 2))) == min(rows, 2)


def test_links_keep_the_filters_and_drop_page_one():
    asked = request("?medium=oil&medium=ink&page=4")
    assert page_url(asked, 5) == "?medium=oil&medium=ink&page=5"
    assert page_url(asked, 1) == "?medium=oil&medium=ink"
    assert page_url(request("?page=2"), 1) == "/ar/works/"


def test_one_page_needs_no_links():
    assert draw("", rows=ROWS[:10]).strip() == ""


def test_the_links_of_a_page_in_the_middle():
    html = draw("?q=a%26b&page=5", language="en")
    assert html.count("aria-current") == 1
    assert 'href="?q=a%26b&amp;page=4" rel="prev"' in html
    assert 'href="?q=a%26b&amp;page=6" rel="next"' in html
    numbers = [part.split("</bdi>")[0] for part in html.split("<bdi>")[1:]]
    assert numbers == ["1", "4", "5", "6", "10"]
    assert html.count("…") == 2


def test_first_and_last_page_have_one_neighbour():
    assert ('rel="prev"' in draw("")) is False
    assert ('rel="next"' in draw("?page=10")) is False


def test_arabic_links_speak_arabic():
    html = draw("?page=2")
    assert "السابق" in html
    assert "التالي" in html
