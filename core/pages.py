"""Lists in pages: two queries each, and a page that does not exist says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.digits import western
from core.errors import NotFound

PARAMETER: Final = "page"
LONGEST: Final = 9  # digits; no list has a billion pages


class PageMissing(NotFound):
    """A page number past the end, or no number at all."""

    code = "core.page_missing"
    message = _("This list has no page “%(asked)s”. Its last page is number %(last)s.")
    way_out_text: ClassVar[str | Promise] = _("Go to the last page")

    @property
    def way_out(self) -> str:
        """Where the button of the error page leads."""
        return str(self.params.get("url", ""))


def paginate(rows: QuerySet[Any] | Sequence[Any], request: HttpRequest, per_page: int = 24) -> Page[Any]:
    """The page that `?page=` asks for (the first without it); raises PageMissing when there is none.

    Arabic digits are accepted. The rows must have a total order, so that no row shows twice.
    """
    paginator: Paginator[Any] = Paginator(rows, per_page)
    asked = request.GET.get(PARAMETER, "1").strip()
    number = _number(asked)
    if number is None or number > paginator.num_pages:
        raise PageMissing(
            asked=asked[:20], last=paginator.num_pages, url=page_url(request, paginator.num_pages)
        )
    return paginator.page(number)


def page_url(request: HttpRequest, number: int) -> str:
    """This address with another page number; the first page has none."""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    if number > 1:
        query[PARAMETER] = str(number)
    return f"?{query.urlencode()}" if query else request.path


def _number(text: str) -> int | None:
    plain = western(text)
    if plain.isascii() and plain.isdigit() and len(plain) <= LONGEST:
        return int(plain) or None
    return None
