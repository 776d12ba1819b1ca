"""Signing in and out, and the own password."""

from django.contrib.auth import views as auth_views

sign_in = auth_views.LoginView.as_view(template_name="reports/accounts/sign_in.html", redirect_authenticated_user=True)
sign_out = auth_views.LogoutView.as_view()
change_password = auth_views.PasswordChangeView.as_view(
    template_name="reports/accounts/change_password.html", success_url="/"
)
