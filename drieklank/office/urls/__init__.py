"""The pages of the house itself; one file per noun."""

from drieklank.office.urls import health, pages, people, privacy, roster, sign_in, staff_session

app_name = "office"

urlpatterns = [
    *health.urlpatterns,
    *sign_in.urlpatterns,
    *staff_session.urlpatterns,
    *pages.urlpatterns,
    *people.urlpatterns,
    *privacy.urlpatterns,
    *roster.urlpatterns,
]
