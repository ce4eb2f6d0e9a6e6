"""Entries of the trail in plain words: when, who, what."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, overload

from django.apps import apps
from django.db.models import QuerySet

from academy.booking.models import Booking
from academy.core import trail
from academy.core.exports import Column, Table
from academy.core.models import Entry
from academy.elearning.models import Attempt
from academy.frameworks.models import Acknowledgement
from academy.needs.models import Exemption
from academy.people import queries as people
from academy.people.models import Spell
from academy.people.rules import Role
from academy.people.scope import Viewer
from academy.privacy import queries
from academy.privacy.rules import Look
from academy.records.models import Certificate, Completion, HandIn
from academy.surveys.models import FollowUp

# What each kind of entry says, after the name of whoever did it. {what} is the learning or the post it is about.
PHRASES = {
    ("booking.booking", "booked"): "booked a place on {what}",
    ("booking.booking", "joined the waiting list of"): "joined the waiting list of {what}",
    ("booking.booking", "cancelled"): "gave back the place on {what}",
    ("booking.booking", "gave a place to"): "gave a place from the waiting list of {what}",
    ("booking.booking", "asked for approval of"): "asked for approval of {what}",
    ("booking.booking", "kept a place for"): "kept a place from the waiting list of {what}",
    ("booking.booking", "approved"): "approved {what}",
    ("booking.booking", "approved the place of"): "approved {what}",
    ("booking.booking", "declined"): "did not approve {what}",
    ("booking.booking", "moved"): "moved the booking of {what} to another date",
    ("booking.booking", "took the place offered on"): "took the place offered on {what}",
    ("booking.booking", "asked again for a place on"): "asked again for a place on {what}",
    ("booking.booking", "passed on the place kept for"): "passed on the place kept on {what}",
    ("booking.interest", "registered interest in"): "asked to be told of the next date",
    ("booking.interest", "withdrew interest in"): "asked no more to be told of dates",
    ("booking.deputy", "named a deputy"): "named somebody who approves meanwhile",
    ("booking.deputy", "ended a deputy"): "ended that somebody approves meanwhile",
    ("booking.booking", "said whether work is covered"): "said whether work is covered during {what}",
    ("booking.booking", "marked as came"): "noted in the register: came to {what}",
    ("booking.booking", "marked as did not come"): "noted in the register: did not come to {what}",
    ("frameworks.selfassessment", "began"): "began to score what they can do",
    ("frameworks.selfassessment", "sent"): "sent their scores to their line manager",
    ("frameworks.selfassessment", "took back"): "took their scores back",
    ("frameworks.selfassessment", "threw away"): "threw their scores away",
    ("frameworks.selfassessment", "confirmed"): "confirmed what this person can do",
    ("elearning.attempt", "began"): "began the lesson {what}",
    ("elearning.attempt", "finished"): "finished the lesson {what}",
    ("elearning.attempt", "ended"): "ended the lesson {what} without passing",
    ("elearning.attempt", "tried again"): "tried the questions of {what} again",
    ("elearning.attempt", "left"): "left the lesson {what} for a newer version",
    ("elearning.attempt", "took away a note from"): "took away what was kept in {what}",
    ("booking.calendaraddress", "made a calendar address"): "made an address for their own calendar",
    ("booking.calendaraddress", "closed a calendar address"): "closed the address of their own calendar",
    ("booking.trainer", "added as trainer"): "put them down as a trainer",
    ("booking.trainer", "changed what is known of trainer"): "changed what they may lead",
    ("catalogue.acquaintance", "said who knows"): "said that they know an expert",
    ("plan.planitem", "put into the plan"): "put something into the plan that this person sees to",
    ("plan.planitem", "changed"): "changed something in the plan that this person sees to",
    ("plan.planitem", "dropped"): "dropped something from the plan that this person saw to",
    ("plan.planitem", "took up again"): "took something up again that this person sees to",
    ("workforce.assignment", "wrote down"): "wrote down on what terms they work here through an agency",
    ("workforce.assignment", "changed"): "changed what is written down of their work through an agency",
    ("workforce.assignment", "changed the terms of"): "wrote down new terms of their work through an agency",
    ("workforce.assignment", "ended"): "wrote down the last day of their work through an agency",
    ("workforce.agencyexception", "excepted"): "wrote down why a rule on agency work was not kept",
    ("improvement.planaction", "gave somebody an action"): "gave them an action of the improvement plan",
    ("improvement.planaction", "changed"): "changed an action of the improvement plan that is theirs",
    ("improvement.planaction", "began"): "began an action of the improvement plan that is theirs",
    ("improvement.planaction", "completed"): "said that an action of theirs in the improvement plan is complete",
    ("improvement.planaction", "took up again"): "took up an action of theirs in the improvement plan again",
    ("improvement.planaction", "said to be embedded"): "said that an action of theirs has lasted",
    ("improvement.planaction", "moved the date of"): "moved the date of an action of theirs in the improvement plan",
    ("improvement.evidence", "added"): "added evidence to an action of theirs in the improvement plan",
    ("improvement.blocker", "said what is in the way"): "said what is in the way of an action of theirs",
    ("improvement.blocker", "cleared"): "said how something in the way of an action of theirs was cleared",
    ("improvement.milestone", "added"): "added a milestone to something that is theirs",
    ("improvement.milestone", "reached"): "said that a milestone of theirs was reached",
    ("improvement.milestone", "moved the date of"): "moved a milestone of theirs",
    ("improvement.recommendation", "wrote down"): "gave them a committee’s recommendation to answer",
    ("improvement.recommendation", "answered"): "answered a committee’s recommendation that is theirs",
    ("improvement.recommendation", "finished"): "said that a recommendation that is theirs was done",
    ("improvement.recommendation", "moved the date of"): "moved the day by which they answer a committee",
    ("improvement.programmephase", "added"): "put them down for a phase of the Academy’s programme",
    ("improvement.programmephase", "changed"): "changed a phase of the Academy’s programme that is theirs",
    ("improvement.programmephase", "ended"): "ended a phase of the Academy’s programme that is theirs",
    ("improvement.benefit", "added"): "put them down for a benefit of the Academy’s programme",
    ("improvement.benefit", "said what was seen of"): "said what was seen of a benefit that is theirs",
    ("improvement.risk", "wrote down"): "put them down to watch a risk",
    ("improvement.risk", "looked again at"): "looked again at a risk that they watch",
    ("improvement.risk", "closed"): "closed a risk that they watched",
    ("needs.signal", "raised"): "raised a signal of what people need to learn",
    ("needs.signal", "left"): "looked at a signal, and said why it is no need",
    ("frameworks.acknowledgement", "understood"): "said that they understood {what}",
    ("records.completion", "recorded"): "put {what} on the learning record",
    ("records.completion", "withdrew"): "took {what} off the learning record",
    ("records.certificate", "issued"): "issued the certificate of {what}",
    ("records.handin", "handed in"): "handed in learning from elsewhere, to count as {what}",
    ("records.handin", "countersigned"): "put their name to learning from elsewhere, as {what}",
    ("records.handin", "did not accept"): "did not accept learning from elsewhere as {what}",
    ("records.handin", "took back"): "took back learning from elsewhere",
    ("records.reflection", "began"): "began to write about their learning",
    ("records.reflection", "finished"): "finished a piece of CPD",
    ("records.reflection", "shared"): "showed a reflection to their line manager",
    ("records.reflection", "stopped sharing"): "took back a reflection that was shown",
    ("records.reflection", "threw away"): "threw a reflection away",
    ("needs.exemption", "asked for"): "asked that {what} need not be done for a while",
    ("needs.exemption", "signed"): "put their name to the exemption from {what}",
    ("needs.exemption", "agreed to"): "agreed to the exemption from {what}",
    ("needs.exemption", "did not agree to"): "did not agree to the exemption from {what}",
    ("needs.exemption", "took back"): "took back that {what} need not be done",
    ("needs.exemption", "ended"): "ended the exemption from {what}",
    ("surveys.followup", "answered"): "answered how {what} was used",
    ("surveys.followup", "said how sure they are"): "said how sure they feel after {what}",
    ("impact.rollout", "said when a team is reached"): "said from when a team is reached by {what}",
    ("impact.rollout", "took back that a team is reached"): "took back that a team is reached by {what}",
    ("catalogue.item", "asked what it did"): "asked what {what} changed",
    ("impact.acceptedreflection", "talked about"): "said that they talked about a reflection",
    ("surveys.followup", "told a story"): "wrote about using {what}",
    ("surveys.followup", "said what they saw"): "said whether {what} shows in practice",
    ("programmes.conversation", "recorded"): "recorded that they met for supervision or appraisal",
    ("programmes.noteopening", "asked for"): "asked to read what two people wrote in supervision",
    ("programmes.noteopening", "agreed to"): "agreed that what two people wrote in supervision be read",
    ("programmes.noteopening", "read"): "read what two people wrote in supervision",
    ("programmes.reviewaction", "gave"): "gave them something to do after a case review",
    ("programmes.reviewaction", "moved"): "moved the day of something they are to do",
    ("programmes.reviewaction", "finished"): "said that an action of a case review is done",
    ("audits.audit", "opened"): "began to audit a case",
    ("audits.audit", "wrote in"): "wrote in an audit",
    ("audits.audit", "finished"): "finished an audit",
    ("audits.audit", "graded a second time"): "graded an audit a second time",
    ("audits.audit", "asked a colleague into"): "asked a colleague into an audit",
    ("audits.audit", "asked for a second grade of"): "asked for a second grade of an audit",
    ("audits.auditaction", "gave somebody an action"): "gave them something to do because of an audit",
    ("audits.auditaction", "finished"): "said that an action from an audit is done",
    ("audits.feedback", "gave feedback"): "wrote down what was said about an audit of their work",
    ("audits.concern", "raised"): "raised an immediate concern about a child",
    ("audits.concerntold", "answered"): "answered an immediate concern",
    ("audits.concerncontact", "named as a contact for concerns"): "named them as a contact for concerns",
    ("audits.concerncontact", "ended as a contact for concerns"): "ended that they are a contact for concerns",
    ("people.person", "added"): "added this person",
    ("people.person", "corrected"): "corrected the {fields}",
    ("people.person", "reminded"): "sent a reminder of what is due",
    ("people.person", "saw why they left"): "saw the reason for leaving",
    ("people.person", "erased"): "erased who this person was",
    ("people.person", "claimed"): "added this person from another employer, knowing two facts",
    ("people.organisation", "looked in vain for"): "tried to add somebody from another employer, and found nobody",
    ("people.merge", "merged two records:"): "made two records of this person one",
    ("people.merge", "undid the merge:"): "made two records of one again",
    ("people.twopeople", "said that these are two people:"): "said that two records are two people’s",
    ("people.spell", "said that it goes on:"): "said that the post of {post} goes on",
    ("people.spell", "started"): "started the post of {post}",
    ("people.spell", "ended"): "ended the post of {post}",
    ("people.spell", "changed the line manager in"): "changed the line manager in the post of {post}",
    ("people.account", "made"): "made the account",
    ("people.account", "signed in"): "signed in",
    ("people.account", "signed out"): "signed out",
    ("people.account", "chose a password for"): "chose a password",
    ("people.account", "refused a sign-in to"): "refused a sign-in: the password was wrong",
    ("people.account", "closed"): "closed the account",
    ("people.grant", "gave"): "gave the role {role}",
    ("people.grant", "took away"): "took away the role {role}",
    ("people.grant", "ended, with the post,"): "ended the role {role}, with the post",
    ("people.grant", "ended with the post"): "ended a role, with the post",
    ("audits.sampledcase", "gave"): "gave them a case to audit",
    ("audits.sampledcase", "dropped"): "dropped a case that they were to audit",
    ("privacy.lookup", "looked up"): "looked at what is known. Reason: {reason}",
    ("privacy.lookup", "read the trail of"): "read this trail",
    ("privacy.subjectfile", "asked for"): "asked for the file of everything that is kept",
    ("privacy.subjectfile", "made"): "made the file of everything that is kept",
    ("privacy.subjectfile", "took"): "took the file of everything that is kept",
}
SYSTEMS = {trail.ACADEMY: "The Academy itself", "person": "A link that was sent"}  # who is no account
ASIDE = {"people.account": "the account", "people.spell": "a post", "people.grant": "a role"}
FIELDS = {"given_name": "given name", "family_name": "family name", "email": "e-mail address"} | {
    "swe_number": "registration number",
    "birth_year": "year of birth",
}


@dataclass(frozen=True)
class Line:
    """One entry as it is read."""

    at: datetime
    by: str
    words: str
    whom: str = ""


class Lines(Sequence[Line]):
    """A trail, a page at a time: the same few questions however long the page is."""

    def __init__(self, entries: QuerySet[Entry], viewer: Viewer, *, names_people: bool = False) -> None:
        self.entries, self.viewer, self.names_people = entries, viewer, names_people

    def __len__(self) -> int:
        return self.entries.count()

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: Any) -> Any:
        wanted = at if isinstance(at, slice) else slice(at, at + 1)
        lines = lines_of(list(self.entries[wanted]), self.viewer, names_people=self.names_people)
        return lines if isinstance(at, slice) else lines[0]


def lines_of(entries: list[Entry], viewer: Viewer | None, *, names_people: bool = False) -> list[Line]:
    own = viewer.account.pk if viewer and viewer.account else None
    names = people.names_of(entry.by_id for entry in entries if entry.by_id)
    whom = queries.whom(entries) if names_people else {}
    what = subjects(entries)
    return [
        Line(entry.at, _doer(entry, own, names), words_of(entry, what.get(entry.pk, "")), whom.get(entry.pk, ""))
        for entry in entries
    ]


def words_of(entry: Entry, what: str = "") -> str:
    """The phrase for it, or else the verb and the kind of record."""
    phrase = PHRASES.get((entry.subject_type, entry.verb))
    if phrase is None:
        return (
            f"{entry.verb}{_table(entry)}"
            if entry.verb.startswith("downloaded")
            else f"{entry.verb} {_kind(entry.subject_type)}"
        )
    said = entry.details
    return phrase.format(
        what=what or "learning",
        post=str(said.get("post", "")).lower() or "work",
        role=_role(said.get("role", "")),
        fields=" and ".join(FIELDS.get(name, name.replace("_", " ")) for name in said.get("fields", [])) or "details",
        reason=_reason(said.get("reason", "")),
    )


def subjects(entries: Iterable[Entry]) -> dict[int, str]:
    """The learning or the post that entries are about, in one question for each kind of record."""
    wanted: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.subject_type in TITLES:
            wanted[entry.subject_type][int(entry.subject_id)].append(entry.pk)
    return {
        entry: title
        for kind, numbers in wanted.items()
        for number, title in TITLES[kind](list(numbers))
        for entry in numbers[number]
    }


def trail_table(lines: Lines, *, caption: str) -> Table:
    columns = [
        Column("at", "When", kind=datetime),
        Column("by", "Who", is_row_header=True),
        Column("words", "What they saw or did"),
    ]
    if lines.names_people:
        columns.append(Column("whom", "Whose"))
    return Table(caption, columns, lines)


def _titles(model: Any, path: str) -> Callable[[list[int]], Iterable[tuple[int, str]]]:
    return lambda numbers: model._default_manager.filter(pk__in=numbers).order_by().values_list("pk", path)


TITLES: dict[str, Callable[[list[int]], Iterable[tuple[int, str]]]] = {
    "elearning.attempt": _titles(Attempt, "lesson__item__title"),
    "booking.booking": _titles(Booking, "session__item__title"),
    "records.completion": _titles(Completion, "item__title"),
    "records.handin": _titles(HandIn, "item__title"),
    "records.certificate": _titles(Certificate, "completion__item__title"),
    "needs.exemption": _titles(Exemption, "item__title"),
    "surveys.followup": _titles(FollowUp, "completion__item__title"),
    "people.spell": _titles(Spell, "post__title"),
    "frameworks.acknowledgement": _titles(Acknowledgement, "version__guide__title"),
}


def _doer(entry: Entry, own: int | None, names: dict[int, str]) -> str:
    if entry.by_id is None:
        return SYSTEMS.get(entry.by_name, entry.by_name)
    return "You" if entry.by_id == own else names.get(entry.by_id, "Somebody")


def _kind(label: str) -> str:
    try:
        return ASIDE.get(label) or str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return "a record"


def _table(entry: Entry) -> str:
    return f": {str(entry.details['table']).replace('-', ' ')}" if "table" in entry.details else ""


def _role(value: str) -> str:
    return f"“{Role(value).label}”" if value in Role.values else "in the Academy"


def _reason(value: str) -> str:
    return Look(value).label.lower() if value in Look.values else "not given"
