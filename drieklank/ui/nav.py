"""What the frame of a page shows around its content: menu, account, languages.

These are plain values. The frame does not know roles or rights: whoever knows them (`homes`)
fills these in, and the base templates only draw them.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext


@dataclass(frozen=True)
class NavItem:
    """One entry of a menu; `icon` is a file name in `ui/icons` without `.svg`."""

    label: str
    url: str
    icon: str = ""
    current: bool = False


@dataclass(frozen=True)
class Account:
    """The person who is signed in, and the entries of their menu.

    `side` is `school` for staff (square badge) and `parent` for parents (round badge).
    `note` stands under the name: which hat somebody wears ("schoolleider").
    """

    name: str
    links: tuple[NavItem, ...] = ()
    note: str = ""
    side: str = "school"
    sign_out_url: str = "/afmelden/"


@dataclass(frozen=True)
class LanguageLink:
    """One language to switch to; `name` is written in that language itself."""

    code: str
    name: str
    url: str
    direction: str = "ltr"
    current: bool = False


def foot_links(*, parents: bool = False) -> SafeString:
    """Draw the links at the foot of every page; their addresses never change.

    An error page draws them too, so they need no database and no names of views.
    """
    privacy = gettext("Wat doen wij met uw gegevens?") if parents else gettext("Privacy")
    links = (
        ("/privacy/", privacy),
        ("/toegankelijkheid/", gettext("Toegankelijkheid")),
        ("/hulp/", gettext("Hulp")),
    )
    drawn = format_html_join("", '<a href="{}">{}</a>', links)
    return format_html(
        '<nav class="cluster frame-links" aria-label="{}">{}</nav>',
        gettext("Over Drieklank"),
        drawn,
    )
