"""What mkdocs is told beyond mkdocs.yml: a page a rule, and files from outside docs/.

On GitHub a page of docs/ links to ``../rules/FAMILY/NAME.yml``; on the site the same link leads to
the page that is made of that rule. Other files that are linked to come along as they are. Of a link
to a page or folder outside docs/, which would not be whole here, the words stay.
"""

from __future__ import annotations

import re
from typing import Any

from make_pages import DOCS, ROOT, families, page_of_rule, rule_file
from mkdocs.structure.files import File, Files

OUTSIDE = re.compile(r"\[(?P<words>[^\]]*)\]\(\.\./(?P<path>[^)#\s]+)[^)]*\)")
RULES = "Rules"


def on_config(config: Any) -> None:
    """Put the rules of each family into the navigation."""
    for entry in config.nav:
        if RULES in entry:
            pages = [{family: [_page(rule.name) for rule in rules]} for family, rules in families()]
            entry[RULES] = [{"By family": entry[RULES]}, *pages]


def on_files(files: Files, config: Any) -> None:
    """Add the pages of the rules, and the files that pages link to outside docs/."""
    for _, rules in families():
        for rule in rules:
            files.append(File.generated(config, _page(rule.name), content=page_of_rule(rule)))
    texts = [path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))]
    linked = {match["path"] for text in texts for match in OUTSIDE.finditer(text)}
    for path in sorted(filter(_comes_along, linked - _rule_files().keys())):
        files.append(File.generated(config, path, abs_src_path=str(ROOT / path)))


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Let links to what lies outside docs/ lead to where it is on the site."""
    if "/" in page.file.src_uri:
        return markdown
    rules = _rule_files()

    def link(match: re.Match[str]) -> str:
        path = match["path"]
        if path in rules or _comes_along(path):
            return f"[{match['words']}]({rules.get(path, path)})"
        return match["words"]

    return OUTSIDE.sub(link, markdown)


def _comes_along(path: str) -> bool:
    return (ROOT / path).is_file() and not path.endswith(".md")


def _page(rule: str) -> str:
    return f"rules/{rule}.md"


def _rule_files() -> dict[str, str]:
    return {rule_file(rule): _page(rule.name) for _, rules in families() for rule in rules}
