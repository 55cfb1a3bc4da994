from compliance.consents.models.consent import Consent
from compliance.consents.models.guardian import GuardianRequest, Guardianship
from compliance.consents.models.text import PurposeText

__all__ = ["Consent", "GuardianRequest", "Guardianship", "PurposeText"]
