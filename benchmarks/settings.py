"""The product's settings with a bare view beside its pages, and a way to count queries."""

from config.settings import *  # noqa: F403  (the product's settings, with the few below changed)
from config.settings import MIDDLEWARE

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.counting.CountQueriesMiddleware", *MIDDLEWARE]
