"""What became of an erasure, for the rooms above; each is sent inside the transaction that changes the state.

erasure_done: sender=Erasure, erasure. Sent once, when the last step is done and the certificate is issued.
erasure_refused: sender=Erasure, erasure. `erasure.reason` says why.
erasure_failed: sender=Erasure, erasure. `erasure.problem` says what stopped it; it may be resumed.
"""

from __future__ import annotations

from django.dispatch import Signal

erasure_done = Signal()
erasure_refused = Signal()
erasure_failed = Signal()
