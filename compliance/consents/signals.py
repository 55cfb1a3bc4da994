"""What the rooms above must know at once, inside the transaction of the answer.

consent_given, consent_withdrawn: sender=Consent, consent (models.Consent), user (or None), address (the keyed
hash of an e-mail address, or ""), purpose (its code). A receiver that raises undoes the answer.
"""

from __future__ import annotations

from django.dispatch import Signal

consent_given = Signal()
consent_withdrawn = Signal()
