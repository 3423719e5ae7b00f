"""What axe-core finds on the page as it stands."""

from __future__ import annotations

from typing import Any


def violations(page: Any, script: str) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(script)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: location.protocol !== 'file:'}).then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))]))")
    return [f"{rule}: {nodes}" for rule, nodes in found]
