"""Addresses of the upper floor."""

from django.urls import path, re_path

from pendampingan.views import (
    attendance,
    caseload,
    count_list,
    dashboard,
    enrolment,
    held_class,
    outbox,
    printed,
    session,
    topic,
    verification,
    visit,
)

urlpatterns = [
    path("pelatihan/", session.session_list, name="session_list"),
    path("pelatihan/baru/", session.session_plan, name="session_plan"),
    path("pelatihan/catat/", held_class.session_log, name="session_log"),
    path("pelatihan/<int:pk>/", session.session_detail, name="session_detail"),
    path("pelatihan/<int:pk>/ubah/", session.session_edit, name="session_edit"),
    path("pelatihan/<int:pk>/buka/", session.session_open, name="session_open"),
    path("pelatihan/<int:pk>/tutup/", session.session_close, name="session_close"),
    path("pelatihan/<int:pk>/batal/", session.session_cancel, name="session_cancel"),
    path("pelatihan/<int:pk>/hadir/", attendance.attendance_sheet, name="attendance_sheet"),
    path("pelatihan/<int:pk>/hadir/tanda/", attendance.attendance_mark, name="attendance_mark"),
    path("pelatihan/<int:pk>/mundur/<int:enrolment>/", enrolment.session_withdraw, name="session_withdraw"),
    path("pelatihan/<int:pk>/antrean/<int:enrolment>/ditelepon/", enrolment.enrolment_called, name="enrolment_called"),
    path("topik/", topic.topic_list, name="topic_list"),
    path("topik/baru/", topic.topic_add, name="topic_add"),
    path("topik/<slug:topic>/ubah/", topic.topic_edit, name="topic_edit"),
    path("kunjungan/", visit.visit_list, name="visit_list"),
    path("kunjungan/baru/", visit.visit_log, name="visit_log"),
    path("kunjungan/beban/", caseload.mentor_loads, name="mentor_loads"),
    path("kunjungan/serah/", caseload.hand_over, name="hand_over"),
    path("kunjungan/<int:pk>/", visit.visit_detail, name="visit_detail"),
    path("kunjungan/<int:pk>/ubah/", visit.visit_edit, name="visit_edit"),
    path("kunjungan/<int:pk>/batal/", visit.visit_void, name="visit_void"),
    path("kiriman/", outbox.outbox, name="outbox"),
    path("kiriman/belum/", outbox.outbox_unsent, name="outbox_unsent"),
    path("luring/", outbox.offline, name="offline"),
    path("pekerja.js", outbox.worker, name="worker"),
    # What proves that somebody was there
    path("pelatihan/<int:pk>/hadir/lembar.pdf", printed.attendance_print, name="attendance_print"),
    path("pelatihan/<int:pk>/hadir/periksa/", verification.attendance_verify, name="attendance_verify"),
    path("kunjungan/<int:pk>/periksa/", verification.visit_verify, name="visit_verify"),
    # Dashboards and what stands behind their numbers
    path("dasbor/", dashboard.city_dashboard, name="city_dashboard"),
    path("dasbor/data.csv", dashboard.dashboard_csv, name="dashboard_csv"),
    path("dasbor/daftar/", count_list.count_list, name="count_list"),
    re_path(r"^dasbor/(?P<code>\d\d\.\d\d\.\d\d)/$", dashboard.centre_dashboard, name="centre_dashboard"),
]
