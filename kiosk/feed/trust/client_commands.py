"""`kiosk feed client ...`: the command line of the tuf-conformance project, for the plain client.

Rule: options are taken before or after the verb; after it they win, and target names add up.
"""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from kiosk.feed.trust import client

_Command = Callable[..., Any]
_FOLDER = click.Path(path_type=Path, file_okay=False)
_OPTIONS = (
    click.option("--metadata-dir", type=_FOLDER),
    click.option("--metadata-url"),
    click.option("--target-name", "target_names", multiple=True),
    click.option("--target-base-url"),
    click.option("--target-dir", type=_FOLDER),
)


def _options(command: _Command) -> _Command:
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


@click.group("client")
@_options
@click.pass_context
def plain_client(context: click.Context, /, **options: Any) -> None:
    """The plain TUF client under the courier, for conformance work."""
    context.obj = options


@plain_client.command("init")
@_options
@click.argument("trusted_root", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def client_init(before: dict[str, Any], /, trusted_root: Path, **after: Any) -> None:
    """Trust a root file."""
    client.init(_needed(_joined(before, after), "metadata_dir"), trusted_root)


@plain_client.command("refresh")
@_options
@click.pass_obj
def client_refresh(before: dict[str, Any], /, **after: Any) -> None:
    """Update the top-level metadata."""
    options = _joined(before, after)
    client.refresh(_needed(options, "metadata_dir"), _needed(options, "metadata_url"))


@plain_client.command("download")
@_options
@click.pass_obj
def client_download(before: dict[str, Any], /, **after: Any) -> None:
    """Update, then fetch the named targets."""
    options = _joined(before, after)
    client.download(
        _needed(options, "metadata_dir"),
        _needed(options, "metadata_url"),
        _needed(options, "target_dir"),
        _needed(options, "target_base_url"),
        _needed(options, "target_names"),
    )


def _joined(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    names = (*before["target_names"], *after["target_names"])
    return {**before, **{name: value for name, value in after.items() if value}, "target_names": names}


def _needed(options: dict[str, Any], name: str) -> Any:
    if not options[name]:
        raise click.UsageError(f"--{name.replace('_names', '_name').replace('_', '-')} is needed")
    return options[name]
