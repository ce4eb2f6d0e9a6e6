"""When somebody who let a pack go is forgotten: what is published names them for good, what was not does not."""

from collections import Counter

from academy.improvement.models import PackApproval
from academy.people.models import Person

SOMEBODY = "somebody who is no longer here"


def erase_person(person: Person) -> Counter[str]:
    PackApproval.objects.filter(by__person=person).update(by_words=SOMEBODY)
    return Counter()
