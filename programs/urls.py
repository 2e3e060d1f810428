"""Addresses of exercises, programs and sessions."""

from django.urls import URLPattern, URLResolver, path

from programs.views import (
    assign,
    assign_many,
    bringing,
    builder,
    calendar,
    clients,
    design,
    desk,
    drafts,
    events,
    exercises,
    floor,
    foundation,
    goals,
    history,
    home,
    library,
    maxes,
    moves,
    notices,
    numbers,
    overview,
    paste,
    pieces,
    plan,
    plan_cells,
    plan_lines,
    progression,
    review,
    sessions,
    slots,
    structure,
    suggestions,
    swaps,
    training,
    weeks,
    whats_next,
    why,
)

SUGGESTIONS = "clients/<uuid:client_id>/suggestions"
CELL = "programs/<uuid:program_id>/slots/<uuid:slot_id>/cells/<int:week>"
LINE = "programs/<uuid:program_id>/workouts/<uuid:workout_id>/line"
OF_PHASE = "programs/<uuid:program_id>/phases/<uuid:phase_id>/progression/"
OF_SLOT = "programs/<uuid:program_id>/slots/<uuid:slot_id>/progression/"
SETS = "programs/<uuid:program_id>/slots/<uuid:slot_id>/sets/<int:position>"

