"""How the API's lists turn their pages: by cursor, so that nothing is seen twice or missed."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class Cursor(CursorPagination):
    """24 rows, up to 100 on request; a view names its own unique `ordering`."""

    page_size = 24
    max_page_size = 100
    page_size_query_param = "limit"
    ordering: str | tuple[str, ...] = "-pk"
