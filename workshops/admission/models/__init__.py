from workshops.admission.models.certificate import Certificate
from workshops.admission.models.entry import CheckIn
from workshops.admission.models.feedback import Feedback, FeedbackAsk
from workshops.admission.models.material import Material

__all__ = ["Certificate", "CheckIn", "Feedback", "FeedbackAsk", "Material"]
