"""Beside which field stands what the tables of the ground floor refuse; the sentences stand with the constraints."""

from django.utils.translation import gettext_lazy as _

from jakpreneur import refusals

refusals.beside |= {
    "participant_nik_once": "nik",
    "participant_name_is_given": "name",
    "participant_born_in_the_past": "born_on",
    "participant_home_city_is_outside": "home_city",
    "membership_once": "nik",
    "membership_not_of_owner": "nik",
    "business_voided_with_reason": "reason",
    "business_name_is_given": "name",
    "business_once_an_owner_and_kelurahan": "name",
    "business_nib_once": "nib",
    "business_nib_has_13_digits": "nib",
    "business_kbli_names_its_version": "kbli",
    "business_registered_by_today": "registered_on",
    "business_registered_since_the_programme": "registered_on",
    "business_started_by_today": "started_on",
    "business_closed_by_today": "closed_on",
    "business_closed_since_the_programme": "closed_on",
    "business_money_is_not_negative": "capital",
    "placement_once_a_day": "starts_on",
    "placement_started_by_today": "starts_on",
    "placement_started_since_the_programme": "starts_on",
    "assignment_one_open": "mentor",
    "assignment_ends_after_it_starts": "ends_on",
    "assignment_started_by_today": "starts_on",
    "assignment_started_since_the_programme": "starts_on",
    "consent_partner_only_for_sharing": "partner",
    "consent_names_its_text": "text_version",
    "distinction_says_why": "reason",
    "distinction_voided_with_reason": "reason",
    "handover_between_two": "nik",
    "handover_by_today": "handed_over_on",
    "handover_since_the_programme": "handed_over_on",
    "handover_has_a_reason": "reason",
    "disclosure_has_a_reason": "reason",
    "disclosure_once_an_ask": "ask",
}
refusals.sentences |= {
    "business_is_placed": _("A business has a place from its first day on."),
    "membership_not_of_owner": _("The owner of a business is not its partner or employee as well."),
    "business_merged_into_living": _("Others are merged into this business. Take them apart first."),
}
