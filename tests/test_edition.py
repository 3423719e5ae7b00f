"""What an edition needs of the register and the glossary: all that its pages cite, and nothing that waits for another theme."""

from __future__ import annotations

from casework.edition import edition, translated_pages


def nothing_known(domain: str, text: str) -> bool:
    return False


def test_the_source_is_the_whole_course(course) -> None:
    assert edition(course, "en", nothing_known) is course


def test_every_citation_of_a_translated_page_resolves(course) -> None:
    found = edition(course, "ar", nothing_known)
    pages = translated_pages(course.root, "ar")
    refs = {ref for page in course.lessons if page.docname in pages for ref, _ in page.citations if not ref.startswith("report/")}
    refs |= {ref for item in course.items if f"book/{item.theme}/{item.body.lesson}" in pages for ref in item.body.cited}
    assert refs and refs <= set(found.law.provisions)
    assert {ref.split("/")[0] for ref in found.law.provisions} == set(found.law.instruments)


def test_what_no_translated_page_cites_waits_until_it_is_translated(course) -> None:
    needed = edition(course, "ar", nothing_known)
    assert len(needed.law.provisions) < len(course.law.provisions)
    assert edition(course, "ar", lambda domain, text: True).law.provisions.keys() == course.law.provisions.keys()


def test_a_language_without_pages_has_an_empty_register_until_a_theme_is_added(course) -> None:
    assert edition(course, "fr", nothing_known).law.provisions == {}
    begun = edition(course, "fr", nothing_known, {"start"})
    assert "untoc/18/24" in begun.law.provisions and all("start" in term.themes for term in begun.glossary.values())


def test_a_case_needs_the_law_of_its_criteria(course) -> None:
    begun = edition(course, "fr", nothing_known, {"night-call"})
    assert "untoc/18/15/a" in begun.law.provisions or "untoc/18/15" in begun.law.provisions
