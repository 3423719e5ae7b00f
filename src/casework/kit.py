"""``casework kit``: the whole site as one zip for a USB stick, the same bytes for the same content.

1. build the site, every language
2. fill the boxes "In our State" from a local folder, if one is named: only here, never in the site
3. add what a reader needs in the root: a README in both languages, licences, what a device needs to keep the site
4. refuse names that some system can't have, and more than 10 MB
5. write the zip without times and users, and its checksum beside it
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from casework.build import LANGUAGES, build
from casework.course import Course, load_course
from casework.errors import Problem, ProblemsError, shown
from casework.offline import WORKER, root_files
from casework.our_state import Topic, filled, load_folder
from casework.translation import Catalogues, interface

LIMIT = 10_000_000  # bytes: it is sent by mail and over bad lines
LONGEST = 150  # characters of a name in the zip: Windows takes 260 with the folder it is unpacked into
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time a zip can name
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .](?:/|$)|[^\x20-\x7e]')
RESERVED = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?(?:/|$)", re.I)
LICENCES = {"LICENSE": "LICENSE.txt", "LICENSE-CONTENT": "LICENSE-CONTENT.txt", "THIRD-PARTY-NOTICES.md": "THIRD-PARTY-NOTICES.txt"}
README = Path(__file__).parent / "theme" / "kit-readme.txt"


def kit(root: Path, local: Path | None = None, extras: Sequence[Path] = (), out: Path | None = None, say: Callable[[str], None] = print) -> Path:
    """Build and write the kit; returns the zip's path. Raises ProblemsError with everything that is wrong."""
    course = load_course(root)
    boxes = load_folder(local, course) if local else {}
    content = packed(build(root, say=say), course, boxes, extras)
    if boxes:
        say(f"In our State: {len(boxes)} boxes are filled. Pass this kit on only to those whom the local texts are meant for.")
    name = f"{course.info.id}-{course.info.version or '0'}{'-our-state' if local else ''}.zip"
    folder = out or root / "_build" / "kit"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    path.with_name(f"{name}.sha256").write_text(f"{hashlib.sha256(content).hexdigest()}  {name}\n", encoding="ascii", newline="\n")
    return path


def packed(site: Path, course: Course, boxes: Mapping[str, Topic], extras: Sequence[Path] = ()) -> bytes:
    """The zip's bytes: the built site with these boxes filled, and what belongs in its root."""
    files = site_files(site)
    if boxes:
        files = {name: _with_boxes(name, content, course.root, boxes) for name, content in files.items()}
    files |= root_files({name: content for name, content in files.items() if name != WORKER}, course.info)
    return zipped(files | root_papers(course) | extra_files(extras))


def site_files(site: Path) -> dict[str, bytes]:
    """Address from the root → content of every file that the build made; no symbolic links."""
    links = [path for path in site.rglob("*") if path.is_symlink()]
    if links:
        raise ProblemsError(Problem(path.as_posix(), "symlink", "the file is a symbolic link, which a stick can't have.", "Remove it.") for path in links)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def _with_boxes(name: str, content: bytes, root: Path, boxes: Mapping[str, Topic]) -> bytes:
    if not name.endswith(".html") or b"<!--our-state " not in content:
        return content
    language = name.split("/")[0]
    words = interface(Catalogues(root, language), "our_state")
    return filled(content.decode("utf-8"), language, boxes, words).encode()


def root_papers(course: Course) -> dict[str, bytes]:
    """README in both languages, for editors of any system, and the licences."""
    titles = {f"title_{code}": Catalogues(course.root, code).lookup("course", course.info.title) for code in LANGUAGES}
    text = README.read_text(encoding="utf-8").format(version=course.info.version, **titles)
    found = {"README.txt": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()}
    for source, name in LICENCES.items():
        if (course.root / source).exists():
            found[f"licences/{name}"] = (course.root / source).read_bytes()
    return found


def extra_files(paths: Iterable[Path]) -> dict[str, bytes]:
    """Files that were asked for, such as the EPUB, below ``more/``."""
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise ProblemsError(Problem(str(path), "extra", "there is no such file.", "Name a file that exists.") for path in missing)
    return {f"more/{path.name}": path.read_bytes() for path in paths}


def check(files: Mapping[str, bytes]) -> list[Problem]:
    """Names that Windows, macOS or Linux can't have or would confuse."""
    problems = []
    same = Counter(name.lower() for name in files)
    for name in files:
        if len(name) > LONGEST:
            problems.append(Problem(name, "long-path", f"the path has {len(name)} characters; at most {LONGEST}.", "Give the page a shorter name."))
        if found := FORBIDDEN.search(name) or RESERVED.search(name):
            problems.append(Problem(name, "path", f"the path holds {shown(found[0])}, which some systems refuse.", "Use letters, digits, hyphens and dots."))
        if same[name.lower()] > 1:
            problems.append(Problem(name, "path", "another path differs from it in capitals only.", "Rename one."))
    return problems


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same files: sorted, without times, users and the system that made it."""
    problems = check(files)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o100644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    content = stream.getvalue()
    if len(content) > LIMIT:
        largest = sorted(files, key=lambda name: -len(files[name]))[:5]
        message = f"the kit has {len(content):,} bytes; at most {LIMIT:,}. The largest files: {', '.join(largest)}."
        problems.append(Problem("kit", "too-large", message, "Leave out what was added with --with, or make pictures smaller."))
    if problems:
        raise ProblemsError(problems)
    return content

