"""Addresses of exercises, programs and sessions."""

from django.urls import URLPattern, URLResolver, path

from programs.views import (
    assign,
    builder,
    clients,
    design,
    desk,
    exercises,
    goals,
    home,
    maxes,
    numbers,
    sessions,
    slots,
    structure,
    why,
)

SETS = "programs/<uuid:program_id>/slots/<uuid:slot_id>/sets/<int:position>"

urlpatterns: list[URLPattern | URLResolver] = [
    # The client room: desk, one client, assigning, sessions
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("clients/<uuid:client_id>/", clients.client_detail, name="client_detail"),
    path("clients/<uuid:client_id>/calendar/", clients.client_calendar, name="client_calendar"),
    path("programs/<uuid:program_id>/assign/", assign.program_assign, name="program_assign"),
    path(
        "programs/<uuid:program_id>/assign/preview/",
        assign.program_assign_preview,
        name="program_assign_preview",
    ),
    path("programs/<uuid:program_id>/assign/max/", assign.program_assign_max, name="program_assign_max"),
    path("today/", sessions.today, name="today"),
    path("calendar/", sessions.calendar, name="calendar"),
    path("workouts/<uuid:session_id>/", sessions.session_detail, name="session_detail"),
    # Maxes
    path("clients/<uuid:client_id>/maxes/", maxes.max_list, name="max_list"),
    path("clients/<uuid:client_id>/maxes/new/", maxes.max_create, name="max_create"),
    path("clients/<uuid:client_id>/maxes/preview/", maxes.max_preview, name="max_preview"),
    # The builder: programs, phases, workouts, rows
    path("programs/", structure.program_list, name="program_list"),
    path("programs/new/", structure.program_create, name="program_create"),
    path("programs/<uuid:program_id>/", builder.program_detail, name="program_detail"),
    path("programs/<uuid:program_id>/about/", structure.program_edit, name="program_edit"),
    path("programs/<uuid:program_id>/archive/", structure.program_archive, name="program_archive"),
    path("programs/<uuid:program_id>/refresh/", structure.program_refresh, name="program_refresh"),
    path("programs/<uuid:program_id>/undo/", structure.program_undo, name="program_undo"),
    path("programs/<uuid:program_id>/phases/", structure.phase_add, name="phase_add"),
    path("programs/<uuid:program_id>/phases/<uuid:phase_id>/", structure.phase_edit, name="phase_edit"),
    path(
        "programs/<uuid:program_id>/phases/<uuid:phase_id>/remove/",
        structure.phase_remove,
        name="phase_remove",
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
    path("programs/<uuid:program_id>/workouts/<uuid:workout_id>/slots/", slots.slot_add, name="slot_add"),
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
    # Why a number is what it is
    path("programs/<uuid:program_id>/method/", why.program_method, name="program_method"),
    path(f"{SETS}/why/<str:field>/", why.slot_why, name="slot_why"),
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
