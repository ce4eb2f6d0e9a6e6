"""The command line: `academy <command>`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.config.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ["ACADEMY_DEMONSTRATION"] = "true"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
