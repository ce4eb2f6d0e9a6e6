"""What the clock does for packs."""

from academy.core import clock
from academy.improvement.actions import packs as actions
from academy.improvement.models import Pack
from academy.improvement.rules.packs import begins_on, quarter_end


def begin_the_quarters_pack() -> str:
    """Two weeks after a quarter has ended its pack is there to be written, as the one before it was. The first is
    begun by somebody."""
    today = clock.today()
    ended_on = quarter_end(today)
    last = Pack.objects.order_by("-period_ends_on").first()
    if last is None or last.period_ends_on >= ended_on or today < begins_on(ended_on):
        return "No pack is due to be begun"
    pack = actions.begin_pack(ended_on, for_whom=last.for_whom, ask_words=last.ask_words, by=None)
    return f"Begun: {pack}"
