"""Every enumeration of the project; plain Python, so that the pure floors may use it.

Labels are English source strings marked for translation; `models.fields.labelled` turns an enumeration into
translated Django choices.
"""

from enum import StrEnum
from typing import Self

from reports.marking import mark as _


class Choice(StrEnum):
    """A stored value with an English label (a message id of the catalogue)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make the member: its value is what the database stores, its label what a person reads."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class ChapterKind(Choice):
    """What the entries of a chapter are."""

    WORK = "work", _("Work done")
    PROBLEMS = "problems", _("Problems")
    NEXT_STEPS = "next_steps", _("Next steps")
    ATTACHMENTS = "attachments", _("Attachments")


class EntryStyle(Choice):
    """How the entries of a chapter are set."""

    TITLED = "titled", _("（一）Heading run in with the text")
    OWN_LINE = "own_line", _("（一）Heading on a line of its own")
    INLINE = "inline", _("一是…二是… in one paragraph")
    POINTS = "points", _("一是…二是… a paragraph each")


class Numbering(Choice):
    """How the entries of a report are numbered."""

    RESTART = "restart", _("From （一） in each chapter")
    CONTINUOUS = "continuous", _("Continuous through the report")


class Genre(Choice):
    """Document genre (文种) of a report type."""

    REPORT = "report", _("Report (报告)")
    BRIEFING = "briefing", _("Work report (汇报)")
    BULLETIN = "bulletin", _("Bulletin (通报)")
    WORK_POINTS = "work_points", _("Work points (工作要点)")

    @property
    def upward(self) -> bool:
        """Whether it goes to a body above the unit (上行文): then it names its signers and whom to ask."""
        return self in (Genre.REPORT, Genre.BRIEFING)


class Layout(Choice):
    """In which of the standard's formats (公文格式) the reports of a type are printed."""

    PLAIN = "plain", _("Without letterhead")
    LETTERHEAD = "letterhead", _("With letterhead (文件格式)")
    LETTER = "letter", _("Letter (信函格式)")


class Urgency(Choice):
    """How urgently a document is to be handled (紧急程度); blank where it isn't urgent."""

    EXTRA = "特急", _("Extra urgent (特急)")
    URGENT = "加急", _("Urgent (加急)")


class LinePitch(Choice):
    """How far the lines of the body stand apart, in points; the standard leaves it open."""

    PT_28 = "28", _("28 pt")
    PT_28_8 = "28.8", _("28.8 pt")
    PT_28_95 = "28.95", _("28.95 pt (22 lines a page)")
    PT_29 = "29", _("29 pt")
    PT_29_5 = "29.5", _("29.5 pt")
    PT_30 = "30", _("30 pt")


class LatinFace(Choice):
    """What Latin letters and digits of the text are set in; the standard leaves it open."""

    TIMES = "times", _("Times New Roman")
    CHINESE = "chinese", _("The Chinese typeface around them")


class FaceSet(Choice):
    """Which typefaces a bureau's machines have; the others stand in where one is missing."""

    GB2312 = "gb2312", _("仿宋_GB2312, 楷体_GB2312, 方正小标宋简体")
    WINDOWS = "windows", _("仿宋, 楷体, 宋体 (as Windows has them)")
    FOUNDER = "founder", _("方正仿宋_GBK, 方正楷体_GBK, 方正小标宋_GBK")


class PeriodKind(Choice):
    """What stretch of time a reporting period covers."""

    YEAR = "year", _("Year")
    FIRST_HALF = "first_half", _("First half-year")
    QUARTER = "quarter", _("Quarter")


class UnitKind(Choice):
    """What kind of unit stands at a place of the tree."""

    COUNTY = "county", _("County")
    BUREAU = "bureau", _("Bureau")
    TOWN = "town", _("Town")
    OFFICE = "office", _("Office")
    INSTITUTION = "institution", _("Institution")


class LeadingBody(Choice):
    """The party body that leads a unit; the words of its reports depend on it."""

    PARTY_GROUP = "party_group", _("Party group (党组)")
    PARTY_COMMITTEE = "party_committee", _("Party committee (党委)")

    @property
    def word(self) -> str:
        """The word that stands in reports: 党组 or 党委."""
        return "党组" if self is LeadingBody.PARTY_GROUP else "党委"


class Role(Choice):
    """What a person may do for a unit; those of SITE_ROLES have none."""

    CLERK = "clerk", _("Clerk")
    HEAD = "head", _("Head of unit")
    OFFICER = "officer", _("Discipline officer")
    ADMIN = "admin", _("Administrator")
    SECURITY = "security", _("Security administrator")
    AUDITOR = "auditor", _("Auditor")


# 三员: each excludes the other two, and all roles for units.
SITE_ROLES = (Role.ADMIN, Role.SECURITY, Role.AUDITOR)


class ReportState(Choice):
    """Where a report stands in its life; `workflow` holds the moves between them."""

    DRAFT = "draft", _("Draft")
    FOR_SIGN_OFF = "for_sign_off", _("For sign-off")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    ARCHIVED = "archived", _("Archived")


# Whose hands hold a report in which states; the officers' one state is SUBMITTED.
WITH_THE_UNIT = (ReportState.DRAFT, ReportState.FOR_SIGN_OFF, ReportState.RETURNED)
FINISHED = (ReportState.APPROVED, ReportState.ARCHIVED)


class RectificationState(Choice):
    """How far a problem has been put right (整改)."""

    OPEN = "open", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Waits for closing")
    SENT_BACK = "sent_back", _("Sent back")
    EXTENDED = "extended", _("Extended")
    LONG_TERM = "long_term", _("Long-term")
    CLOSED = "closed", _("Closed out")


