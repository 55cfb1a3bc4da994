"""Pictures in templates: `{% load imaging %}`.

`{% picture image alt="..." sizes="..." %}` is a whole <picture>; `{% work_sizes works %}` goes into the
head and gives each card `.w<pk>` its centimetres and each picture its blurred background until it has loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from marketplace.imaging import serving
from marketplace.imaging.enums import RenditionFormat
from marketplace.imaging.models import Image

register = template.Library()

MODERN: Final = (RenditionFormat.AVIF, RenditionFormat.WEBP)
SAME_RATIO: Final = 0.02
NO_SIZE_CM: Final = 90.0  # the longer side of a work that nobody has measured


@register.simple_tag
def picture(
    image: Image | None, *, alt: str = "", sizes: str = "100vw", priority: bool = False, **attributes: Any
) -> SafeString:
    """AVIF, WebP and JPEG with srcset, sizes, width and height; the blurred placeholder until they exist.

    `priority` is for the one picture that the first screen is about: loaded at once, before the others.
    """
    if image is None:
        return mark_safe("")
    attrs = _img_attributes(image, alt, attributes)
    if not image.is_ready:
        return format_html("<img{}>", flatatt({"src": serving.stand_in(image), "aria-busy": "true", **attrs}))
    attrs |= {"fetchpriority": "high"} if priority else {"loading": "lazy", "decoding": "async"}
    attrs |= {
        "srcset": serving.srcset(image, RenditionFormat.JPEG),
        "sizes": sizes,
        "src": serving.nearest(image, serving.FALLBACK_WIDTH),
    }
    return format_html("<picture>{}<img{}></picture>", _sources(image, sizes), flatatt(attrs))


@register.simple_tag(takes_context=True)
def work_sizes(context: template.Context, works: Iterable[Any]) -> SafeString:
    """One style element with the works' centimetres (`--w`, `--h`) and their pictures' placeholders.

    Takes works, or anything with a `work` or an `artwork`; uses the `cover` that a query has put on it.
    """
    rules = "".join(rule for entry in works for rule in _rules(_work_of(entry)))
    return _style(context, rules)


@register.simple_tag(takes_context=True)
def image_placeholders(context: template.Context, *images: Image | None) -> SafeString:
    """The same blurred backgrounds for pictures outside a list of works."""
    return _style(context, "".join(_background(image) for image in images if image))


@register.filter
def largest(image: Image) -> str:
    """Address of the widest JPEG."""
    return serving.largest(image)


@register.filter
def shared(image: Image | None) -> str:
    """Address of the JPEG that link previews show; "" when there is none yet."""
    return serving.shared(image) if image else ""


@register.inclusion_tag("imaging/zoom_dialog.html")
def zoom_dialog() -> dict[str, Any]:
    """The dialog that zoom.mjs fills; once a page that has links with data-zoom-open."""
    return {}


def _img_attributes(image: Image, alt: str, given: dict[str, Any]) -> dict[str, Any]:
    classes = " ".join(filter(None, [f"i{image.pk}", str(given.pop("class", ""))]))
    names = {name.replace("_", "-"): value for name, value in given.items()}
    return {"alt": alt, "width": image.width, "height": image.height, "class": classes, **names}


def _sources(image: Image, sizes: str) -> SafeString:
    return SafeString(
        "".join(
            format_html(
                "<source{}>",
                flatatt({"type": form.mime, "srcset": serving.srcset(image, form), "sizes": sizes}),
            )
            for form in MODERN
        )
    )


def _style(context: template.Context, rules: str) -> SafeString:
    """Every value in the rules is a number or base64: nothing that a person typed."""
    if not rules:
        return mark_safe("")
    nonce = getattr(context.get("request"), "csp_nonce", "")
    return format_html('<style nonce="{}">{}</style>', nonce, SafeString(rules))


def _work_of(entry: Any) -> Any:
    return getattr(entry, "work", None) or getattr(entry, "artwork", None) or entry


def _rules(work: Any) -> Iterable[str]:
    image = getattr(work, "cover", None)
    width, height = hung_size(work.width_cm, work.height_cm, image)
    yield f".w{int(work.pk)}{{--w:{width:g};--h:{height:g}}}"
    if image:
        yield _background(image)


def hung_size(width_cm: Any, height_cm: Any, image: Image | None) -> tuple[float, float]:
    """Width and height in cm to hang a work at, in the proportions of its picture.

    The measured height holds; a picture that shows a frame makes the work a little wider or narrower.
    """
    width, height = float(width_cm or 0), float(height_cm or 0)
    ratio = image.ratio if image else 0.0
    if not width or not height:
        ratio = ratio or 1.0
        longer = width or height or NO_SIZE_CM
        return (longer, round(longer / ratio, 1)) if ratio >= 1 else (round(longer * ratio, 1), longer)
    if ratio and abs(width / height / ratio - 1) > SAME_RATIO:
        return round(height * ratio, 1), height
    return width, height


def _background(image: Image) -> str:
    if not image.placeholder:
        return ""
    return f'.i{int(image.pk)}{{background:url("{serving.data_url(image)}") 0 0/100% 100% no-repeat}}'
