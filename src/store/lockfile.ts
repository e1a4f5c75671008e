import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { compareText } from '../core/compare-text.ts'
import { describeCause, MattingError } from '../core/errors.ts'
import { isObject } from '../core/is-object.ts'
import { sweepBeside } from './sweep.ts'
import { isMissing, writeAtomic } from './write-atomic.ts'

/** What an import is pinned to. Nothing in it depends on the machine. */
export interface Pin {
  /** Hex sha256 of the photo; of its address where it is remote. */
  readonly source: string
  /** Name and version of what made the picture: `cos@1`. */
  readonly engine: string
  /** Hex sha256 of the picture. */
  readonly output: string
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  /** Size in bytes. */
  readonly bytes: number
}

/** Pins by what is pinned: the photo's path below the root, with forward slashes, and its directives. */
export type Pins = ReadonlyMap<string, Pin>

/** Raised when the form of the file changes. */
const VERSION = 1
const HEAD = `{\n  "version": ${VERSION},\n  "imports": {`
const TAIL = '  }\n}\n'
const ENTRY_RE = /^\s*("(?:[^"\\]|\\.)*")\s*:\s*(\{.*\})\s*,?\s*$/
const CONFLICT_RE = /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/
const HASH_RE = /^[\da-f]{64}$/
const REPAIR = 'Run `npx matting warm`: it reads what can be read, keeps what still holds, and writes the file anew.'

/** Renders pins as a lockfile: one line each, sorted, the same bytes on every machine. */
export function renderLockfile(pins: Pins): string {
  const sorted = [...pins].sort(([a], [b]) => compareText(a, b))
  const lines = sorted.map(([name, pin]) => `    ${JSON.stringify(name)}: ${renderPin(pin)}`)
  return lines.length === 0 ? `${HEAD}}\n}\n` : `${HEAD}\n${lines.join(',\n')}\n${TAIL}`
}

function renderPin({ source, engine, output, width, height, bytes }: Pin): string {
  const fields = Object.entries({ source, engine, output, width, height, bytes })
  return `{ ${fields.map(([name, value]) => `"${name}": ${JSON.stringify(value)}`).join(', ')} }`
}

/** Whether two pins say the same. */
export function isSamePin(a: Pin | undefined, b: Pin | undefined): boolean {
  return a !== undefined && b !== undefined && renderPin(a) === renderPin(b)
}

/**
 * Parses a lockfile.
 *
 * @param file its path, for messages
 * @throws MattingError `LOCKFILE`, which names the line and how to repair the file
 */
export function parseLockfile(text: string, file: string): Pins {
  const lines = text.split(/\r?\n/)
  const conflict = lines.findIndex((line) => CONFLICT_RE.test(line))
  if (conflict >= 0) throw refuse(file, `line ${conflict + 1} is a conflict marker of a merge`)
  checkTwins(lines, file)
  const { version, imports } = parseJson(mendCommas(text), file)
  if (version !== VERSION) {
    const reason = `its version is ${JSON.stringify(version)}, expected ${VERSION}`
    throw refuse(file, reason, 'It was written by another version of unplugin-matting: update it here, or there.')
  }
  if (!isObject(imports)) throw refuse(file, '`imports` is no object')
  return new Map(Object.entries(imports).map(([name, value]) => [name, readPin(name, value, file)]))
}

/** What can be read of a damaged lockfile, line by line. Where two lines pin one import to different pictures, neither counts. */
export function salvageLockfile(text: string): Pins {
  const pins = new Map<string, Pin>()
  const disputed = new Set<string>()
  for (const [name, pin] of text.split(/\r?\n/).flatMap(salvageLine)) {
    const twin = pins.get(name)
    if (twin !== undefined && !isSamePin(twin, pin)) disputed.add(name)
    pins.set(name, pin)
  }
  return new Map([...pins].filter(([name]) => !disputed.has(name)))
}

