"""What the kit weighs: one zip with both languages, and what a device loads that keeps the module."""

from __future__ import annotations

import gzip

from common import ROOT, built_site, emit


def main() -> None:
    from casework.course import load_course
    from casework.kit import LIMIT, packed, site_files

    site = built_site()
    content = packed(site, load_course(ROOT), {})
    emit("kit/zip", len(content), "bytes", LIMIT)
    files = site_files(site)
    emit("kit/files", len(files), "files")
    emit("kit/unpacked", sum(len(one) for one in files.values()), "bytes on disk")
    emit("kit/kept-on-a-device", sum(len(gzip.compress(one, 6, mtime=0)) for one in files.values()), "bytes, gzip", LIMIT)


if __name__ == "__main__":
    main()
