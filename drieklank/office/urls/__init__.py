"""The pages of the house itself; one file per noun."""

from drieklank.office.urls import health, pages, people, privacy, roster, sign_in

app_name = "office"

urlpatterns = [
    *health.urlpatterns,
    *sign_in.urlpatterns,
    *pages.urlpatterns,
    *people.urlpatterns,
    *privacy.urlpatterns,
    *roster.urlpatterns,
]
