"""Static files with hashed names, so that a browser never asks twice for the same one."""

from typing import ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashes names everywhere and rewrites the imports of our own ES modules.

    Django's own patterns for module imports cover every .js file, also those of installed
    packages; ours are limited to static/js.
    """

    support_js_module_import_aggregation = False
    keep_intermediate_files = False
    patterns: ClassVar = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            (
                (
                    r"""(?P<matched>import(?s:(?P<import>[\s\{].*?|\*\s*as\s*\w+)\s*from)\s*["'](?P<url>\.{1,2}\/.*?)["']\s*;)""",
                    """import%(import)s from "%(url)s";""",
                ),
                (r"""(?P<matched>import\s*["'](?P<url>\.\/.*?)["']\s*;)""", """import "%(url)s";"""),
                (r"""(?P<matched>import\(["'](?P<url>\.\/.*?)["']\))""", """import("%(url)s")"""),
            ),
        ),
    )
