"""What the declarations and the settings say about one activity: the machine's part of a register row.

A text is {"ar": ..., "en": ...}; whoever shows it picks the language. Pure but for the rows that it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from compliance import notice, registry
from compliance.enums import Basis
from compliance.records.enums import Clause, Safeguard, TransferPurpose
from compliance.records.models import Processor, Transfer

Both = dict[str, str]
SECURITY: Final = _(
    "Encrypted connections, encrypted columns for what must be secret, rights by role, two factors for staff, "
    "private storage, an audit log in a hash chain, encrypted copies with an end, daily checks of retention."
)
CONSENT: Final = _(
    "Asked for each purpose by itself with nothing ticked before, kept with text, time and means, and withdrawn "
    "in the privacy centre or with one press from any such message."
)
RIGHTS: Final = _(
    "In the privacy centre, by mail, telephone, letter or in person; answered within the term of the law."
)
TOOL: Final = _("The site's own database and private file store")


def activities() -> dict[str, list[registry.Declaration]]:
    """The declarations by activity: the label of the app that holds them."""
    found: dict[str, list[registry.Declaration]] = {}
    for declaration in registry.declarations():
        found.setdefault(apps.get_model(declaration.model)._meta.app_label, []).append(declaration)
    return found


def title(code: str) -> Both:
    return both(lambda: capfirst(str(apps.get_app_config(code).verbose_name)))


def row(
    code: str, declarations: Sequence[registry.Declaration], parties: Iterable[Processor]
) -> dict[str, Any]:
    """The machine's columns of one activity, by the codes of `template.COLUMNS`."""
    ours = [party for party in parties if code in party.topics]
    records = [both_of(declaration) for declaration in declarations]
    return {
        "controller": who(settings.CONTROLLER),
        "officer": who(settings.PRIVACY_OFFICER),
        "activity": title(code),
        "purposes": _joined(record["purpose"] for record in records),
        "basis": _joined(record["basis"] for record in records),
        "data": _joined(record["holds"] for record in records),
        "datasets": _joined(record["title"] for record in records),
        "retention": _joined(record["kept"] for record in records),
        "tool": both(lambda: str(TOOL)),
        "recipients": _joined(_party(party) for party in ours) or _nobody(),
        "disclosure": _joined(_disclosure(party) for party in ours) or _nobody(),
        "processors": _joined(_contract(party) for party in ours if party.kind == "processor") or _nobody(),
        "transfers": _joined(_transfer(party) for party in ours if party.abroad) or _nobody(),
        "security": both(lambda: str(SECURITY)),
        "consent": both(lambda: str(CONSENT)) if _by_consent(declarations) else None,
        "rights": both(lambda: str(RIGHTS)),
    }


def both(text: Callable[[], str]) -> Both:
    """The text in both languages."""
    found = {}
    for language in ("ar", "en"):
        with override(language):
            found[language] = text()
    return found


def both_of(declaration: registry.Declaration) -> dict[str, Both]:
    """A declaration in words, as the privacy notice puts them, in both languages."""
    records = {}
    for language in ("ar", "en"):
        with override(language):
            records[language] = notice.record_of(declaration)
    return {
        "title": {code: record.title for code, record in records.items()},
        "purpose": {code: record.purpose for code, record in records.items()},
        "basis": {code: record.basis for code, record in records.items()},
        "holds": {code: _holds(record, code) for code, record in records.items()},
        "kept": {code: f"{record.title}: {record.retention}" for code, record in records.items()},
    }


def who(facts: dict[str, str]) -> Both:
    """A name with its ways to be reached."""
    kept = {code: [facts[f"name_{code}"], facts.get(f"address_{code}", "")] for code in ("ar", "en")}
    ways = [facts["email"], facts["phone"]]
    return {code: _list([*named, *ways], code) for code, named in kept.items()}


def _holds(record: notice.Record, language: str) -> str:
    return f"{record.title}: {_list(record.holds, language)}" if record.holds else ""


def _list(parts: Iterable[str], language: str) -> str:
    return ("، " if language == "ar" else ", ").join(part for part in parts if part)


def _by_consent(declarations: Sequence[registry.Declaration]) -> bool:
    return any(declaration.basis == Basis.CONSENT for declaration in declarations)


def _nobody() -> Both:
    return both(lambda: gettext("Nobody outside"))


def _party(party: Processor) -> Both:
    return both(lambda: f"{party.name} ({party.get_kind_display()})")


def _disclosure(party: Processor) -> Both:
    """When, how and what for (Article 20(6))."""
    return both(
        lambda: (
            gettext("%(name)s: since %(day)s, over its encrypted interface. %(purpose)s")
            % {"name": party.name, "day": party.since.isoformat(), "purpose": party.purpose}
        )
    )


def _contract(party: Processor) -> Both:
    return both(lambda: f"{party.name}: {_obligations(party)}")


def _obligations(party: Processor) -> str:
    if not party.contract_date:
        return gettext("The contract is not entered yet")
    held = ", ".join(str(Clause(code).label) for code in party.clauses)
    return gettext("Contract of %(day)s. %(held)s") % {"day": party.contract_date.isoformat(), "held": held}


def _transfer(party: Processor) -> Both:
    found: Transfer | None = getattr(party, "transfer", None)
    if found is None:
        return both(lambda: f"{party.name} ({party.country})")
    return both(
        lambda: (
            f"{party.name} ({found.country}). {TransferPurpose(found.purpose).label}. "
            f"{Safeguard(found.safeguard).label}."
        )
    )


def _joined(texts: Iterable[Both]) -> Both | None:
    """One line each, every line once; nothing when there is none."""
    listed = list(texts)
    found = {
        code: "\n".join(dict.fromkeys(text[code] for text in listed if text[code])) for code in ("ar", "en")
    }
    return found if any(found.values()) else None