function salvageLine(line: string): [string, Pin][] {
  const [, name = '', value = ''] = ENTRY_RE.exec(line) ?? []
  try {
    const pin = pickPin(JSON.parse(value))
    return pin === undefined ? [] : [[String(JSON.parse(name)), pin]]
  } catch {
    return []
  }
}

/**
 * Reads a lockfile without giving way: it is read once a build, before anything else.
 *
 * @param how `salvage` reads a damaged one as far as it can be read
 * @throws MattingError `LOCKFILE`
 */
export function readLockfile(file: string, how: 'strict' | 'salvage' = 'strict'): Pins {
  const text = readText(() => readFileSync(file, 'utf8'), file)
  if (text === undefined) return new Map()
  return how === 'salvage' ? salvageLockfile(text) : parseLockfile(text, file)
}

/**
 * Writes changes into a lockfile: what others have written meanwhile stays. A file that says the same already is left alone.
 *
 * The caller sees to it that one process at a time does this.
 *
 * @param changes pins to set; undefined takes one out
 * @returns whether it was written
 * @throws MattingError `LOCKFILE`, `OUTPUT_UNWRITABLE`
 */
export async function updateLockfile(
  file: string,
  changes: ReadonlyMap<string, Pin | undefined>,
  how: 'strict' | 'salvage' = 'strict',
): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  const pins = new Map(readLockfile(file, how))
  for (const [name, pin] of changes) {
    if (pin === undefined) pins.delete(name)
    else pins.set(name, pin)
  }
  const next = renderLockfile(pins)
  if (text?.replaceAll('\r\n', '\n') === next || (text === undefined && pins.size === 0)) return false
  await sweepBeside(file)
  await writeAtomic(file, next).catch((cause: unknown) => {
    throw new MattingError('OUTPUT_UNWRITABLE', `${file} can't be written: ${describeCause(cause)}`, {
      cause,
      fix: 'Give this user the right to write it, or use `mode: "frozen"`, which writes nothing.',
    })
  })
  return true
}

function readText(read: () => string, file: string): string | undefined {
  try {
    return read()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw refuse(file, `it can't be read: ${describeCause(error)}`, 'Give this user the right to read it.')
  }
}

/** `JSON.parse` would take the last of two lines without a word. */
function checkTwins(lines: readonly string[], file: string): void {
  const seen = new Map<string, number>()
  lines.forEach((line, index) => {
    const name = ENTRY_RE.exec(line)?.[1]
    if (name === undefined) return
    const first = seen.get(name)
    if (first !== undefined) throw refuse(file, `lines ${first + 1} and ${index + 1} both pin ${name}`)
    seen.set(name, index)
  })
}

/** Merges by lines leave a comma too few, or one too many, beside the line that was the last one on a side. It says nothing. */
function mendCommas(text: string): string {
  return text.replace(/\}(?=\s*\n\s*")/g, '},').replace(/,(?=\s*\n\s*\})/g, '')
}

function parseJson(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch (error) {
    throw refuse(file, describeCause(error))
  }
  throw refuse(file, 'it is no object')
}

function readPin(name: string, value: unknown, file: string): Pin {
  const pin = pickPin(value)
  if (pin === undefined) throw refuse(file, `the entry of "${name}" is not complete`)
  return pin
}

/** The fields of a pin; undefined where one is missing or of another kind. */
function pickPin(value: unknown): Pin | undefined {
  if (!isObject(value)) return undefined
  const { source, engine, output, width, height, bytes } = value
  const isHashed = [source, output].every((hash) => typeof hash === 'string' && HASH_RE.test(hash))
  const isCounted = [width, height, bytes].every((number) => Number.isSafeInteger(number) && Number(number) >= 0)
  if (!isHashed || !isCounted || typeof engine !== 'string') return undefined
  return { source, engine, output, width, height, bytes } as Pin
}

function refuse(file: string, reason: string, fix = REPAIR): MattingError {
  return new MattingError('LOCKFILE', `${basename(file)} can't be used: ${reason}.`, { fix })
}
