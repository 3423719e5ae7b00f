"""A lesson as slides: headings, key sentences, pictures, and each question with its answer on the slide after it.

What the room reads is short; the paragraph it comes from stands in the notes of the same slide, for whoever speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from casework.course import Course
from casework.exports.blocks import Block, blocks
from casework.exports.slide_items import item_slides
from casework.html import Renderer
from casework.html_text import inline
from casework.lessons import Lesson
from casework.pictures import inlined

ROLE = re.compile(r"\{[a-z]+\}`(?:([^`<]*)<)?([^`<>]+)>?`")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
SENTENCE = re.compile(r"(?<=[.!?؟])[\"”»)]*\s+(?=[\"“«(*]*[^\W\d_a-z])")
# what a room takes in at a glance: a slide that holds more goes on with the next one
POINTS, LETTERS_A_SLIDE, ROWS_LETTERS = 5, 460, 700
LEFT_OUT = {"sources"}


@dataclass
class Slide:
    """``title`` and ``body`` are HTML; ``notes`` are the speaker's paragraphs, HTML each; ``kind`` is its CSS class."""

    kind: str
    title: str
    body: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Maker:
    """What turns the words of one lesson into HTML: its course and renderer speak the deck's language."""

    course: Course
    renderer: Renderer
    lookup: Callable[[str], str]

    @property
    def strings(self) -> dict[str, str]:
        return self.renderer.strings

    def cite(self, ref: str) -> str:
        if ref.startswith("report/"):
            return f"{self.strings['report']} {ref.removeprefix('report/')}"
        provision = self.course.law.get(ref)
        if provision is None:
            return ref
        doubt = f" {self.strings['unconfirmed']}" if provision.body.status == "unconfirmed" else ""
        return self.renderer.citation(ref) + doubt

    def words(self, text: str) -> str:
        """Inline Markdown as HTML; a citation is set in small letters, a link is its words."""
        kept: list[str] = []

        def keep(found: re.Match[str]) -> str:
            kept.append(f"<cite>{escape((found[1] or '').strip() or self.cite(found[2].strip()))}</cite>")
            return f"\ue000{len(kept) - 1}\ue001"

        html = inline(LINK.sub(r"\1", ROLE.sub(keep, text)))
        return re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], html)

    def laws(self, refs: tuple[str, ...]) -> str:
        return f'<p class="laws">{" · ".join(escape(self.cite(ref)) for ref in refs)}</p>' if refs else ""


def key_sentence(text: str) -> str:
    """The sentence that the author put weight on, else the first."""
    sentences = SENTENCE.split(text.replace("\n", " "))
    whole = [sentence for sentence in sentences if sentence.count("**") % 2 == 0]
    return next((sentence for sentence in whole if "**" in sentence), whole[0] if whole and whole[0] == sentences[0] else text)


def deck(lesson: Lesson, make: Maker, objective: str) -> list[Slide]:
    """All slides of a lesson, the title first."""
    words = make.strings
    title = make.words(make.lookup(lesson.title))
    minutes = words["minutes"].format(minutes=lesson.front.minutes if lesson.front else 0)
    aim = f'<p class="aim"><b>{escape(words["objective"])}</b> {escape(objective)}</p>' if objective else ""
    slides = [Slide("title", title, f'{aim}<p class="training">{escape(words["training_notice"])}</p>', [f"{escape(words['slide_reading'])} {escape(minutes)}"])]
    heading = title
    run: list[Block] = []

    def flush() -> None:
        slides.extend(points(heading, run, make))
        run.clear()

    for block in blocks(lesson.text, make.lookup):
        if block.kind == "heading":
            flush()
            heading = make.words(block.text)
        elif block.kind in ("text", "entry"):
            run.append(block)
        elif not (block.kind == "box" and block.name in LEFT_OUT):
            caption = run[0] if len(run) == 1 and block.name == "picture" else None
            if caption:
                run.clear()
            flush()
            slides.extend(captioned(slide, caption, make) for slide in other(block, heading, lesson, make))
    flush()
    slides.append(Slide("close", escape(words["slide_plan"]), f'<p class="plan">{escape(words["slide_plan_form"])}</p>{aim}', [escape(words["slide_plan_note"])]))
    return slides


