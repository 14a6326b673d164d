"""`summariser batch`: many articles into a run folder, and what can be done with such a folder.

Exit codes: 0 all fine; 1 an article failed, or (--strict, --fail-on) has a verdict that fails by the rules; 2 the call
was wrong; 3 the run ended before its end (a budget, a server that is down or refuses, a full disk), and the same call
goes on; 130 stopped by Ctrl-C.
"""

import typer

from summariser.cli.batch.folder import errors, export_, reverify_, status
from summariser.cli.batch.run import run
from summariser.cli.default_command import DefaultCommandGroup

app = typer.Typer(
    cls=DefaultCommandGroup,
    no_args_is_help=True,
    help="Summarise many articles into a run folder: summariser batch INPUT... --out DIR. "
    "`summariser batch run --help` lists the options. A file with a command's name is named ./status.",
)

app.command()(run)
app.command()(status)
app.command("export")(export_)
app.command("reverify")(reverify_)
app.command()(errors)
