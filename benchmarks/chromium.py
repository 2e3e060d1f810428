"""Chromium for the measurements: quiet, and watched through its debugging protocol."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
# What Lighthouse calls slow 4G, and the phone that it assumes, at a quarter of this processor's speed.
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOW_CPU = 4
# Counts every shift, also those just after typing, which the usual measure forgives.
WATCH_SHIFTS = """
window.shifts = [];
window.painted = {};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const moved = entry.sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
    window.shifts.push({ value: entry.value, typing: entry.hadRecentInput, moved: moved.join(" ") });
  }
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.painted[entry.name || entry.entryType] = entry.startTime;
}).observe({ type: "paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.painted["largest-contentful-paint"] = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    names = (os.environ.get("CHROMIUM", ""), *NAMES)
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("Chromium is missing: install the package chromium, or set CHROMIUM to its path.")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *as_root])
        yield browser
        browser.close()


@dataclass
class Traffic:
    """What came over the network for a page: each address with its bytes, headers included."""

    protocol: CDPSession
    received: dict[str, int] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)
    _cached: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, page: Page) -> "Traffic":
        traffic = cls(page.context.new_cdp_session(page))
        traffic.protocol.on("Network.requestWillBeSent", traffic._asked)
        traffic.protocol.on("Network.requestServedFromCache", traffic._from_cache)
        traffic.protocol.on("Network.responseReceived", traffic._answered)
        traffic.protocol.on("Network.loadingFinished", traffic._finished)
        traffic.protocol.send("Network.enable")
        return traffic

    def clear(self) -> None:
        self.received.clear()

    @property
    def size(self) -> int:
        return sum(self.received.values())

    def _asked(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _from_cache(self, event: dict[str, Any]) -> None:
        self._cached.add(event["requestId"])

    def _answered(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self._cached.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        identifier = event["requestId"]
        address = self._addresses.get(identifier, "")
        if address.startswith("http") and identifier not in self._cached:
            self.received[address] = self.received.get(address, 0) + int(event["encodedDataLength"])


def be_slow(protocol: CDPSession) -> None:
    """A phone with bad reception."""
    protocol.send("Network.emulateNetworkConditions", SLOW_4G)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
