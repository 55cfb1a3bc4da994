"""What happened to people, for the apps above.

role_granted: sender=RoleGrant, user, role (enums.Role), by (User or None),
    studio ({"name_ar", "name_en"} or None).
    Sent inside the transaction that grants, once for each role; a receiver that raises undoes the grant.
stage_changed: sender=StageChange, user, before, after (enums.Stage), event (enums.StageEvent). Also inside.
"""

from __future__ import annotations

from django.dispatch import Signal

role_granted = Signal()
stage_changed = Signal()
