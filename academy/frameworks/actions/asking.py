"""Asking whoever looks after something to look at it again: one notice to each, however much there is."""

from collections import defaultdict
from collections.abc import Collection

from academy.core import clock, notices
from academy.core.models import Notice
from academy.frameworks.models import CurrencyReview
from academy.people.models import Account, Organisation
from academy.people.queries import hub_accounts, leads_and_above
from academy.people.scope import TheAuthority


def tell_owners(review_ids: Collection[int]) -> None:
    """The training leads nearest to each thing's organisation, or the Academy team where there are none."""
    reviews = CurrencyReview.objects.filter(pk__in=review_ids).order_by("pk")
    told: dict[Account, list[CurrencyReview]] = defaultdict(list)
    owners: dict[int, list[Account]] = {}
    reviews = reviews.select_related("organisation", "version__source", "rested_on__source")
    for review in reviews.prefetch_related("record"):
        if review.organisation_id not in owners:
            owners[review.organisation_id] = _owners(review.organisation)
        for account in owners[review.organisation_id]:
            told[account].append(review)
    notices.queue(_notice(account, asked) for account, asked in told.items())


def _owners(organisation: Organisation) -> list[Account]:
    on = clock.today()
    held = leads_and_above(TheAuthority(on), organisation)
    nearest = [grant.account for grant in held if grant.organisation_id == held[0].organisation_id]
    return nearest or hub_accounts(on)


def _notice(account: Account, asked: list[CurrencyReview]) -> Notice | None:
    return notices.written(
        f"look-again:{asked[0].pk}:{account.pk}",
        to=account.person.email if account.person and account.person.email else account.email,
        template="frameworks/look_again.txt",
        kind="running",
        account=account,
        asked=asked,
        version=asked[0].version,
    )
