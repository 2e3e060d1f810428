"""A phone that logs sets while the server comes and goes."""

import json
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any

PAUSE = 0.02  # seconds until it asks again whether the server is back

Act = dict[str, Any]


@dataclass
class Phone:
    """Sends its outbox in order, and deletes an act only once it is answered that the act is stored."""

    port: int
    cookies: dict[str, str]
    outbox: deque[Act]
    acknowledged: list[str] = field(default_factory=list)  # keys of acts
    told_again: list[str] = field(default_factory=list)  # those stored before, of which no answer came
    interrupted: int = 0

    def flush(self, *, until: float) -> None:
        """Send until nothing is left, however often the server is gone meanwhile."""
        while self.outbox:
            try:
                self._send()
            except (OSError, HTTPException):
                assert time.monotonic() < until, f"The server stays away: {self.interrupted} attempts."
                self.interrupted += 1
                time.sleep(PAUSE)

    def _send(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            status, answer = self._ask(connection, "/events/token/", {})
            assert status == 200, f"{status}: {answer}"
            headers = {"Origin": f"http://127.0.0.1:{self.port}", "X-CSRFToken": answer["token"]}
            while self.outbox:
                act = self.outbox[0] | {"sent_at": datetime.now(UTC).isoformat()}
                status, answer = self._ask(connection, "/events/", headers, act)
                assert status in (200, 201), f"{status}: {answer} for {act}"
                self.outbox.popleft()
                self.acknowledged.append(answer["key"])
                if status == 200:
                    self.told_again.append(answer["key"])
        finally:
            connection.close()

    def _ask(
        self, connection: HTTPConnection, path: str, headers: dict[str, str], act: Act | None = None
    ) -> tuple[int, Any]:
        """An act makes it a POST. Gives status and body of the answer."""
        headers = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if act is None:
            connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/json"
            connection.request("POST", path, json.dumps(act), headers)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        body = answer.read()
        return answer.status, json.loads(body) if answer.headers.get_content_subtype() == "json" else body
