from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "drieklank.office"
    label = "office"

    def ready(self) -> None:
        from drieklank.office.actions import codes  # noqa: PLC0415 -- tables exist only now
        from drieklank.outbox.fillers import register  # noqa: PLC0415 -- as above

        register(codes.MAIL_FILLER, codes.fill_mail_code)
