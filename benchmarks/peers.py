"""Run inside the peers' own environment: writes jupyterquiz's and ipywidgets' page of N questions into a folder.

    peers-python peers.py FOLDER COUNT
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from quizzes import host, questions


def jupyterquiz_page(count: int) -> str:
    """What ``display_quiz`` puts into a cell's output, in the host page."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    from jupyterquiz import display_quiz

    InteractiveShell.instance()  # without a shell nothing is displayed, only printed

    data = [
        {
            "question": q["prompt"], "type": "multiple_choice",
            "answers": [{"answer": c["text"], "correct": c["correct"], "feedback": c["feedback"]} for c in q["choices"]],
        }
        for q in questions(count)
    ]  # fmt: skip
    with capture_output() as captured:
        display_quiz(data)
    parts = []
    for output in captured.outputs:
        bundle = output.data
        if "text/html" in bundle:
            parts.append(bundle["text/html"])
        elif "application/javascript" in bundle:
            parts.append(f"<script>{bundle['application/javascript']}</script>")
    return host("", "".join(parts))


def widgets_page(count: int) -> str:
    """Radio buttons, a button and a place for feedback for each question, embedded for the HTML manager, which is served locally."""
    import ipywidgets
    from ipywidgets.embed import embed_data

    views = []
    for q in questions(count):
        choices = ipywidgets.RadioButtons(options=[c["text"] for c in q["choices"]], value=None)
        views.append(ipywidgets.VBox([ipywidgets.HTML(q["prompt"]), choices, ipywidgets.Button(description="Check"), ipywidgets.HTML("")]))
    data = embed_data(views=views)
    state = json.dumps(data["manager_state"]).replace("</", "<\\/")
    body = f'<script type="application/vnd.jupyter.widget-state+json">{state}</script>' + "".join(
        f'<script type="application/vnd.jupyter.widget-view+json">{json.dumps(spec)}</script>' for spec in data["view_specs"]
    )
    return host('<script src="require.js"></script><script src="embed-amd.js"></script>', body)


if __name__ == "__main__":
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    (folder / f"jupyterquiz-{count}.html").write_text(jupyterquiz_page(count), encoding="utf-8")
    (folder / f"widgets-{count}.html").write_text(widgets_page(count), encoding="utf-8")
