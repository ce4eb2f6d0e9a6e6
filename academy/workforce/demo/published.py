"""England and its regions as published until 2024: a small extract of a real file, beside invented local numbers.

Source: Department for Education, Children’s social work workforce, indicators 2017 to 2024, rows of England and its
regions unchanged. Contains public sector information licensed under the Open Government Licence v3.0.
"""

from pathlib import Path

from academy.core.demo import World
from academy.workforce import actions
from academy.workforce.imports.published import SOURCE, read_published

EXTRACT = Path(__file__).with_name("england_and_regions_2017_to_2024.csv")
TITLE = "Children’s social work workforce, 2017 to 2024"


def build(world: World) -> None:
    content = EXTRACT.read_bytes()
    found = read_published(content)
    years = [int(str(row["year"])) for row in found.rows]
    actions.keep_release(
        content,
        EXTRACT.name,
        kind=found.kind,
        title=TITLE,
        source=SOURCE,
        years=(min(years), max(years)),
        rows=found.rows,
        is_extract=True,
        by=None,
    )
