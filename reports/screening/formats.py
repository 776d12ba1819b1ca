"""What may be evidence, by the end of its name; and the sentences for what may not."""

import re
from pathlib import PurePath

from reports.choices import FileKind
from reports.errors import UnreadableFile
from reports.marking import mark as _

EXTENSIONS = {
    ".pdf": FileKind.PDF,
    ".docx": FileKind.DOCX,
    ".xlsx": FileKind.XLSX,
    ".pptx": FileKind.PPTX,
    ".ofd": FileKind.OFD,
    ".jpg": FileKind.JPEG,
    ".jpeg": FileKind.JPEG,
    ".png": FileKind.PNG,
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.PPTX: f"{_OFFICE}.presentationml.presentation",
    FileKind.OFD: "application/ofd",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}
_OLD = (".doc", ".xls", ".ppt", ".wps", ".et", ".dps", ".rtf")
_MACROS = (".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".potm", ".xlsb")
# A mark of secrecy set apart in a file's name: 绝密-方案.pdf, 纪要（机密）.docx; 保守国家秘密宣传月.jpg has none.
_MARKED = re.compile(r"(?:^|[\s\[【（(〔_\-—.·])(?:绝密|机密|秘密)(?:级|件)?(?:$|[\s\]】）)〕_\-—.·★☆*0-9])")

EMPTY = _("The file is empty; look whether it is the right one.")
TOO_LARGE = _("The file is larger than 20 MB; make its pictures smaller, or divide it.")
NOT_TAKEN = _(
    "This kind of file is not taken. Choose a PDF, Word (.docx), Excel (.xlsx), slides (.pptx), OFD, or a picture "
    "(.jpg, .png)."
)
OLD_FORMAT = _(
    "This is an older format; open the file in Word or WPS, save it as .docx, .xlsx, .pptx or PDF, add that."
)
ACTIVE = _("The file holds macros, scripts or embedded programs; save it as PDF, or without them, and add that.")
OTHER_CONTENT = _("The file is not what its name says; open it in its program, save it again and add that.")
ENCRYPTED = _("The file has a password or is encrypted; save it without one and add that.")
DAMAGED = _("The file is damaged or incomplete; open it in its program, save it again and add that.")
TWO_IN_ONE = _("The file holds another file behind its end; open it in its program, save it again and add that.")
NESTED = _("The file holds other files inside; take them out, or save it as PDF, and add that.")
TOO_PACKED = _("The file would unpack to far more than any evidence; save it as PDF and add that.")
LARGE_PICTURE = _("A picture has more than 100 million points; make it smaller and add that.")
OUTSIDE = _("The file takes parts of itself from another computer; save it as PDF and add that.")
TOO_HEAVY = _("Looking through the file takes more memory or time than there is; make it smaller and add that.")
CLASSIFIED = _("The file is marked as classified (秘密 or above); this system is not for classified papers.")


def kind_of_name(name: str) -> FileKind:
    """The kind that the end of the file's name stands for.

    Raises UnreadableFile for any other, and for a name with a mark of secrecy.
    """
    path = PurePath(name)
    if _MARKED.search(path.stem):
        raise UnreadableFile(CLASSIFIED)
    extension = path.suffix.lower()
    if extension in EXTENSIONS:
        return EXTENSIONS[extension]
    if extension in _OLD:
        raise UnreadableFile(OLD_FORMAT)
    raise UnreadableFile(ACTIVE if extension in _MACROS else NOT_TAKEN)
