"""Addresses of the upper floor."""

from django.urls import path

from pendampingan.views import attendance, session, visit

urlpatterns = [
    path("pelatihan/", session.session_list, name="session_list"),
    path("pelatihan/baru/", session.session_plan, name="session_plan"),
    path("pelatihan/catat/", session.session_log, name="session_log"),
    path("pelatihan/<int:pk>/", session.session_detail, name="session_detail"),
    path("pelatihan/<int:pk>/buka/", session.session_open, name="session_open"),
    path("pelatihan/<int:pk>/tutup/", session.session_close, name="session_close"),
    path("pelatihan/<int:pk>/batal/", session.session_cancel, name="session_cancel"),
    path("pelatihan/<int:pk>/hadir/", attendance.attendance_sheet, name="attendance_sheet"),
    path("pelatihan/<int:pk>/mundur/<int:enrolment>/", session.session_withdraw, name="session_withdraw"),
    path("kunjungan/", visit.visit_list, name="visit_list"),
    path("kunjungan/baru/", visit.visit_log, name="visit_log"),
    path("kunjungan/<int:pk>/", visit.visit_detail, name="visit_detail"),
    path("kunjungan/<int:pk>/batal/", visit.visit_void, name="visit_void"),
]
