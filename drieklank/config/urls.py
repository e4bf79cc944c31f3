"""The addresses of the house. Each capability brings its own; allauth's stand under /account/."""

from allauth.account import views as account
from allauth.socialaccount import views as openid
from django.urls import include, path, re_path

from drieklank.office.views import accounts as dressed

handler400 = "drieklank.office.errors.bad_request"
handler403 = "drieklank.office.errors.forbidden"
handler404 = "drieklank.office.errors.not_found"
handler500 = "drieklank.office.errors.server_error"

# Only the pages of allauth that we use and have dressed; signing oneself up does not exist here.
ACCOUNT_PAGES = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", dressed.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(  # a token has hyphens of its own, so the first one divides
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("login/code/", dressed.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("2fa/", include("allauth.mfa.urls")),
    path("oidc/gestopt/", openid.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/mislukt/", openid.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

urlpatterns = [
    path(
        "", include("drieklank.measure.urls")
    ),  # first, for everybody at once opens a questionnaire
    path("", include("drieklank.homes.urls")),
    path("", include("drieklank.office.urls")),
    path("", include("drieklank.results.urls")),
    path("", include("drieklank.improve.urls")),  # before the library: its keys are one word too
    path("", include("drieklank.toolkit.urls")),
    path("account/", include(ACCOUNT_PAGES)),
]
