"""Fill a file with pictures, in several processes, resumable."""

from __future__ import annotations

import os
from multiprocessing import get_context, parent_process
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap

from .scene import render_row


def open_pool(path: Path, count: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Pictures uint8 (count, size, size, 4) and finished marks uint8 (count,), mapped from files made when missing."""
    shape = (count, size, size, 4)
    done_path = Path(f'{path}.done.npy')
    if not path.exists():
        open_memmap(path, mode='w+', dtype=np.uint8, shape=shape).flush()
        open_memmap(done_path, mode='w+', dtype=np.uint8, shape=(count,)).flush()
    rows = open_memmap(path, mode='r+')
    if rows.shape != shape:
        raise SystemExit(f'{path} holds {rows.shape}, expected {shape}: choose another file or the same size and count')
    return rows, open_memmap(done_path, mode='r+')


def fill_share(path: Path, count: int, size: int, seed: int, share: tuple[int, int]) -> None:
    """Render the unfinished rows of one worker: those equal to share[0] modulo share[1]."""
    rows, done = open_pool(path, count, size)
    for row in range(share[0], count, share[1]):
        if done[row]:
            continue
        if not (parent := parent_process()) or not parent.is_alive():
            return
        photo, alpha = render_row(seed, row, size)
        rows[row, ..., :3], rows[row, ..., 3] = photo, alpha
        done[row] = 1


def fill_pool(path: Path, count: int, size: int, seed: int, workers: int) -> None:
    """Fill a pool; rows already marked finished are kept."""
    os.environ.update(OMP_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1')
    open_pool(path, count, size)
    context = get_context('spawn')
    processes = [
        context.Process(target=fill_share, args=(path, count, size, seed, (k, workers))) for k in range(workers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    failed = [process.exitcode for process in processes if process.exitcode]
    if failed:
        raise SystemExit(f'{len(failed)} of {workers} workers ended early; the same command goes on where they stopped')
