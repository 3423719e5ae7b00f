"""The Sphinx extension: everything that a plain ``jupyter-book build .`` needs to give a working book.

1. ``state``     loads the course once a build, in the build's language
   ``markup``    nodes that say one thing to a page and another to paper
2. ``quiz``      the ``quiz`` directive and the item's node; answer keys for paper
   ``check``     a test form, whose feedback waits
   ``dependencies``  what a page is made from beside its own text
3. ``law``       the ``law`` role, the register, the provisions a page cites
4. ``report``    the source report's paragraphs and the coverage table
   ``certificate`` what finishing means; verifying a certificate; keeping the module on a device
   ``paths``     objectives, minutes and roles of every lesson
   ``progress``  a learner's own progress and review, and their data
5. ``lesson``    objective, roles and minutes under a lesson's title; key terms
   ``our_state`` boxes for a State's own law and practice
   ``glossary``  all terms, and a lesson's first use of each as a link
6. ``picture``   inlined SVG with translated text
7. ``mime``      a case's or quiz's notebook output as the same markup (entry point of MyST-NB)
8. ``page``      what each page loads; templates; language, direction and their switch
9. ``search``    what can be found: the index and its page
   ``storage``   what the pages keep in a browser
   ``epub``      the book as one EPUB file
   ``notebook``  each lesson as a notebook
10. ``preparation``  what a language has not yet, and the gate against half-translated pages
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

PACKAGE = Path(__file__).parents[1]


def setup(app: Sphinx) -> dict[str, Any]:
    from casework.sphinx import (
        certificate, check, dependencies, epub, glossary, law, lesson, markup, mime, notebook, our_state, page, paths, picture, preparation, progress, quiz,
        report, search, state, storage,
    )  # fmt: skip

    for module in (
        state, dependencies, markup, quiz, check, law, report, lesson, our_state, paths, progress, certificate, glossary, picture, mime, page, notebook, search,
        storage, epub, preparation,
    ):  # fmt: skip
        module.setup(app)
    # warm builds don't notice an extension's own code: what it says here changes with it
    words = [*PACKAGE.glob("interface*.toml"), *PACKAGE.glob("locale/**/*.po")]
    code = b"".join(path.read_bytes() for path in [*sorted(PACKAGE.rglob("*.py")), *sorted(words)])
    return {"version": "0.1", "env_version": zlib.crc32(code), "parallel_read_safe": True, "parallel_write_safe": True}
