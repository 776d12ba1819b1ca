"""LibreOffice for tests: a Word file becomes a PDF, with each official face shown by another installed one."""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

# The official faces are licensed and not installed; each is mapped to a face that the PDF names differently.
STAND_INS = {
    **dict.fromkeys(["仿宋_GB2312", "仿宋", "方正仿宋_GBK"], "Noto Serif CJK SC"),
    **dict.fromkeys(["黑体", "方正黑体_GBK"], "Noto Sans CJK SC"),
    **dict.fromkeys(["楷体_GB2312", "楷体", "方正楷体_GBK"], "AR PL UKai CN"),
    **dict.fromkeys(["方正小标宋简体", "方正小标宋_GBK"], "AR PL UMing CN"),
    "宋体": "DejaVu Serif",
    "Times New Roman": "Liberation Serif",
}

_ALIAS = (
    '<match target="pattern"><test name="family" qual="any"><string>{name}</string></test>'
    '<edit name="family" mode="assign" binding="same"><string>{stand_in}</string></edit></match>'
)


@cache
def _home() -> Path:
    """A private folder with the font settings and LibreOffice's user profile, removed when the test run ends."""
    home = Path(tempfile.mkdtemp(prefix="lianbao-office-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    aliases = "".join(_ALIAS.format(name=name, stand_in=stand_in) for name, stand_in in STAND_INS.items())
    (home / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>/usr/share/fonts</dir><cachedir>{home}/fontcache</cachedir>{aliases}</fontconfig>"
    )
    return home


def fonts() -> Path:
    """The font settings by which another program too shows the official faces by those of `STAND_INS`."""
    return _home() / "fonts.conf"


def to_pdf(word_file: bytes) -> Path:
    """Convert `word_file` with LibreOffice and return the PDF's path; raises CalledProcessError where it fails."""
    return to_pdfs([word_file])[0]


def to_pdfs(word_files: Sequence[bytes]) -> list[Path]:
    """The PDF of each Word file, all made by one LibreOffice: most of its work is to start."""
    return _converted(word_files, "pdf")


def saved_again(word_file: bytes) -> bytes:
    """The Word file as LibreOffice writes it after reading it; raises CalledProcessError where it fails."""
    return _converted([word_file], "docx:MS Word 2007 XML")[0].read_bytes()


def _converted(word_files: Sequence[bytes], target: str) -> list[Path]:
    home = _home()
    folder = Path(tempfile.mkdtemp(dir=home))
    sources, results = [folder / f"{place}.docx" for place in range(len(word_files))], folder / "results"
    for source, content in zip(sources, word_files, strict=True):
        source.write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(results),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts()), "HOME": str(home)},
    )
    return [results / f"{source.stem}.{target.partition(':')[0]}" for source in sources]
