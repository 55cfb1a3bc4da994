"""The bag in the header."""

from __future__ import annotations

from django import template

from orders.checkout import owners

register = template.Library()


@register.simple_tag(takes_context=True)
def bag_count(context: template.Context) -> int:
    """How many things lie in the visitor's bag, without a query; 0 on pages that know no request."""
    request = context.get("request")
    return owners.count_of(request) if request is not None else 0
