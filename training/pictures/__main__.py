"""Command line: `pool` fills a file with training pictures, `sheet` draws a contact sheet."""

from __future__ import annotations

import argparse
from pathlib import Path

from .pool import fill_pool
from .sheet import draw_sheet


def parse_arguments() -> argparse.Namespace:
    """Options of both commands."""
    parser = argparse.ArgumentParser(prog='python3 -m training.pictures', description=__doc__)
    commands = parser.add_subparsers(dest='command', required=True)
    for name, count, size in (('pool', 1000, 512), ('sheet', 60, 256)):
        command = commands.add_parser(name)
        command.add_argument('out', type=Path)
        command.add_argument('--count', type=int, default=count)
        command.add_argument('--size', type=int, default=size)
        command.add_argument('--seed', type=int, default=1)
        if name == 'pool':
            command.add_argument('--workers', type=int, default=1)
    return parser.parse_args()


def main() -> None:
    """Run the chosen command."""
    options = parse_arguments()
    if options.command == 'pool':
        fill_pool(options.out, options.count, options.size, options.seed, options.workers)
    else:
        draw_sheet(options.out, options.count, options.size, options.seed)


if __name__ == '__main__':
    main()
