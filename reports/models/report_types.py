"""Report types and the versions of their outlines."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import AnswersPlace, ChapterKind, EntryStyle, Genre, Layout, Numbering
from reports.models.fields import labelled, one_of


class ReportType(models.Model):
    """A kind of report that units write; administrators change it.

    `period_kinds` is a list of `PeriodKind` values for which it is written. `sentences` are patterns by the codes of
    kinds of activities, in the place of the kinds' own where its reports word them otherwise.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    genre = models.CharField(_("document genre"), max_length=20, choices=labelled(Genre))
    period_kinds = models.JSONField(_("written for"), default=list)
    sentences = models.JSONField(_("sentences of its own"), default=dict, blank=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [one_of("genre", Genre, name="report_type_genre_known")]

    def __str__(self) -> str:
        return self.name


class Outline(models.Model):
    """One version of a type's outline: editable until published, fixed from then on.

    New reports use the newest published version; old reports keep theirs. `title_pattern`, `recipient` and
    `zero_report` (blank where the type takes none) may hold {unit}, {short}, {year}, {period} and {leading_body}.
    `layout` says which elements of the official layout the reports carry, so that no clerk has to; `answers_place`
    where they print what became of the last report.
    """

    report_type = models.ForeignKey(ReportType, on_delete=models.CASCADE, related_name="outlines")
    number = models.PositiveIntegerField(_("version"))
    published_at = models.DateTimeField(null=True, blank=True)
    title_pattern = models.CharField(_("title pattern"), max_length=200)
    recipient = models.CharField(_("recipient"), max_length=100, blank=True)
    layout = models.CharField(_("layout"), max_length=20, choices=labelled(Layout), default=Layout.PLAIN.value)
    numbering = models.CharField(
        _("numbering of entries"), max_length=20, choices=labelled(Numbering), default=Numbering.RESTART.value
    )
    preamble_guidance = models.TextField(_("guidance for the preamble"), blank=True)
    preamble_required = models.BooleanField(_("preamble required"), default=True)
    closing = models.CharField(_("closing line"), max_length=100, blank=True)
    zero_report = models.CharField(_("sentence of a zero report"), max_length=200, blank=True)
    answers_place = models.CharField(
        _("what became of the last report"),
        max_length=20,
        choices=labelled(AnswersPlace),
        default=AnswersPlace.NOWHERE.value,
    )

    class Meta:
        ordering = ["report_type", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report_type", "number"], name="outline_number_once"),
            models.UniqueConstraint(
                fields=["report_type"], condition=models.Q(published_at__isnull=True), name="outline_one_draft"
            ),
            one_of("layout", Layout, name="outline_layout_known"),
            one_of("answers_place", AnswersPlace, name="outline_answers_place_known"),
            one_of("numbering", Numbering, name="outline_numbering_known"),
        ]

    def __str__(self) -> str:
        return f"{self.report_type_id} v{self.number}"


class OutlineChapter(models.Model):
    """A chapter that reports of this outline start with; a blank heading makes an unheaded chapter."""

    outline = models.ForeignKey(Outline, on_delete=models.CASCADE, related_name="chapters")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=labelled(ChapterKind))
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    guidance = models.TextField(_("guidance"), blank=True)
    required = models.BooleanField(_("required"), default=True)
    entry_style = models.CharField(
        _("entries are set"), max_length=20, choices=labelled(EntryStyle), default=EntryStyle.TITLED.value
    )

    class Meta:
        ordering = ["outline", "order"]
        constraints = [
            one_of("kind", ChapterKind, name="outline_chapter_kind_known"),
            one_of("entry_style", EntryStyle, name="outline_chapter_style_known"),
        ]

    def __str__(self) -> str:
        return self.heading or self.kind
