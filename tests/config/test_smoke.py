from django.conf import settings


def test_settings_of_tests_never_touch_the_developers_data() -> None:
    assert settings.TESTING is True
    assert settings.HOME.name.startswith("drieklank-test-")
    assert settings.DATA_DIR.is_relative_to(settings.HOME)
    assert settings.KEYS_DIR.is_relative_to(settings.HOME)
