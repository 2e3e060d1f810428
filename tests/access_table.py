"""Who may open what: one row for each address of the product, and one more for each way to post to it.

A row names the address (its URL name) and what each person gets:

    public    everybody gets it, signed in or not
    person    every signed-in person gets it; the anonymous are sent to the sign-in page
    trainers  every trainer gets it, with their own rows only; for a client it doesn't exist
    owner     only the trainer of the rows in the address; for a stranger it doesn't exist
    client    only the client whom the rows in the address are about
    shared    that trainer and that client

The status after the name is what those people get (200 unless given); all others get 404, and the
anonymous the sign-in page. Where one person's answer differs, the row says so by name, e.g.
`client_person=302`. What stands variable in the address is taken from the `world` of test_access.py
by its name; `use` names something else of that world.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PEOPLE = ("anonymous", "stranger", "helper", "client_person", "other_client_person", "owner")
SIGN_IN = "sign-in page"
Expected = int | str


@dataclass(frozen=True)
class Row:
    """One address, how it is asked, and what each of `PEOPLE` is expected to get."""

    name: str
    expected: dict[str, Expected]
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    use: dict[str, str] = field(default_factory=dict)
    case: str = ""

    @property
    def key(self) -> str:
        return f"{self.method} {self.name}{f' ({self.case})' if self.case else ''}"


def _kind(default: dict[str, Expected]) -> Callable[..., Row]:
    def row(
        name: str,
        ok: int = 200,
        *,
        method: str = "get",
        data: dict[str, Any] | None = None,
        use: dict[str, str] | None = None,
        case: str = "",
        **people: Expected,
    ) -> Row:
        unknown = people.keys() - set(PEOPLE)
        assert not unknown, f"nobody in the cast is called {unknown}"
        expected = {person: ok if answer == 0 else answer for person, answer in default.items()} | people
        return Row(name, expected, method, data or {}, use or {}, case)

    return row


# 0 stands for the row's own status of success.
_everybody: dict[str, Expected] = dict.fromkeys(PEOPLE, 0)
_nobody: dict[str, Expected] = dict.fromkeys(PEOPLE, 404) | {"anonymous": SIGN_IN}
public = _kind(_everybody)
person = _kind(_everybody | {"anonymous": SIGN_IN})
trainers = _kind(_nobody | {"stranger": 0, "helper": 0, "owner": 0})
owner = _kind(_nobody | {"owner": 0})
client = _kind(_nobody | {"client_person": 0})
shared = _kind(_nobody | {"owner": 0, "client_person": 0})


def refused(name: str, *, method: str = "get") -> Row:
    """An address that does not know this method; the anonymous are sent to the sign-in page first."""
    return Row(name, dict.fromkeys(PEOPLE, 405) | {"anonymous": SIGN_IN}, method)


def posts(name: str, ok: int) -> list[Row]:
    """An address of the owner's that only takes posts."""
    return [refused(name), owner(name, ok, method="post")]


# A program of no client: every trainer of the studio works with it.
A_TEMPLATE = {"program_id": "template_id"}
# Nobody's own: everybody who signs in may read it, nobody may change it.
OF_THE_CATALOGUE = {"exercise_id": "catalogue_exercise_id"}

