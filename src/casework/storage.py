"""What the pages keep in a browser: the one list that the page on privacy shows and a test compares with what the scripts write.

A new name in a script belongs here, with a sentence in ``interface-study.toml`` [storage] under ``kept_<key>``.
"""

from __future__ import annotations

# key of the sentence → the name in the browser's store; <…> stands for what varies
KEPT = {
    "item": "casework:<course>:item:<question>",
    "check": "casework:<course>:check:<form>",
    "case": "casework:<course>:case:<case>",
    "note": "casework:<course>:note:<page>",
    "read": "casework:<course>:read:<page>",
    "place": "casework:<course>:place",
    "role": "casework:<course>:role",
    "certainty": "casework:<course>:certainty",
    "plan": "casework:<course>:plan",
    "keep": "casework:<course>:keep",
    "neighbour": "casework:<course>:neighbour",
    "probe": "casework:<course>:probe",
    "unreadable": "casework:<course>:<any of these>:unreadable",
    "theme": "casework:theme",
}
# the kinds of store that scripts use: the second stands in for the first on a computer that keeps nothing, until the tab is closed
STORES = ("localStorage", "sessionStorage")
# scripts that keep the module's own files on a device, at a press of a button: no answers are in them
FILES_KEPT_BY = ("worker.js", "offline.js")
