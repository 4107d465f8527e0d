"""Addresses of the whole house; each app brings its own."""

from django.contrib import admin
from django.urls import include, path

from jakpreneur import views
from jakpreneur.health import health

urlpatterns = [
    path("", views.today, name="today"),
    path("", include("jakpreneur.accounts.urls")),
    path("", include("umkm.urls")),
    path("", include("pendampingan.urls")),
    path("bahasa/", views.choose_language, name="choose_language"),
    path("healthz/", health, name="health"),
    path("admin/", admin.site.urls),
]
