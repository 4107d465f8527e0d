"""Addresses of the ground floor."""

from django.urls import path, register_converter

from umkm.identifiers import BusinessNumber, IdentifierError
from umkm.views import (
    business,
    business_list,
    change,
    consent,
    contest,
    disclosure,
    double,
    draft,
    kbli,
    member,
    owner,
    participant,
    person,
    registered,
    registration,
    saved_filter,
    scale,
)


class Number:
    """A business number in an address; one whose check digit is wrong is no page."""

    regex = r"[Jj][Pp]-\d{8}"

    def to_python(self, text: str) -> str:
        try:
            return str(BusinessNumber.parse(text))
        except IdentifierError as refused:
            raise ValueError from refused

    def to_url(self, number: str) -> str:
        return number


register_converter(Number, "number")

urlpatterns = [
    path("usaha/", business_list.business_list, name="business_list"),
    path("usaha/baru/", registration.business_register, name="business_register"),
    path("usaha/baru/ganda/", double.business_doubles, name="business_doubles"),
    path("usaha/baru/draf/", draft.draft_save, name="draft_save"),
    path("usaha/baru/kosong/", draft.draft_discard, name="draft_discard"),
    path("usaha/baru/pemilik/", owner.owner_known, name="owner_known"),
    path("usaha/baru/periksa/<uuid:key>/", registration.business_check, name="business_check"),
    path("usaha/ganda/", double.double_list, name="double_list"),
    path("usaha/ganda/<number:one>/<number:other>/", double.double_decide, name="double_decide"),
    path("usaha/sengketa/", contest.contest_list, name="contest_list"),
    path("usaha/<number:number>/", business.business_detail, name="business_detail"),
    path("usaha/<number:number>/riwayat/", business.business_history, name="business_history"),
    path("usaha/<number:number>/terdaftar/", registered.business_registered, name="business_registered"),
    path("usaha/<number:number>/slip/", registered.business_slip, name="business_slip"),
    path("usaha/<number:number>/ubah/", change.business_edit, name="business_edit"),
    path("usaha/<number:number>/ubah/<slug:section>/", change.business_edit_section, name="business_edit_section"),
    path("usaha/<number:number>/alamat/", change.business_correct, name="business_correct"),
    path("usaha/<number:number>/alamat/<int:pk>/", change.business_correct_earlier, name="business_correct_earlier"),
    path("usaha/<number:number>/pindah/", change.business_move, name="business_move"),
    path("usaha/<number:number>/pindah/<int:pk>/batal/", change.business_void_move, name="business_void_move"),
    path("usaha/<number:number>/tutup/", change.business_close, name="business_close"),
    path("usaha/<number:number>/buka/", change.business_reopen, name="business_reopen"),
    path("usaha/<number:number>/batal/", change.business_void, name="business_void"),
    path("usaha/<number:number>/pisah/", change.business_unmerge, name="business_unmerge"),
    path("usaha/<number:number>/sengketa/", contest.contest_decide, name="contest_decide"),
    path("usaha/<number:number>/pendamping/", change.business_mentor, name="business_mentor"),
    path("usaha/<number:number>/pemilik/", member.owner_change, name="owner_change"),
    path("usaha/<number:number>/orang/tambah/", member.member_add, name="member_add"),
    path("usaha/<number:number>/orang/<int:pk>/peran/", member.member_role, name="member_role"),
    path("usaha/<number:number>/orang/<int:pk>/keluar/", member.member_remove, name="member_remove"),
    path("usaha/<number:number>/persetujuan/", consent.business_consents, name="business_consents"),
    path("usaha/skala/", scale.business_scale, name="business_scale"),
    path("kbli/", kbli.kbli_suggestions, name="kbli_suggestions"),
    path("usaha/<number:number>/nik/", disclosure.claimed_nik_in_full, name="claimed_nik_in_full"),
    path("usaha/<number:number>/npwp/", disclosure.npwp_in_full, name="npwp_in_full"),
    path("saringan/", saved_filter.saved_filter_list, name="saved_filter_list"),
    path("saringan/<int:pk>/", saved_filter.saved_filter_rename, name="saved_filter_rename"),
    path("saringan/<int:pk>/hapus/", saved_filter.saved_filter_delete, name="saved_filter_delete"),
    path("peserta/", participant.participant_list, name="participant_list"),
    path("peserta/<int:pk>/", person.participant_detail, name="participant_detail"),
    path("peserta/<int:pk>/ubah/", person.participant_edit, name="participant_edit"),
    path("peserta/<int:pk>/nik/ubah/", person.participant_nik, name="participant_nik"),
    path("peserta/<int:pk>/nik/", disclosure.nik_in_full, name="nik_in_full"),
    path("peserta/pengungkapan/", disclosure.disclosure_list, name="disclosure_list"),
]
