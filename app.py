"""Read the settings and serve the page at once; the library opens behind it."""

import sys

from assistant.messages import describe
from assistant.settings import load_settings, set_process_environment
from index.problem import Problem


def main() -> int:
    """Serve until stopped; 2 when the settings or the address are wrong."""
    set_process_environment()
    language = "id"
    try:
        settings = load_settings()
        language = settings.language
        from assistant.web.server import serve  # noqa: PLC0415 - after the environment

        serve(settings)
    except Problem as problem:
        sys.stderr.write(f"{describe(problem, language)}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
