import { createColors } from 'picocolors'
import type { Asset } from '../core/asset.ts'
import type { MattingError } from '../core/errors.ts'
import type { Io } from './command.ts'

/** Tells how far a command is. */
export interface Progress {
  begin(name: string): void
  succeed(name: string, asset: Asset): void
  fail(name: string, error: MattingError): void
  /** Takes the bar off the terminal. */
  end(): void
}

/** What has been done so far. */
interface Tally {
  done: number
  cached: number
  paid: number
  /** Names of what is being made. */
  readonly busy: Set<string>
  /** `performance.now()`. */
  readonly started: number
}

/** Characters of the bar itself. */
const BAR = 20
const ERASE_LINE = '\r\u001B[2K'

/**
 * Tells the progress of making pictures: on a terminal by a bar with the current file, the count, what was cached and paid and
 * the time left; elsewhere by a line for each picture that was made.
 *
 * @param total pictures
 */
export function createProgress(io: Io, total: number): Progress {
  const colors = createColors(io.color)
  const tally: Tally = { done: 0, cached: 0, paid: 0, busy: new Set(), started: performance.now() }
  const draw = (): void => {
    if (io.columns !== undefined) io.err(ERASE_LINE + renderBar(tally, total, io.columns))
  }
  const tell = (line: string): void => {
    io.err(`${io.columns === undefined ? '' : ERASE_LINE}${line}\n`)
    draw()
  }
  const leave = (name: string): void => {
    tally.busy.delete(name)
    tally.done++
  }
  return {
    begin(name) {
      tally.busy.add(name)
      draw()
    },
    succeed(name, { cached, paid, engine, ms }) {
      leave(name)
      if (cached) tally.cached++
      if (paid) tally.paid++
      if (cached) return draw()
      const how = `${engine}, ${(ms / 1000).toFixed(1)} s${paid ? ', paid' : ''}`
      tell(`${colors.green('✓')} ${name} (${how}) (${tally.done}/${total})`)
    },
    fail(name, error) {
      leave(name)
      tell(`${colors.red('✗')} ${name}: ${error.message}`)
    },
    end() {
      if (io.columns !== undefined) io.err(ERASE_LINE)
    },
  }
}

/** One line of at most `columns` characters: `━━━━━───── 12/34 · 3 paid · 8 cached · 5 s left · ./img/shoe.jpg?matting`. */
function renderBar({ done, cached, paid, busy, started }: Tally, total: number, columns: number): string {
  const filled = total === 0 ? BAR : Math.round((done / total) * BAR)
  const made = done - cached
  const left = made > 0 ? ((performance.now() - started) / made) * (total - done) : undefined
  const parts = [
    `${'━'.repeat(filled)}${'─'.repeat(BAR - filled)} ${done}/${total}`,
    paid > 0 ? `${paid} paid` : '',
    cached > 0 ? `${cached} cached` : '',
    left !== undefined && done < total ? `${Math.ceil(left / 1000)} s left` : '',
    [...busy][0] ?? '',
  ]
  return parts
    .filter(Boolean)
    .join(' · ')
    .slice(0, Math.max(0, columns - 1))
}