def captioned(slide: Slide, caption: Block | None, make: Maker) -> Slide:
    """The only sentence before a picture stands above it, not on a slide of its own."""
    if caption:
        slide.body = f'<p class="caption">{make.words(key_sentence(caption.text))}</p>{slide.body}'
        slide.notes.insert(0, make.words(caption.text))
    return slide


def other(block: Block, heading: str, lesson: Lesson, make: Maker) -> Iterator[Slide]:
    """Slides of a box, a table, a picture or a lesson's questions."""
    if block.kind == "table":
        yield from tables(heading, block, make)
    elif block.kind == "box":
        title = f'<span class="box-kind {escape(block.name)}"></span>{make.words(block.text)}'
        run = [b for b in block.inner if b.kind in ("text", "entry")]
        yield from points(title, run, make, f"points {escape(block.name)}")
        for inner in block.inner:
            if inner.kind not in ("text", "entry", "box"):
                yield from other(inner, title, lesson, make)
    elif block.name == "picture":
        yield picture(heading, lesson.path.parent / block.text, lesson.theme, make)
    elif block.name == "quiz":
        wanted = [item for item in make.course.items_of(lesson.theme, lesson.slug) if (item.body.place == "opening") == (block.text == "opening")]
        for number, item in enumerate(wanted, 1):
            for kind, title, body, notes in item_slides(item, number, make):
                yield Slide(kind, title, body, notes)


def points(heading: str, run: list[Block], make: Maker, kind: str = "points") -> Iterator[Slide]:
    """Key sentences, as many slides as they need; a continuation has its number after the heading."""
    chunks: list[list[tuple[str, Block]]] = []
    size = 0
    for block in run:
        sentence = key_sentence(block.text)
        if not chunks or len(chunks[-1]) >= POINTS or size + len(sentence) > LETTERS_A_SLIDE:
            chunks.append([])
            size = 0
        chunks[-1].append((sentence, block))
        size += len(sentence)
    if len(chunks) > 1 and len(chunks[-1]) == 1 and len(chunks[-2]) > 2:
        chunks[-1].insert(0, chunks[-2].pop())  # no point stands alone on the last slide
    for number, chunk in enumerate(chunks, 1):
        mark = f' <span class="part">{number}</span>' if number > 1 else ""
        rows = "".join(f"<li>{make.words(sentence)}</li>" for sentence, _ in chunk)
        yield Slide(kind, heading + mark, f"<ul>{rows}</ul>", [make.words(block.text) for _, block in chunk])


def tables(heading: str, block: Block, make: Maker) -> Iterator[Slide]:
    head, *body = block.rows
    top = "".join(f'<th scope="col">{make.words(cell)}</th>' for cell in head)
    open_rows: list[str] = []
    size = 0

    def closed() -> Slide:
        return Slide("table", heading, f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(open_rows)}</tbody></table>", [escape(make.strings["slide_table_note"])])

    for row in body:
        weight = sum(map(len, row))
        if open_rows and size + weight > ROWS_LETTERS:
            yield closed()
            open_rows, size = [], 0
        first, *rest = row
        open_rows.append(f'<tr><th scope="row">{make.words(first)}</th>{"".join(f"<td>{make.words(cell)}</td>" for cell in rest)}</tr>')
        size += weight
    if open_rows:
        yield closed()


def picture(heading: str, path: Path, theme: str, make: Maker) -> Slide:
    drawn = inlined(path, f"picture-{path.stem}", lambda text: make.renderer.lookup(theme, text))
    # a style attribute is what a strict policy stops; the slide's own sheet sizes the picture
    markup = re.sub(r' style="[^"]*"', "", drawn.markup, count=1) if 'style="display' in drawn.markup[:600] else drawn.markup
    return Slide("picture", heading, f"<figure>{markup}</figure>", [escape(text) for text in drawn.words[:2]])
