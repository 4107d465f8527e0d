"""Beside which field stands what the tables of the upper floor refuse; the sentences stand with the constraints."""

from django.utils.translation import gettext_lazy as _

from jakpreneur import refusals

refusals.beside |= {
    "topic_code_once": "name",
    "topic_name_once": "name",
    "topic_is_named": "name",
    "session_title_is_given": "title",
    "session_has_room": "capacity",
    "session_needs_a_day": "days_needed",
    "session_cancelled_with_reason": "reason",
    "session_day_once": "days",
    "session_day_ends_after_it_starts": "ends_at",
    "session_holds_its_people": "capacity",
    "enrolment_once": "participant",
    "enrolment_within_capacity": "business",
    "enrolment_of_owner_or_member": "participant",
    "enrolment_not_for_voided_business": "business",
    "attendance_once_a_day": "enrolments",
    "attendance_in_its_class": "enrolments",
    "attendance_not_voided": "enrolments",
    "attendance_by_today": "day",
    "attendance_not_in_cancelled_class": "day",
    "attendance_not_in_closed_class": "day",
    "attendance_voided_with_reason": "reason",
    "attendance_verified_by_another": "ticks",
    "certificate_withdrawn_with_reason": "reason",
    "visit_by_today": "visited_on",
    "visit_after_registration": "visited_on",
    "visit_not_to_voided_business": "business",
    "visit_topics_are_known": "topics",
    "visit_lasts_a_while": "minutes",
    "visit_due_date_has_a_step": "next_step",
    "visit_sales_are_not_negative": "monthly_sales",
    "mentoringvisit_voided_with_reason": "reason",
}
refusals.sentences |= {
    "session_holds_its_people": _("More people than that are enrolled."),
    "enrolment_within_capacity": _("This class has no seat left."),
    "enrolment_of_owner_or_member": _("This person neither owns the business nor belongs to it."),
    "enrolment_not_for_voided_business": _("This registration was voided: nobody is enrolled for it."),
    "attendance_in_its_class": _("This person is not in this class."),
    "attendance_not_voided": _("This day or this person was taken out of the class."),
    "attendance_by_today": _("This day is still to come: attendance can be ticked from that day on."),
    "attendance_not_in_cancelled_class": _("This class was cancelled: nobody can be ticked in it."),
    "attendance_not_in_closed_class": _("This class is closed: its attendance stays as it is."),
    "visit_after_registration": _("The visit was before the business registered."),
    "visit_changes_on_its_day": _("A visit can be changed only on the day it was recorded. City staff can void it."),
    "visit_topics_are_known": _("Choose topics from the list."),
    "visit_not_to_voided_business": _("This registration was voided: nothing more is recorded for it."),
}
