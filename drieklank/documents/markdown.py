"""CommonMark as plain data for the typesetter: blocks of runs, nothing to interpret.

A text never becomes markup of the typesetter: it travels as data and `typst/blocks.typ` sets it. What the
product's own texts do not use (pictures, raw HTML, code) is refused, so that nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_LISTS: Final = {"bullet_list_open": "ul", "ordered_list_open": "ol"}

Block = dict[str, Any]


class NotSet(ValueError):
    """A part of Markdown that documents do not have."""


def blocks(markdown: str) -> list[Block]:
    """The blocks of a text: `p`, `head`, `quote`, `ul`, `ol`, `table`, each with its runs or members.

    A run is {"text", "strong", "em"}. Raises NotSet for anything else.
    """
    return list(_blocks(_PARSER.parse(markdown)))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    at = 0
    while at < len(tokens):
        token, end = tokens[at], _end(tokens, at)
        inner = tokens[at + 1 : end]
        match token.type:
            case "paragraph_open":
                yield {"kind": "p", "runs": _runs(inner[0])}
            case "heading_open":
                yield {"kind": "head", "runs": _runs(inner[0])}
            case "blockquote_open":
                yield {"kind": "quote", "blocks": list(_blocks(inner))}
            case "bullet_list_open" | "ordered_list_open":
                yield {"kind": _LISTS[token.type], "items": _members(inner, "list_item_open")}
            case "table_open":
                yield {"kind": "table", "rows": _rows(inner)}
            case "hr":
                pass
            case _:
                raise NotSet(token.type)
        at = end + 1


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where the block that begins here ends; itself where it holds nothing."""
    if tokens[start].nesting == 0:
        return start
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    raise NotSet(tokens[start].type)


def _members(tokens: Sequence[Token], kind: str) -> list[list[Block]]:
    found, at = [], 0
    while at < len(tokens):
        end = _end(tokens, at)
        if tokens[at].type == kind:
            found.append(list(_blocks(tokens[at + 1 : end])))
        at = end + 1
    return found


def _rows(tokens: Sequence[Token]) -> list[list[list[Block]]]:
    rows: list[list[list[Block]]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_runs(token))
    return rows


def _runs(inline: Token) -> list[Block]:
    runs: list[Block] = []
    strong = em = 0
    for token in inline.children or []:
        match token.type:
            case "text" | "code_inline":
                runs.append({"text": token.content, "strong": strong > 0, "em": em > 0})
            case "softbreak":
                runs.append({"text": " ", "strong": False, "em": False})
            case "hardbreak":
                runs.append({"text": "\n", "strong": False, "em": False})
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                em += token.nesting
            case "link_open" | "link_close":
                pass  # the address of a link says nothing on paper that its words do not
            case _:
                raise NotSet(token.type)
    return runs
