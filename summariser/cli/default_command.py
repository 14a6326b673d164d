"""A group of commands in which "run" need not be named: what is no command's name is its first argument."""

from typing import Any

from typer.core import TyperGroup


class DefaultCommandGroup(TyperGroup):
    """`summariser batch INPUT` and `summariser eval GOLD`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # typer's own type of it is private
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["run", *args]
        return super().parse_args(ctx, args)
