"""What a page tells once is told to people, not to what keeps pages for later."""

from django.urls import reverse

from tests.conftest import SignIn
from trainer.models import Client, User


def test_a_copy_that_is_kept_for_later_leaves_the_message_to_the_next_page(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    trainer = signed_in(owner)
    trainer.post(reverse("client_archive", args=[client.pk]))
    kept = trainer.get(reverse("client_list"), headers={"X-Keep": "1"})
    shown = trainer.get(reverse("client_list"))
    assert ["Undo" in answer.content.decode() for answer in (kept, shown)] == [False, True]