TABLE: list[Row] = [
    # web
    public("healthz"),
    public("service_worker"),
    public("manifest"),
    public("body_map"),
    # the look; only where DEMO or DEBUG is on
    public("design"),
    # accounts
    public("account_login", 302, anonymous=200),
    public("account_signup", 302, anonymous=200),
    public("account_inactive"),
    public("account_request_login_code", 302, anonymous=200),
    public("account_confirm_login_code", 302),
    public("account_reset_password"),
    public("account_reset_password_done"),
    public("account_reset_password_from_key"),
    public("account_reset_password_from_key_done"),
    public("account_email_verification_sent"),
    public("account_confirm_email"),
    public("account_change_email", 410),
    public("account_change_email", 410, method="post"),
    person("account_logout"),
    person("account_reauthenticate"),
    person("account_email"),
    person("account_change_password"),
    person("account_set_password", 302),
    # people
    person("settings"),
    refused("switch_role"),
    person("switch_role", 404, method="post"),
    public("invitation"),
    public("invitation", 302, method="post", anonymous=422, client_person=422, other_client_person=422),
    # clients
    trainers("client_list"),
    trainers("client_create"),
    trainers("client_create", 422, method="post"),
    owner("client_edit"),
    owner("client_edit", 422, method="post"),
    owner("client_equipment"),
    owner("client_equipment", 302, method="post"),
    owner("client_limits"),
    owner("client_limits", 422, method="post"),
    *posts("limit_end", 302),
    *posts("limit_reopen", 302),
    *posts("client_archive", 302),
    *posts("client_restore", 302),
    owner("client_invite"),
    owner("client_invite", 302, method="post"),
    *posts("client_invite_revoke", 302),
    # exercises and maxes
    person("exercise_list"),
    person("exercise_search"),
    trainers("exercise_create"),
    trainers("exercise_create", 422, method="post", data={"name": ""}),
    owner("exercise_detail", helper=200),
    refused("exercise_detail", method="post"),
    person("exercise_detail", use=OF_THE_CATALOGUE, case="catalogue"),
    owner("exercise_edit", helper=200),
    owner("exercise_edit", 422, method="post", data={"name": ""}, helper=422),
    owner("exercise_edit", 404, use=OF_THE_CATALOGUE, case="catalogue"),
    refused("exercise_archive"),
    owner("exercise_archive", 302, method="post", helper=302),
    owner("exercise_archive", 404, method="post", use=OF_THE_CATALOGUE, case="catalogue"),
    owner("max_list"),
    refused("max_list", method="post"),
    *posts("max_create", 422),
    *posts("max_preview", 422),
    # suggestions
    owner("suggestion_list"),
    refused("suggestion_list", method="post"),
    *posts("suggestion_all", 302),
    *posts("suggestion_rules", 302),
    *posts("suggestion_accept", 302),
    *posts("suggestion_reject", 302),
    *posts("suggestion_undo", 302),
    *posts("suggestion_again", 302),
    *posts("technique_sign_off", 422),
    person("own_suggestions"),
    # programs and the builder
    public("home", 302, anonymous=SIGN_IN),
    trainers("program_list"),
    trainers("program_create"),
    trainers("program_create", 422, method="post", data={"name": ""}),
    trainers("program_library"),
    trainers("library_template"),
    refused("library_template", method="post"),
    refused("library_use"),
    trainers("library_use", 422, method="post"),
    trainers("program_paste"),
    trainers("program_paste", 422, method="post", data={"text": ""}),
    refused("paste_review"),
    trainers("paste_review", method="post", data={"text": ""}),
    owner("program_detail"),
    owner("program_detail", use=A_TEMPLATE, case="template", helper=200),
    refused("program_detail", method="post"),
    owner("program_edit"),
    owner("program_edit", 422, method="post", data={"name": ""}),
    *posts("program_archive", 302),
    *posts("program_goal", 422),
    *posts("program_refresh", 302),
    *posts("program_undo", 422),
    owner("program_history"),
    owner("program_history", use=A_TEMPLATE, case="template", helper=200),
    refused("program_history", method="post"),
    owner("program_restore"),
    owner("program_restore", 302, method="post"),
    owner("program_swap"),
    owner("program_swap", 422, method="post"),
    owner("program_bring", 404, case="not a template"),
    owner("program_bring", use=A_TEMPLATE, helper=200),
    owner("program_bring", 422, method="post", use=A_TEMPLATE, helper=422),
    refused("program_bring_undo"),
    owner("program_bring_undo", 404, method="post", use=A_TEMPLATE),
    *posts("week_copy", 422),
    *posts("week_insert", 302),
    *posts("week_remove", 302),
    owner("program_overview"),
    refused("program_overview", method="post"),
    owner("program_compare", data={"goal": "strength"}),
    owner("program_compare", 422, case="no goal"),
    refused("program_compare", method="post"),
    *posts("phase_goal", 422),
    *posts("phase_mend", 302),
    *posts("program_mend", 302),
    owner("program_foundation"),
    owner("program_foundation", 302, method="post"),
    owner("phase_progression"),
    owner("phase_progression", 422, method="post"),
    *posts("phase_progression_preview", 422),
    *posts("phase_progression_remove", 302),
    owner("slot_progression"),
    owner("slot_progression", 422, method="post"),
    *posts("slot_progression_preview", 422),
    *posts("slot_progression_remove", 302),
    *posts("phase_add", 302),
    *posts("phase_edit", 422),
    *posts("phase_remove", 422),
    *posts("phase_duplicate", 302),
    *posts("phase_move", 302),
    *posts("phase_save", 422),
    *posts("piece_insert", 302),
    *posts("workout_add", 302),
    *posts("workout_edit", 422),
    *posts("workout_remove", 422),
    *posts("workout_duplicate", 302),
    *posts("workout_copy", 422),
    *posts("workout_save", 422),
    *posts("workout_goal", 422),
    *posts("slot_add", 422),
    *posts("line_add", 422),
    owner("line_preview"),
    refused("line_preview", method="post"),
    owner("program_plan"),
    owner("program_plan", use=A_TEMPLATE, case="template", helper=200),
    refused("program_plan", method="post"),
    owner("plan_week"),
    owner("plan_week", use=A_TEMPLATE, case="template", helper=200),
    refused("plan_week", method="post"),
    *posts("plan_copy", 422),
    *posts("plan_paste", 422),
    *posts("cell_save", 409),  # an empty text, upon a cell that says something
    *posts("cell_preview", 200),
    owner("slot_detail"),
    refused("slot_detail", method="post"),
    *posts("slot_duplicate", 302),
    *posts("slot_join", 302),
    *posts("slot_swap", 422),
    *posts("slot_method", 422),
    *posts("slot_pin", 422),
    *posts("sets_add", 422),
    *posts("sets_remove", 302),
    *posts("slot_save", 302),
    *posts("slot_preview", 200),
    *posts("slot_goal", 422),
    *posts("slot_move", 302),
    *posts("slot_remove", 302),
    owner("slot_why"),
    owner("slot_why", 404, use={"field": "key"}, case="unknown field"),
    refused("slot_why", method="post"),
    owner("program_method"),
    owner("program_method", use=A_TEMPLATE, case="template", helper=200),
    refused("program_method", method="post"),
    trainers("piece_list"),
    refused("piece_edit"),
    owner("piece_edit", 302, method="post", helper=302),
    refused("piece_remove"),
    owner("piece_remove", 302, method="post", helper=302),
    # assign, today, calendar, sessions
    trainers("desk"),
    owner("client_detail"),
    refused("client_detail", method="post"),
    owner("client_draft"),
    owner("client_draft", 422, method="post"),
    *posts("client_draft_preview", 422),
    owner("client_calendar"),
    refused("client_calendar", method="post"),
    owner("program_assign", 302, case="scheduled already"),
    owner("program_assign", use=A_TEMPLATE, helper=200),
    owner("program_assign", 422, method="post", use=A_TEMPLATE, helper=422),
    refused("program_assign_preview"),
    owner("program_assign_preview", 422, method="post", use=A_TEMPLATE, helper=422),
    refused("program_assign_max"),
    owner("program_assign_max", 422, method="post", use=A_TEMPLATE, helper=422),
    owner("program_assign_many", 404, case="not a template"),
    owner("program_assign_many", use=A_TEMPLATE, helper=200),
    owner("program_assign_many", 422, method="post", use=A_TEMPLATE, helper=422),
    refused("program_assign_undo"),
    owner("program_assign_undo", 404, method="post", use=A_TEMPLATE, helper=404),
    owner("program_next"),
    owner("program_next", 422, method="post"),
    owner("program_next", 404, use=A_TEMPLATE, case="of nobody"),
    refused("program_next_undo"),
    owner("program_next_undo", 404, method="post"),
    person("today"),
    person("calendar"),
    shared("session_detail"),
    refused("session_detail", method="post"),
    shared("session_move"),
    shared("session_move", 422, method="post"),
    shared("session_skip"),
    shared("session_skip", 422, method="post"),
    refused("session_plan_again"),
    shared("session_plan_again", 302, method="post"),
    person("session_forward"),
    person("session_forward", 422, method="post"),
    client("session_unplanned", other_client_person=200),
    client("session_unplanned", 422, method="post", other_client_person=422),
    refused("moves_undo"),
    person("moves_undo", 404, method="post"),
    owner("session_review"),
    refused("session_review", method="post"),
    *posts("session_read", 302),
    refused("remark_create"),
    shared("remark_create", 422, method="post"),
    # notices; the signature in the link says who may
    public("notice_stop", 404, case="not ours"),
    public("notice_stop", 404, method="post", case="not ours"),
    public("notice_stop", use={"token": "stop_token"}),
    public("notice_stop", method="post", use={"token": "stop_token"}),
    shared("session_sheet"),
    refused("session_sheet", method="post"),
    refused("session_act"),
    shared("session_act", 422, method="post"),
    shared("session_swaps"),
    refused("session_swaps", method="post"),
    shared("session_more", 404, case="of no exercise"),
    refused("session_more", method="post"),
    shared("session_choose"),
    refused("session_choose", method="post"),
    trainers("floor"),
    # devices hear 401 instead of a sign-in page
    person("outbox_token", anonymous=401),
    public("event_create", 405),
    public("event_create", 422, method="post", anonymous=401),
]
