"""Foreign keys point down the house, cannot be reached back up, and do not lose what they point at."""

import pytest
from django.apps import apps
from django.db import models

from tests.house.code import floors

pytestmark = pytest.mark.house
ON_DELETE = (models.PROTECT, models.CASCADE, models.RESTRICT)


def wrong_pointers(model: type[models.Model], heights: dict[str, int]) -> list[str]:
    """What is wrong with this model's pointers to the models of other rooms."""
    return [
        f"{model._meta.label}.{field.name} {complaint}"
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and leaves_the_room(field)
        for complaint in complaints(field, heights)
    ]


def leaves_the_room(field: models.Field) -> bool:
    target = field.related_model._meta
    return target.app_config.name.startswith("academy.") and target.app_label != field.model._meta.app_label


def complaints(field: models.Field, heights: dict[str, int]) -> list[str]:
    target = field.related_model._meta
    found = []
    if heights[target.app_label] >= heights[field.model._meta.app_label]:
        found.append(f"points up or across, to {target.label}")
    if not field.remote_field.hidden:
        found.append(f"can be reached from {target.label}: give it related_name='+'")
    if isinstance(field, models.ForeignKey) and field.remote_field.on_delete not in ON_DELETE:
        found.append(f"forgets {target.label} when that is deleted: use PROTECT")
    return found


def our_models() -> list[type[models.Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("academy.")
        for model in config.get_models(include_auto_created=False)
    ]


def test_every_pointer_points_down():
    found = [wrong for model in our_models() for wrong in wrong_pointers(model, floors())]

    assert found == []


def test_there_are_pointers_to_look_at():
    keys = [
        field for model in our_models() for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)
    ]

    assert sum(leaves_the_room(key) for key in keys) > 3


def test_a_pointer_up_that_can_be_reached_and_forgets_is_seen():
    class Wrong(models.Model):
        item = models.ForeignKey("catalogue.Item", on_delete=models.SET_NULL, null=True)

        class Meta:
            app_label = "people"

    try:
        assert wrong_pointers(Wrong, floors()) == [
            "people.Wrong.item points up or across, to catalogue.Item",
            "people.Wrong.item can be reached from catalogue.Item: give it related_name='+'",
            "people.Wrong.item forgets catalogue.Item when that is deleted: use PROTECT",
        ]
    finally:
        del apps.all_models["people"]["wrong"]
        apps.clear_cache()