urlpatterns: list[URLPattern | URLResolver] = [
    # The client room: desk, one client, assigning, sessions
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("clients/<uuid:client_id>/", clients.client_detail, name="client_detail"),
    path("clients/<uuid:client_id>/draft/", drafts.client_draft, name="client_draft"),
    path("clients/<uuid:client_id>/draft/preview/", drafts.client_draft_preview, name="client_draft_preview"),
    path("clients/<uuid:client_id>/calendar/", clients.client_calendar, name="client_calendar"),
    path("programs/<uuid:program_id>/assign/", assign.program_assign, name="program_assign"),
    path(
        "programs/<uuid:program_id>/assign/preview/",
        assign.program_assign_preview,
        name="program_assign_preview",
    ),
    path("programs/<uuid:program_id>/assign/max/", assign.program_assign_max, name="program_assign_max"),
    path(
        "programs/<uuid:program_id>/assign/many/", assign_many.program_assign_many, name="program_assign_many"
    ),
    path(
        "programs/<uuid:program_id>/assign/many/undo/",
        assign_many.program_assign_undo,
        name="program_assign_undo",
    ),
    path("programs/<uuid:program_id>/next/", whats_next.program_next, name="program_next"),
    path("programs/<uuid:program_id>/next/undo/", whats_next.program_next_undo, name="program_next_undo"),
    path("today/", sessions.today, name="today"),
    path("today/forward/", moves.session_forward, name="session_forward"),
    path("today/unplanned/", moves.session_unplanned, name="session_unplanned"),
    path("today/undo/", moves.moves_undo, name="moves_undo"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("workouts/<uuid:session_id>/", sessions.session_detail, name="session_detail"),
    path("workouts/<uuid:session_id>/sheet/", sessions.session_sheet, name="session_sheet"),
    path("workouts/<uuid:session_id>/act/", training.session_act, name="session_act"),
    path("workouts/<uuid:session_id>/swaps/", training.session_swaps, name="session_swaps"),
    path("workouts/<uuid:session_id>/more/", training.session_more, name="session_more"),
    path("workouts/<uuid:session_id>/choose/", training.session_choose, name="session_choose"),
    path("workouts/<uuid:session_id>/move/", moves.session_move, name="session_move"),
    path("workouts/<uuid:session_id>/skip/", moves.session_skip, name="session_skip"),
    path("workouts/<uuid:session_id>/plan-again/", moves.session_plan_again, name="session_plan_again"),
    path("sessions/<uuid:session_id>/review/", review.session_review, name="session_review"),
    path("sessions/<uuid:session_id>/read/", review.session_read, name="session_read"),
    path("sessions/<uuid:session_id>/remarks/", review.remark_create, name="remark_create"),
    path("floor/", floor.floor, name="floor"),
    path("events/", events.event_create, name="event_create"),
    path("events/token/", events.outbox_token, name="outbox_token"),
    # The link in a digest or reminder that stops it
    path("notices/stop/<str:token>/", notices.notice_stop, name="notice_stop"),
    # Maxes
    path("clients/<uuid:client_id>/maxes/", maxes.max_list, name="max_list"),
    path("clients/<uuid:client_id>/maxes/new/", maxes.max_create, name="max_create"),
    path("clients/<uuid:client_id>/maxes/preview/", maxes.max_preview, name="max_preview"),
    # Suggestions
    path(f"{SUGGESTIONS}/", suggestions.suggestion_list, name="suggestion_list"),
    path(f"{SUGGESTIONS}/all/", suggestions.suggestion_all, name="suggestion_all"),
    path(f"{SUGGESTIONS}/rules/", suggestions.suggestion_rules, name="suggestion_rules"),
    path(
        f"{SUGGESTIONS}/<uuid:suggestion_id>/accept/", suggestions.suggestion_accept, name="suggestion_accept"
    ),
    path(
        f"{SUGGESTIONS}/<uuid:suggestion_id>/reject/", suggestions.suggestion_reject, name="suggestion_reject"
    ),
    path(f"{SUGGESTIONS}/<uuid:suggestion_id>/undo/", suggestions.suggestion_undo, name="suggestion_undo"),
    path(f"{SUGGESTIONS}/<uuid:suggestion_id>/again/", suggestions.suggestion_again, name="suggestion_again"),
    path("clients/<uuid:client_id>/sign-offs/", suggestions.technique_sign_off, name="technique_sign_off"),
    path("progress/suggestions/", suggestions.own_suggestions, name="own_suggestions"),
    # The builder: programs, phases, workouts, rows
    path("programs/", structure.program_list, name="program_list"),
    path("programs/new/", structure.program_create, name="program_create"),
    path("programs/library/", library.program_library, name="program_library"),
    path("programs/library/<slug:template_key>/", library.library_template, name="library_template"),
    path("programs/library/<slug:template_key>/use/", library.library_use, name="library_use"),
    path("programs/paste/", paste.program_paste, name="program_paste"),
    path("programs/paste/review/", paste.paste_review, name="paste_review"),
    path("programs/<uuid:program_id>/", builder.program_detail, name="program_detail"),
    path("programs/<uuid:program_id>/about/", structure.program_edit, name="program_edit"),
    path("programs/<uuid:program_id>/archive/", structure.program_archive, name="program_archive"),
    path("programs/<uuid:program_id>/refresh/", structure.program_refresh, name="program_refresh"),
    path("programs/<uuid:program_id>/undo/", structure.program_undo, name="program_undo"),
    path("programs/<uuid:program_id>/history/", history.program_history, name="program_history"),
    path(
        "programs/<uuid:program_id>/history/<int:number>/restore/",
        history.program_restore,
        name="program_restore",
    ),
    path("programs/<uuid:program_id>/swap/", swaps.program_swap, name="program_swap"),
    path("programs/<uuid:program_id>/bring/", bringing.program_bring, name="program_bring"),
    path("programs/<uuid:program_id>/bring/undo/", bringing.program_bring_undo, name="program_bring_undo"),
    path("programs/<uuid:program_id>/weeks/<uuid:week_id>/copy/", weeks.week_copy, name="week_copy"),
    path("programs/<uuid:program_id>/weeks/<uuid:week_id>/insert/", weeks.week_insert, name="week_insert"),
    path("programs/<uuid:program_id>/weeks/<uuid:week_id>/remove/", weeks.week_remove, name="week_remove"),
    path("programs/<uuid:program_id>/overview/", overview.program_overview, name="program_overview"),
    path("programs/<uuid:program_id>/phases/", structure.phase_add, name="phase_add"),
    path("programs/<uuid:program_id>/phases/<uuid:phase_id>/", structure.phase_edit, name="phase_edit"),
    path(
        "programs/<uuid:program_id>/phases/<uuid:phase_id>/remove/",
        structure.phase_remove,
        name="phase_remove",
    ),
    path(
        "programs/<uuid:program_id>/phases/<uuid:phase_id>/duplicate/",
        weeks.phase_duplicate,
        name="phase_duplicate",
    ),
    path("programs/<uuid:program_id>/phases/<uuid:phase_id>/move/", weeks.phase_move, name="phase_move"),
    path("programs/<uuid:program_id>/phases/<uuid:phase_id>/piece/", pieces.phase_save, name="phase_save"),
    path(
        "programs/<uuid:program_id>/phases/<uuid:phase_id>/pieces/<uuid:piece_id>/",
        pieces.piece_insert,
        name="piece_insert",
    ),
    path(
        "programs/<uuid:program_id>/phases/<uuid:phase_id>/workouts/",
        structure.workout_add,
        name="workout_add",
    ),
    path(
        "programs/<uuid:program_id>/workouts/<uuid:workout_id>/",
        structure.workout_edit,
        name="workout_edit",
    ),
    path(
        "programs/<uuid:program_id>/workouts/<uuid:workout_id>/remove/",
        structure.workout_remove,
        name="workout_remove",
    ),
    path(
        "programs/<uuid:program_id>/workouts/<uuid:workout_id>/duplicate/",
        structure.workout_duplicate,
        name="workout_duplicate",
    ),
    path(
        "programs/<uuid:program_id>/workouts/<uuid:workout_id>/copy/", weeks.workout_copy, name="workout_copy"
    ),
    path(
        "programs/<uuid:program_id>/workouts/<uuid:workout_id>/piece/",
        pieces.workout_save,
        name="workout_save",
    ),
    path("programs/<uuid:program_id>/workouts/<uuid:workout_id>/slots/", slots.slot_add, name="slot_add"),
    # The plan: weeks side by side
    path("programs/<uuid:program_id>/plan/", plan.program_plan, name="program_plan"),
    path("programs/<uuid:program_id>/plan/week/", plan.plan_week, name="plan_week"),
    path("programs/<uuid:program_id>/plan/copy/", plan_cells.plan_copy, name="plan_copy"),
    path("programs/<uuid:program_id>/plan/paste/", plan_cells.plan_paste, name="plan_paste"),
    path(f"{CELL}/", plan_cells.cell_save, name="cell_save"),
    path(f"{CELL}/preview/", plan_cells.cell_preview, name="cell_preview"),
    path(f"{LINE}/", plan_lines.line_add, name="line_add"),
    path(f"{LINE}/preview/", plan_lines.line_preview, name="line_preview"),
    # Slots and their numbers
    path("programs/<uuid:program_id>/slots/<uuid:slot_id>/", slots.slot_detail, name="slot_detail"),
    path("programs/<uuid:program_id>/slots/<uuid:slot_id>/move/", slots.slot_move, name="slot_move"),
    path("programs/<uuid:program_id>/slots/<uuid:slot_id>/remove/", slots.slot_remove, name="slot_remove"),
    path(
        "programs/<uuid:program_id>/slots/<uuid:slot_id>/duplicate/",
        slots.slot_duplicate,
        name="slot_duplicate",
    ),
    path("programs/<uuid:program_id>/slots/<uuid:slot_id>/join/", slots.slot_join, name="slot_join"),
    path("programs/<uuid:program_id>/slots/<uuid:slot_id>/swap/", slots.slot_swap, name="slot_swap"),
    path("programs/<uuid:program_id>/slots/<uuid:slot_id>/method/", slots.slot_method, name="slot_method"),
    path("programs/<uuid:program_id>/slots/<uuid:slot_id>/sets/", slots.sets_add, name="sets_add"),
    path(f"{SETS}/", numbers.slot_save, name="slot_save"),
    path(f"{SETS}/preview/", numbers.slot_preview, name="slot_preview"),
    path(f"{SETS}/pin/", numbers.slot_pin, name="slot_pin"),
    path(f"{SETS}/remove/", slots.sets_remove, name="sets_remove"),
    # Progressions: what fills the weeks
    path(OF_PHASE, progression.phase_progression, name="phase_progression"),
    path(f"{OF_PHASE}preview/", progression.phase_progression_preview, name="phase_progression_preview"),
    path(f"{OF_PHASE}remove/", progression.phase_progression_remove, name="phase_progression_remove"),
    path(OF_SLOT, progression.slot_progression, name="slot_progression"),
    path(f"{OF_SLOT}preview/", progression.slot_progression_preview, name="slot_progression_preview"),
    path(f"{OF_SLOT}remove/", progression.slot_progression_remove, name="slot_progression_remove"),
    path("programs/<uuid:program_id>/foundation/", foundation.program_foundation, name="program_foundation"),
    # Hypertrophy and strength
    path("programs/<uuid:program_id>/goal/", goals.program_goal, name="program_goal"),
    path("programs/<uuid:program_id>/phases/<uuid:phase_id>/goal/", goals.phase_goal, name="phase_goal"),
    path(
        "programs/<uuid:program_id>/workouts/<uuid:workout_id>/goal/",
        goals.workout_goal,
        name="workout_goal",
    ),
    path("programs/<uuid:program_id>/slots/<uuid:slot_id>/goal/", goals.slot_goal, name="slot_goal"),
    path("programs/<uuid:program_id>/compare/", goals.program_compare, name="program_compare"),
    path("programs/<uuid:program_id>/phases/<uuid:phase_id>/mend/", goals.phase_mend, name="phase_mend"),
    path("programs/<uuid:program_id>/mend/", overview.program_mend, name="program_mend"),
    # Why a number is what it is
    path("programs/<uuid:program_id>/method/", why.program_method, name="program_method"),
    path(f"{SETS}/why/<str:field>/", why.slot_why, name="slot_why"),
    # Pieces
    path("pieces/", pieces.piece_list, name="piece_list"),
    path("pieces/<uuid:piece_id>/", pieces.piece_edit, name="piece_edit"),
    path("pieces/<uuid:piece_id>/remove/", pieces.piece_remove, name="piece_remove"),
    # Exercises
    path("exercises/", exercises.exercise_list, name="exercise_list"),
    path("exercises/search/", exercises.exercise_search, name="exercise_search"),
    path("exercises/new/", exercises.exercise_create, name="exercise_create"),
    path("exercises/<uuid:exercise_id>/", exercises.exercise_detail, name="exercise_detail"),
    path("exercises/<uuid:exercise_id>/edit/", exercises.exercise_edit, name="exercise_edit"),
    path("exercises/<uuid:exercise_id>/archive/", exercises.exercise_archive, name="exercise_archive"),
    # The look, on demo and development servers
    path("design/", design.design, name="design"),
]
