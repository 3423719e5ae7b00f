"""What a page of the site may do: the content security policy that every page carries and ``casework serve`` sends again.

Nothing is allowed but what is named, and all that is named is the site's own. A page reads nothing from elsewhere and sends nothing anywhere:
``connect-src`` falls to ``'none'``. The policy stands in a ``meta`` element, because a page opened from a file has no headers.

``script-src``    our classic scripts; no inline script, no handler in an attribute, no ``eval``
``style-src``     our sheets; no ``style`` element or attribute (scripts that set ``element.style`` need none of them)
``img-src``       the page's icon; pictures are markup
``font-src``      IBM Plex
``manifest-src``  a web app manifest, where the site is installed
``form-action``   the search box
"""

from __future__ import annotations

OWN = ("script-src", "style-src", "img-src", "font-src", "manifest-src", "form-action")
POLICY = "; ".join(["default-src 'none'", *(f"{kind} 'self'" for kind in OWN), "base-uri 'none'"])
REFERRER = "no-referrer"
# for the head of a page that no template makes
POLICY_TAGS = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="referrer" content="{REFERRER}">'
# what only a header can say: no other site may frame the pages (JupyterLab shows them from its own)
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": REFERRER,
    "Cross-Origin-Opener-Policy": "same-origin",
}
# the worker that keeps the module on a device fetches its files, from its own site only
WORKER_HEADERS = {**HEADERS, "Content-Security-Policy": f"{POLICY}; connect-src 'self'"}
