"""What the clock starts. Jobs are named here once, by the room they live in; any worker may take any of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import academy.booking.jobs as booking
import academy.catalogue.jobs as catalogue
import academy.frameworks.jobs as frameworks
import academy.needs.jobs as needs
import academy.people.jobs as people
import academy.privacy.jobs as privacy
import academy.records.jobs as records
import academy.surveys.jobs as surveys

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "catalogue.ask_library_owners": catalogue.ask_library_owners,
    "catalogue.count_library_uses": catalogue.count_library_uses,
    "catalogue.read_file": catalogue.read_file,
    "catalogue.sweep_uploads": catalogue.sweep_uploads,
    "booking.fill_freed_places": booking.fill_freed_places,
    "booking.ask_approvers_again": booking.ask_approvers_again,
    "booking.check_waiting_lists": booking.check_waiting_lists,
    "booking.tell_the_interested": booking.tell_the_interested,
    "booking.remind_before": booking.remind_before,
    "booking.forget_needs": booking.forget_needs,
    "booking.forget_trainers": booking.forget_trainers,
    "catalogue.forget_how_to_reach_experts": catalogue.forget_how_to_reach_experts,
    "catalogue.flag_what_is_due": catalogue.flag_what_is_due,
    "catalogue.rebuild_search": catalogue.rebuild_search,
    "frameworks.flag_what_is_due": frameworks.flag_what_is_due,
    "needs.tell_new_starters": needs.tell_new_starters,
    "needs.say_who_is_overdue": needs.say_who_is_overdue,
    "needs.take_gap_snapshot": needs.take_gap_snapshot,
    "booking.free_places_of_leavers": booking.free_places_of_leavers,
    "people.forget_requests": people.forget_requests,
    "people.clear_notices": people.clear_notices,
    "people.close_leavers": people.close_leavers,
    "people.check_import": people.check_import,
    "people.forget_import_files": people.forget_import_files,
    "people.forget_repeats": people.forget_repeats,
    "people.forget_deliveries": people.forget_deliveries,
    "people.save_import": people.save_import,
    "people.send_password_link": people.send_password_link,
    "people.forget_sign_ins": people.forget_sign_ins,
    "people.take_dropped_file": people.take_dropped_file,
    "people.take_dropped_files": people.take_dropped_files,
    "people.tell_systems": people.tell_systems,
    "people.watch_organisations": people.watch_organisations,
    "privacy.check_trail": privacy.check_trail,
    "privacy.erase_what_is_due": privacy.erase_what_is_due,
    "privacy.forget_files": privacy.forget_files,
    "privacy.make_subject_file": privacy.make_subject_file,
    "records.remind_signers": records.remind_signers,
    "surveys.ask_three_months_later": surveys.ask_three_months_later,
    "surveys.remind": surveys.remind,
    "surveys.close": surveys.close,
}
EVERY: dict[str, timedelta] = {
    "catalogue.ask_library_owners": timedelta(days=1),
    "catalogue.count_library_uses": timedelta(days=1),
    "catalogue.sweep_uploads": timedelta(days=1),
    "booking.fill_freed_places": timedelta(minutes=5),
    "booking.ask_approvers_again": timedelta(hours=1),
    "booking.check_waiting_lists": timedelta(days=1),
    "booking.tell_the_interested": timedelta(minutes=15),
    "booking.remind_before": timedelta(hours=1),
    "booking.forget_needs": timedelta(days=1),
    "booking.forget_trainers": timedelta(days=1),
    "catalogue.forget_how_to_reach_experts": timedelta(days=1),
    "catalogue.flag_what_is_due": timedelta(days=1),
    "catalogue.rebuild_search": timedelta(days=1),
    "frameworks.flag_what_is_due": timedelta(days=1),
    "needs.tell_new_starters": timedelta(hours=1),
    "needs.say_who_is_overdue": timedelta(minutes=15),
    "needs.take_gap_snapshot": timedelta(days=1),
    "booking.free_places_of_leavers": timedelta(minutes=5),
    "people.forget_requests": timedelta(days=1),
    "people.close_leavers": timedelta(minutes=5),
    "people.forget_import_files": timedelta(days=1),
    "people.take_dropped_files": timedelta(minutes=1),
    "people.forget_repeats": timedelta(hours=1),
    "people.forget_deliveries": timedelta(days=1),
    "people.forget_sign_ins": timedelta(days=1),
    "people.tell_systems": timedelta(minutes=1),
    "people.watch_organisations": timedelta(days=1),
    "privacy.check_trail": timedelta(days=1),
    "privacy.erase_what_is_due": timedelta(days=1),
    "privacy.forget_files": timedelta(hours=1),
    "records.remind_signers": timedelta(days=1),
    "surveys.ask_three_months_later": timedelta(hours=1),
    "surveys.remind": timedelta(hours=6),
    "surveys.close": timedelta(days=1),
}