class Outcome(Choice):
    """What became of a problem or a next step of the last report."""

    DONE = "done", _("Done")
    GOING_ON = "going_on", _("Going on")
    DROPPED = "dropped", _("Dropped")


class AnswersPlace(Choice):
    """Where a report prints what became of the last one's problems and next steps."""

    NOWHERE = "nowhere", _("Nowhere")
    CHAPTER = "chapter", _("In a chapter before the problems")
    TABLE = "table", _("In a table as an attachment")


class Computation(Choice):
    """How the value of an indicator comes about."""

    COUNT = "count", _("Number of activities")
    ATTENDANCE = "attendance", _("Sum of attendance")
    QUANTITY = "quantity", _("Sum of quantity")
    DISTINCT = "distinct", _("Number of different titles")
    PROBLEMS_FOUND = "problems_found", _("Problems that were found, or open from earlier")
    PROBLEMS_CLOSED = "problems_closed", _("Problems that were closed out, or answered as done")
    PROBLEMS_OPEN = "problems_open", _("Problems that are still open")
    TYPED = "typed", _("Typed by the writer")


class Scope(Choice):
    """The stretch of time that a figure of a report is about."""

    PERIOD = "period", _("The report's period")
    FIRST_HALF = "first_half", _("First half-year")
    SECOND_HALF = "second_half", _("Second half-year")
    LAST_YEAR = "last_year", _("The same period a year before")


class BlankKind(Choice):
    """What is missing at a place that was left blank."""

    FIGURE = "figure", _("a number")
    NAME = "name", _("a name")
    DATE = "date", _("a date")
    OTHER = "other", _("a place or other words")


class CheckKind(Choice):
    """What a cross-check (勾稽) compares."""

    EXPRESSION = "expression", _("Figures with each other")
    RATE = "rate", _("A percentage in the text with the figures")
    TYPED_TWICE = "typed_twice", _("Numbers typed for the same indicator")
    TYPED_AND_COUNTED = "typed_and_counted", _("A typed number with the ledger")
    SEVERAL = "several", _("“Several times” where there is a number")
    NOTHING = "nothing", _("“None” where something is recorded")
    FEW = "few", _("“Too few” where there is enough")


class CheckSeverity(Choice):
    """What a cross-check that doesn't hold asks for before the report is submitted."""

    HARD = "hard", _("Hard: must be put right, or waived by the head of the unit")
    VERIFY = "verify", _("To be explained")


class ReturnReason(Choice):
    """Why a report is sent back; kept with the decision."""

    UNTRUE_DATA = "untrue_data", _("Data not true")
    NO_EVIDENCE = "no_evidence", _("Evidence missing")
    WORDING = "wording", _("Wording not to standard")
    HOLLOW_PROBLEMS = "hollow_problems", _("Problems not concrete")
    HOLLOW_MEASURES = "hollow_measures", _("Measures not concrete")
    FORMAT = "format", _("Format")
    LATE = "late", _("Overdue")


class ThreadState(Choice):
    """Where a comment thread stands."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    RESOLVED = "resolved", _("Resolved")


class FileKind(Choice):
    """What an evidence file is, by what it holds."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word")
    XLSX = "xlsx", _("Excel")
    PPTX = "pptx", _("Slides")
    OFD = "ofd", _("OFD")
    JPEG = "jpeg", _("Picture (JPEG)")
    PNG = "png", _("Picture (PNG)")


class LineKind(Choice):
    """What a line of an imported file is in the report."""

    TITLE = "title", _("Title")
    RECIPIENT = "recipient", _("Recipient")
    PREAMBLE = "preamble", _("Preamble")
    CHAPTER = "chapter", _("Chapter heading")
    ENTRY = "entry", _("Entry heading")
    POINT = "point", _("Point (一是)")
    PARAGRAPH = "paragraph", _("Paragraph")
    CLOSING = "closing", _("Closing")
    SIGNATURE = "signature", _("Signature")
    DATE = "date", _("Date")
    TABLE = "table", _("Row of a table")
    ORGAN = "organ", _("Issuing body's mark")
    DOCUMENT_NUMBER = "document_number", _("Document number")
    SIGNER = "signer", _("Signer")
    URGENCY = "urgency", _("Urgency")
    NOTE = "note", _("Note below the date")
    ATTACHMENT = "attachment", _("Title of an attachment")
    COPY_TO = "copy_to", _("Copy to")
    PRINTED = "printed", _("Printed by and on")
    LEFT_OUT = "left_out", _("Left out")


class LeftOutReason(Choice):
    """Why a line of an imported file is not part of the report."""

    ADVERTISING = "advertising", _("Advertising")
    MARKER = "marker", _("Marker of a website")
    SITE = "site", _("Line of a web page")
    PAGE = "page", _("Page number or dividing line")
    SERIAL = "serial", _("Copy number")
    AFTER_DATE = "after_date", _("Stands after the date")
    WRITTEN = "written", _("Written by the program itself")
    HIDDEN = "hidden", _("Hidden text")
    CONTENTS = "contents", _("Table of contents")
    PLACEHOLDER = "placeholder", _("Placeholder that was not filled in")
    FIELD = "field", _("Field without a text")
    FOOTNOTE = "footnote", _("Footnote or endnote")
    RUBY = "ruby", _("Pronunciation above a word")
    BOX = "box", _("Text box")
    HEADER = "header", _("Header or footer of the page")
    OBJECT = "object", _("Picture or other object")
    PERSON = "person", _("Left out by hand")


class NoteKind(Choice):
    """What the importer has to tell about a line."""

    LEFT_OUT = "left_out", _("Left out")
    RENUMBERED = "renumbered", _("Numbered anew")
    JOINED = "joined", _("Joined")
    CHANGED = "changed", _("Changed")
    NOT_UNDERSTOOD = "not_understood", _("Not understood")
