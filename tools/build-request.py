"""Write the template of drafted papers, ``src/casework/exports/request.docx``: ``python tools/build-request.py``.

It opens in any word processor and shows its own prototypes: one paragraph for each kind of block, one table. How they are filled is
told in ``casework/exports/docx.py``; the page's script fills the same file. Each prototype stands on a line of its own.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "casework" / "exports" / "request.docx"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NOTICE = ("TRAINING DOCUMENT: enter no real case data", "وثيقة تدريبية: لا تُدخِل بيانات قضايا حقيقية")
WIDTH = 9638  # of the text, in twentieths of a point: A4 less two margins of 2 cm
RUN = '<w:r><w:rPr><w:rtl w:val="0"/><w:cs w:val="0"/></w:rPr><w:t xml:space="preserve">{{%s}}</w:t></w:r>'
STYLES = {  # name: (based on, size in half points, bold, paragraph properties, colour)
    "Title": ("title", 36, True, '<w:spacing w:before="120" w:after="120"/>', "1F2A37"),
    "To": ("To", 24, False, '<w:spacing w:after="240"/>', "1F2A37"),
    "Heading1": ("heading 1", 28, True, '<w:keepNext/><w:spacing w:before="320" w:after="40"/><w:outlineLvl w:val="0"/>', "1F2A37"),
    "Source": ("Source", 18, False, '<w:keepNext/><w:spacing w:after="120"/>', "4B5563"),
    "Label": ("Label", 22, True, '<w:keepNext/><w:spacing w:before="160" w:after="20"/>', "1F2A37"),
    "Text": ("Text", 22, False, '<w:spacing w:after="80" w:line="276" w:lineRule="auto"/>', "000000"),
    "Blank": ("Blank", 22, False, '<w:spacing w:after="80"/>', "6B7280"),
    "Column": ("Column", 20, True, "<w:keepNext/>", "1F2A37"),
    "Cell": ("Cell", 20, False, "", "000000"),
    "Header": ("header", 18, True, "", "8A1C1C"),
    "Footer": ("footer", 18, False, "", "4B5563"),
}


def paragraph(style: str, marker: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:bidi w:val="0"/></w:pPr>{RUN % marker}</w:p>'


def table() -> str:
    def row(style: str, marker: str, properties: str = "") -> str:
        return f'<w:tr>{properties}<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{paragraph(style, marker)}</w:tc></w:tr>'

    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9CA3AF"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = '<w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    size = f'<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblInd w:w="100" w:type="dxa"/>'
    properties = f'<w:tblPr><w:bidiVisual w:val="0"/>{size}<w:tblBorders>{sides}</w:tblBorders>{margins}</w:tblPr>'
    heads = row("Column", "column", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    cells = row("Cell", "cell", "<w:trPr><w:cantSplit/></w:trPr>")
    return f'<w:tbl>{properties}<w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid>{heads}{cells}</w:tbl>'


def document() -> str:
    kinds = (("Title", "title"), ("To", "to"), ("Heading1", "heading"), ("Source", "source"), ("Label", "label"), ("Text", "text"), ("Blank", "blank"))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
        '<w:bidi w:val="0"/></w:sectPr>'
    )
    lines = [f"<w:document {WORD} {LINKS}><w:body>", *(paragraph(*kind) for kind in kinds), table(), f"{section}</w:body></w:document>"]
    return HEAD + "\n".join(lines) + "\n"


def header() -> str:
    english, arabic = NOTICE
    return (
        f'{HEAD}<w:hdr {WORD}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>{english}</w:t></w:r></w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="Header"/><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/><w:cs/></w:rPr><w:t>{arabic}</w:t></w:r></w:p></w:hdr>'
    )


def footer() -> str:
    def number(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    middle = '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    return f'{HEAD}<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>{number("PAGE")}{middle}{number("NUMPAGES")}</w:p></w:ftr>'


def styles() -> str:
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
    found = [
        f"{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>"
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    ]
    for ident, (name, size, bold, properties, colour) in STYLES.items():
        weight = "<w:b/><w:bCs/>" if bold else ""
        found.append(
            f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{properties}</w:pPr>'
            f'<w:rPr>{weight}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    return "".join(found) + "</w:styles>"


def parts() -> dict[str, str]:
    """The files of the template, in the order in which they are stored."""
    def override(name: str, kind: str) -> str:
        return f'<Override PartName="/{name}" ContentType="{kind}"/>'

    def relation(number: int, kind: str, target: str) -> str:
        return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'

    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    core = "http://schemas.openxmlformats.org/package/2006"
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "header1": "header", "footer1": "footer"}
    files = "".join(override(f"word/{name}.xml", f"{TYPES}.{kind}+xml") for name, kind in kinds.items())
    files += override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    inside = [("styles", "styles.xml"), ("header", "header1.xml"), ("footer", "footer1.xml"), ("settings", "settings.xml")]
    links = "".join(relation(number, f"{OFFICE}/{kind}", name) for number, (kind, name) in enumerate(inside, 1))
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{core}/content-types">{relations}<Default Extension="xml" ContentType="application/xml"/>{files}</Types>',
        "_rels/.rels": f"{HEAD}<Relationships {package}>{relation(1, f'{OFFICE}/officeDocument', 'word/document.xml')}"
        f"{relation(2, f'{core}/relationships/metadata/core-properties', 'docProps/core.xml')}</Relationships>",
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{core}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{title}}</dc:title><dc:language>{{language}}</dc:language></cp:coreProperties>",
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": f"{HEAD}<Relationships {package}>{links}</Relationships>",
        "word/styles.xml": styles(),
        "word/settings.xml": f'{HEAD}<w:settings {WORD}><w:themeFontLang w:val="en-GB" w:bidi="ar-SA"/></w:settings>',
        "word/header1.xml": header(),
        "word/footer1.xml": footer(),
    }


def build(target: Path = TARGET) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, text.encode("utf-8"))
    return target


if __name__ == "__main__":
    print(build())
