"""Addresses of signing in and out."""

from django.urls import path

from jakpreneur.accounts import views

urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("keluar/", views.sign_out, name="sign_out"),
]
