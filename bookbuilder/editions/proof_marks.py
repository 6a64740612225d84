"""Marks finished editions as proofs on every page and in their metadata.

Nothing but the mark changes: the pages of a proof are those of the release.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from lxml import etree
from pikepdf import ObjectStreamMode, Pdf, String
from PIL import Image, ImageDraw, ImageFont

from bookbuilder.cache import Steps
from bookbuilder.cleaning.pixels import file_of
from bookbuilder.editions.edition import ProofMarking
from bookbuilder.editions.epub.container import PACKAGE
from bookbuilder.markdown.xhtml_text import parent_of
from bookbuilder.theme.stylesheets import PLAIN
from bookbuilder.zipping import rezipped

OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"

RULE = """
body::before {{
  content: "{label}"; display: block; text-align: center; font: bold 1em sans-serif; letter-spacing: 0.1em;
  color: #a00; background: #fff; border: 2px solid #a00; padding: 0.3em; margin: 0 0 1em;
}}
"""


def proof_pdf(data: bytes, marking: ProofMarking, *, covered: bool = False) -> bytes:
    """A PDF marked as a proof's, replayed while nothing has changed; `covered` is a sheet printed all over."""
    inputs = {"pdf": data, "label": marking.label, "covered": covered}
    return marking.editions.steps.step("mark a proof", inputs, lambda: marked_pdf(data, marking.label, covered=covered))


def proof_front(data: bytes, marking: ProofMarking) -> bytes:
    """A picture of the front marked as a proof's."""
    inputs = {"picture": data, "label": marking.label}
    return marking.editions.steps.step("mark a front", inputs, lambda: marked_picture(data, marking.label))


def marked_pdf(data: bytes, label: str, *, covered: bool = False) -> bytes:
    """The label on every page, and before the title in the metadata; `covered` is a sheet printed all over."""
    from bookbuilder.editions.pdf.proof_mark import mark_as_proof

    return _titled(mark_as_proof(data, label, covered=covered), label)


def _titled(data: bytes, label: str) -> bytes:
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            title = str(xmp["dc:title"]) if "dc:title" in xmp else ""
            xmp["dc:title"] = _before(title, label)
        pdf.docinfo["/Title"] = String(_before(title, label))
        pdf.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.preserve)
    return target.getvalue()


def _before(title: str, label: str) -> str:
    return f"{label} – {title}" if title else label


def marked_picture(data: bytes, label: str) -> bytes:
    """The word across a picture of the front, and the label at its head, in grey that shows on any ground."""
    from bookbuilder.editions.pdf.proof_mark import WORD
    from bookbuilder.theme.fonts import plain_face

    face = plain_face(Steps(), weight=700).data
    picture = Image.open(io.BytesIO(data))
    width, height = picture.size
    across = Image.new("RGBA", (height, height))
    middle, size = (height // 2, height // 2), round(width * 0.22)
    ImageDraw.Draw(across).text(middle, WORD, (150, 150, 150, 215), ImageFont.truetype(io.BytesIO(face), size), "mm")
    turned = across.rotate(55, Image.Resampling.BICUBIC)
    made = picture.convert("RGB")
    made.paste(turned, ((width - height) // 2, 0), turned)
    ImageDraw.Draw(made).text(
        (width // 2, height // 60), label, (190, 190, 190), ImageFont.truetype(io.BytesIO(face), width // 40), "ma"
    )
    dpi = picture.info["dpi"] if "dpi" in picture.info else (72, 72)
    return file_of(made, picture.format or "PNG", dpi=dpi, quality=92)


def marked_epub(data: bytes, label: str) -> bytes:
    """The label at the head of every document, before the title of the package, and in its description."""

    def changed(name: str, content: bytes) -> bytes:
        mark = _package if name == PACKAGE else _sheet if name.endswith(f"/{PLAIN}") else None
        return mark(content, label) if mark else content

    return rezipped(data, changed)


def _package(data: bytes, label: str) -> bytes:
    tree = etree.fromstring(data)
    title = tree.find(f".//{{{DC}}}title")
    assert title is not None, "our package names the book"
    title.text = _before(title.text or "", label)
    description = etree.SubElement(parent_of(title), f"{{{DC}}}description", {"id": "proof"})
    description.text = label
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


def marked_site(
    files: Mapping[str, bytes], label: str, editions: Mapping[str, tuple[str, bytes]] = {}
) -> dict[str, bytes]:
    """The label at the head of every page, and before its title; `editions` that lie beside the pages give way to marked ones.

    These are known by their names, with the name and the bytes of the marked one.
    """
    made = {}
    for name, data in files.items():
        if name in editions:
            made[editions[name][0]] = editions[name][1]
            continue
        if name.endswith("site.css"):
            data = _sheet(data, label)
        elif name.endswith(".html"):
            data = data.replace(b"<title>", f"<title>{label} – ".encode(), 1)
            for old, (new, _) in editions.items():
                data = data.replace(old.encode(), new.encode())
        made[name] = data
    return made


def _sheet(data: bytes, label: str) -> bytes:
    return data + RULE.format(label=label.replace("\\", "").replace('"', "")).encode()
