"""What people choose from, and what they say of what is on offer."""

from academy.catalogue.forms.experts import (
    AcquaintanceForm,
    ContactForm,
    EventCircleForm,
    ExpertFilter,
    ExpertForm,
    PromiseForm,
    RecordingForm,
    SettleForm,
    TakeawayForm,
    TalkForm,
)
from academy.catalogue.forms.items import ItemFilter, ItemForm, ShortSelect, WithdrawForm
from academy.catalogue.forms.shelves import CollectionForm, ReviewForm, StepsForm

__all__ = [
    "AcquaintanceForm",
    "CollectionForm",
    "ContactForm",
    "EventCircleForm",
    "ExpertFilter",
    "ExpertForm",
    "ItemFilter",
    "ItemForm",
    "PromiseForm",
    "RecordingForm",
    "ReviewForm",
    "SettleForm",
    "ShortSelect",
    "StepsForm",
    "TakeawayForm",
    "TalkForm",
    "WithdrawForm",
]
