"""What people fill in, by noun."""

from academy.impact.forms.partner_scale import AskPartnersForm, PartnerForm

__all__ = ["AskPartnersForm", "PartnerForm"]
