"""Measured by hand: `make bench`. The environment is set before anything imports numpy."""

from assistant.settings import set_process_environment

set_process_environment()
