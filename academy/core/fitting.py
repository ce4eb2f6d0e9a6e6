"""Whether what comes from outside fits where it would be kept. SQLite takes anything; PostgreSQL refuses what does not
fit, and all that came with it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

RANGES = BaseDatabaseOperations.integer_field_ranges


def misfits(model: type[models.Model], values: Mapping[str, Any]) -> Iterator[str]:
    """A sentence without its full stop for each value that does not fit."""
    for name, value in values.items():
        field: Any = model._meta.get_field(name)
        least, most = RANGES.get(field.get_internal_type(), (None, None))
        if isinstance(value, str) and len(value) > (field.max_length or len(value)):
            yield f"its {field.verbose_name} has {len(value):,} characters: the most is {field.max_length}"
        elif isinstance(value, str) and "\0" in value:
            yield f"its {field.verbose_name} holds a zero character"
        elif isinstance(value, int) and least is not None and most is not None and not least <= value <= most:
            yield f"its {field.verbose_name} is {value}: that is not a number we can keep"
