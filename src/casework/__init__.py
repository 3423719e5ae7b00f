"""Interactive quizzes and scenario exercises for a Jupyter Book, without a kernel, a network or an installation.

The pipeline, one module a stage:

1. ``loading``  TOML and Markdown to typed models (``items``, ``law``, ``report``, ``lessons``, ``cases``, ``plans``), problems collected
2. ``lint``     what is wrong without being invalid
3. ``translation``  the same data in another language
4. ``html``     an item as plain HTML; ``sphinx`` puts it on pages, ``widgets`` into notebooks
5. ``marking``, ``criteria``  a response or an answer judged, alike in Python and in the page
6. ``exports``  papers; ``check`` and ``pytest_plugin`` judge files
7. ``room``     a live session for people in one place, which serves the book and marks what they answer

``casework`` knows nothing of law: replace ``book/``, ``exercises/`` and ``answers/`` and it is another course.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["analyse", "case", "quiz"]


def __getattr__(name: str) -> Any:
    # lazily: the command line must not pay for notebook widgets
    if name == "quiz":
        from casework.widgets.quiz import quiz

        return quiz
    if name == "case":
        from casework.widgets.case import case

        return case
    if name == "analyse":
        from casework.analysis import analyse

        return analyse
    raise AttributeError(f"module 'casework' has no attribute {name!r}")
