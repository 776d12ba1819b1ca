"""Every address of the site, one section for each page family."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path
from django.views.i18n import set_language

from reports.views import (
    accounts,
    activities,
    all_reports,
    audit,
    autosave,
    blanks,
    board,
    check_rules,
    desk,
    downloads,
    edited,
    evidence,
    figures,
    history,
    imports,
    indicators,
    ledger,
    ledger_rows,
    letterheads,
    locks,
    moves,
    outlines,
    people,
    periods,
    presence,
    problems,
    report_types,
    reports,
    review,
    second_factor,
    snapshots,
    starting,
    threads,
    typography,
    unit_files,
    units,
    wizard,
    years,
)

accounts_pages: list[URLPattern] = [
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-in/code/", accounts.second_code, name="second_code"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("session/", accounts.session, name="session"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("sign-out/everywhere/", accounts.sign_out_everywhere, name="sign_out_everywhere"),
    path("password/", accounts.change_password, name="change_password"),
    path("language/", login_not_required(set_language), name="set_language"),
]

desk_pages: list[URLPattern] = [
    path("", desk.desk, name="desk"),
]

# A clerk writes: reports, the wizard's steps, entries, imports, downloads
writing_pages: list[URLPattern] = [
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/steps/<str:step>/", wizard.report_step, name="report_step"),
    path("reports/<int:pk>/steps/<str:step>/preview/", wizard.step_preview, name="step_preview"),
    path("reports/<int:pk>/history/", history.report_history, name="report_history"),
    path("reports/<int:pk>/here/", presence.report_here, name="report_here"),
    path("reports/<int:pk>/unsent/", presence.report_unsent, name="report_unsent"),
    path("reports/<int:pk>/steps/<str:step>/autosave/", autosave.step_autosave, name="step_autosave"),
    path("reports/<int:pk>/figures/", figures.figure_choices, name="figure_choices"),
    path("reports/<int:pk>/figures/<str:key>/", figures.figure_records, name="figure_records"),
    path("reports/<int:pk>/discard/", reports.discard, name="report_discard"),
    path("reports/start/", starting.report_start, name="report_start"),
    path("reports/import/", imports.import_upload, name="import_upload"),
    path("imports/<uuid:uuid>/", imports.import_structure, name="import_structure"),
    path("reports/<int:pk>/blanks/", blanks.report_blanks, name="report_blanks"),
    path("reports/<int:pk>/edited/", edited.edited_upload, name="edited_upload"),
    path("edited/<uuid:uuid>/", edited.edited_file, name="edited_file"),
    path("reports/<int:pk>/entries/<uuid:uuid>/evidence/", evidence.entry_evidence, name="entry_evidence"),
    path("reports/<int:pk>/evidence/<uuid:uuid>/", evidence.evidence_act, name="evidence_act"),
    path("reports/<int:pk>/evidence/<uuid:uuid>/file", evidence.evidence_file, name="evidence_file"),
    path("reports/<int:pk>/evidence/<uuid:uuid>.jpg", evidence.evidence_thumbnail, name="evidence_thumbnail"),
    path("reports/<int:pk>/earlier/", starting.report_carry, name="report_carry"),
    path("reports/<int:pk>/draft.<str:kind>", downloads.report_file, name="report_file"),
    path("reports/<int:pk>/snapshots/<int:number>.<str:kind>", downloads.snapshot_file, name="snapshot_file"),
    path("reports/<int:pk>/snapshots/<int:number>/review.docx", downloads.review_file, name="review_file"),
    path("reports/<int:pk>/differences/<int:old>/<int:new>.docx", downloads.changes_file, name="changes_file"),
]

# Clerks and heads keep the ledger
ledger_pages: list[URLPattern] = [
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/month/", ledger.ledger_month, name="ledger_month"),
    path("ledger/activities.xlsx", ledger.ledger_file, name="ledger_file"),
    path("ledger/rows/", ledger_rows.ledger_rows, name="ledger_rows"),
    path("ledger/quick/", activities.activity_quick, name="activity_quick"),
    path("ledger/new/", activities.activity_new, name="activity_new"),
    path("ledger/<uuid:uuid>/", activities.activity, name="activity"),
    path("ledger/<uuid:uuid>/void/", activities.activity_void, name="activity_void"),
    path("ledger/<uuid:uuid>/merge/", activities.activity_merge, name="activity_merge"),
    path("ledger/<uuid:uuid>/part/", activities.activity_part, name="activity_part"),
]

# Both look back on a unit
years_pages: list[URLPattern] = [
    path("units/<int:pk>/years/", years.unit_years, name="unit_years"),
]

# An officer reads: review, threads, decisions, differences, board
review_pages: list[URLPattern] = [
    path("reports/<int:pk>/moves/<slug:code>/", moves.report_move, name="report_move"),
    path("reports/<int:pk>/review/", review.review, name="review"),
    path("reports/<int:pk>/review/open/", review.review_open, name="review_open"),
    path("reports/<int:pk>/snapshots/<int:number>/", snapshots.snapshot, name="snapshot"),
    path(
        "reports/<int:pk>/snapshots/<int:number>/evidence/<uuid:uuid>/file",
        evidence.snapshot_evidence,
        name="snapshot_evidence",
    ),
    path(
        "reports/<int:pk>/snapshots/<int:number>/evidence/<uuid:uuid>.jpg",
        evidence.snapshot_thumbnail,
        name="snapshot_thumbnail",
    ),
    path("reports/<int:pk>/snapshots/<int:number>/figures/<str:key>/", figures.snapshot_figure, name="snapshot_figure"),
    path("reports/<int:pk>/snapshots/<int:number>/comment/", threads.thread_new, name="thread_new"),
    path("reports/<int:pk>/differences/<int:old>/<int:new>/", snapshots.differences, name="differences"),
    path("board/", board.board, name="board"),
    path("board/files.zip", downloads.period_files, name="period_files"),
    path("threads/<int:pk>/", threads.thread_act, name="thread_act"),
]

# What approved reports named and promised, put right through the year
rectification_pages: list[URLPattern] = [
    path("problems/", problems.problems, name="problems"),
    path("problems/register.xlsx", problems.problems_file, name="problems_file"),
    path("problems/<int:pk>/", problems.problem, name="problem"),
    path("problems/<int:pk>/moves/<slug:code>/", problems.problem_move, name="problem_move"),
    path("promises/<int:pk>/", problems.promise, name="promise"),
]

# An administrator keeps units, accounts, periods, types, and reads what happened
admin_pages: list[URLPattern] = [
    path("admin/units/", units.units, name="units"),
    path("admin/units/new/", units.unit_new, name="unit_new"),
    path("admin/units/import/", unit_files.units_import, name="units_import"),
    path("admin/units/import/save/", unit_files.units_import_save, name="units_import_save"),
    path("admin/units.xlsx", unit_files.units_file, name="units_file"),
    path("admin/units/<int:pk>/", units.unit, name="unit"),
    path("admin/units/<int:pk>/move/", units.unit_move, name="unit_move"),
    path("admin/units/<int:pk>/letterhead/", letterheads.unit_letterhead, name="unit_letterhead"),
    path("admin/units/<int:pk>/activity/", units.unit_activity, name="unit_activity"),
    path("admin/people/", people.people, name="people"),
    path("admin/people/new/", people.person_new, name="person_new"),
    path("admin/people/<int:pk>/", people.person, name="person"),
    path("admin/people/<int:pk>/role/", people.person_role, name="person_role"),
    path("admin/people/<int:pk>/role/<int:membership>/end/", people.person_role_end, name="person_role_end"),
    path("admin/people/<int:pk>/activity/", people.person_activity, name="person_activity"),
    path("admin/people/<int:pk>/second-factor/", people.person_second_factor, name="person_second_factor"),
    path("admin/people/<int:pk>/password/", people.person_password, name="person_password"),
    path("admin/locks/", locks.locks, name="locks"),
    path("admin/locks/lift/", locks.lock_lift, name="lock_lift"),
    path("admin/periods/", periods.periods, name="periods"),
    path("admin/periods/new/", periods.period_new, name="period_new"),
    path("admin/periods/<int:pk>/", periods.period, name="period"),
    path("admin/periods/<int:pk>/extensions/", periods.extension_grant, name="extension_grant"),
    path("admin/periods/<int:pk>/extensions/<int:extension>/end/", periods.extension_end, name="extension_end"),
    path("admin/report-types/", report_types.report_types, name="report_types"),
    path("admin/report-types/new/", report_types.report_type_new, name="report_type_new"),
    path("admin/report-types/typography/", typography.typography, name="typography"),
    path("admin/report-types/<int:pk>/", report_types.report_type, name="report_type"),
    path("admin/report-types/<int:pk>/draft/", outlines.outline_draft, name="outline_draft"),
    path("admin/report-types/outlines/<int:pk>/", outlines.outline, name="outline"),
    path("admin/report-types/outlines/<int:pk>/discard/", outlines.outline_discard, name="outline_discard"),
    path("admin/report-types/outlines/<int:pk>/preview/", outlines.outline_preview, name="outline_preview"),
    path("admin/cross-checks/", check_rules.check_rules, name="check_rules"),
    path("admin/cross-checks/new/", check_rules.check_rule_new, name="check_rule_new"),
    path("admin/cross-checks/<int:pk>/", check_rules.check_rule, name="check_rule"),
    path("admin/indicators/", indicators.indicators, name="indicators"),
    path("admin/indicators/new/", indicators.indicator_new, name="indicator_new"),
    path("admin/indicators/<int:pk>/", indicators.indicator, name="indicator"),
    path("admin/activity-kinds/new/", indicators.kind_new, name="kind_new"),
    path("admin/activity-kinds/<int:pk>/", indicators.kind, name="kind"),
    path("admin/reports/", all_reports.all_reports, name="all_reports"),
    path("admin/reports/<int:pk>/reopen/", all_reports.report_reopen, name="report_reopen"),
    path("admin/audit/", audit.audit, name="audit"),
    path("admin/audit.csv", audit.audit_file, name="audit_file"),
]

urlpatterns = [
    *accounts_pages,
    *desk_pages,
    *writing_pages,
    *ledger_pages,
    *years_pages,
    *review_pages,
    *rectification_pages,
    *admin_pages,
]
