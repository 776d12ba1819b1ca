"""A document goes into canonical JSON and comes back the same."""

import json

import pytest
from hypothesis import given

from reports.document import Cover, Document, decode, digest, encode
from reports.errors import CodecError
from tests.document.strategies import built_documents, documents
from tests.rendering.samples import CHAPTER, DOCUMENT

COVER = (
    '"cover":{"date":"","imprint":null,"letterhead":null,"note":"","recipient":"","sealed":false,"signature":"",'
    '"title":"TITLE"},"typography":{"faces":"gb2312","latin":"times","line_pitch":"28.95"},"version":1}'
)
EMPTY = '{"attachments":[],"body":[],' + COVER.replace("TITLE", "")


def test_canonical_json_of_nothing() -> None:
    assert encode(Document(Cover(), ())) == EMPTY


def test_canonical_json_has_sorted_keys_and_bare_chinese() -> None:
    assert encode(Document(Cover("汇报"), (CHAPTER,))) == (
        '{"attachments":[],"body":[{"anchor":"chapter-1","level":1,"number":"一、","text":"工作开展情况","type":"heading"}],'
        + COVER.replace("TITLE", "汇报")
    )


def test_sample_comes_back() -> None:
    assert decode(encode(DOCUMENT)) == DOCUMENT


@given(built_documents)
def test_built_documents_come_back(document: Document) -> None:
    assert decode(encode(document)) == document


@given(documents())
def test_every_document_comes_back_and_encodes_alike(document: Document) -> None:
    assert decode(encode(document)) == document
    assert encode(decode(encode(document))) == encode(document)


def test_digest_is_sha256() -> None:
    assert digest("廉") == "cdfd281b59be282aa98f1d1e5220ad17e446ac122947f7b047a614eeda9e0fee"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a document"),
        ("[]", "not a document"),
        ("null", "not a document"),
        ("{}", "not a document: 'version'"),
        ('{"version":2}', "document version 2 is not known here"),
        ('{"version":1,"cover":{},"body":[]}', "not a document: 'attachments'"),
        (EMPTY.replace("28.95", "12"), "not a document"),
        (EMPTY.replace('"letterhead":null', '"letterhead":{"organ":"某局"}'), "not a document: 'layout'"),
        (EMPTY.replace('"date":""', '"date":"5.1.2026"'), "not a document"),
        (EMPTY.replace('"body":[]', '"body":[{"type":"picture"}]'), "unknown block picture"),
        (
            EMPTY.replace('"body":[]', '"body":[{"type":"paragraph","anchor":"a","inlines":[{"type":"link"}]}]'),
            "unknown inline link",
        ),
        (EMPTY.replace('"body":[]', '"body":["paragraph"]'), "not a document"),
    ],
)
def test_anything_else_is_refused(text: str, message: str) -> None:
    with pytest.raises(CodecError, match=message):
        decode(text)


def test_a_changed_letter_changes_the_digest() -> None:
    data = json.loads(encode(DOCUMENT))
    data["cover"]["title"] += "！"
    assert digest(json.dumps(data)) != digest(encode(DOCUMENT))
