import { readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import pLimit from 'p-limit'
import { compareText } from '../core/compare-text.ts'
import { MARKED_TEXT_RE } from '../directives/query.ts'
import { blankScriptComments } from './comments.ts'
import { findExpressions } from './expressions.ts'
import { findLanguage, IGNORED_GLOBS, type Language, SOURCE_GLOB } from './files.ts'
import { findInMarkup } from './markup.ts'
import type { Mention, Place } from './mention.ts'
import { findInScript } from './script.ts'
import { findInStyle } from './style.ts'

/** An import of a photo, as a file of the project has it. */
export interface FoundImport {
  /** Relative to the root, with forward slashes. */
  readonly file: string
  /** Of its first character; the first line is 1. */
  readonly line: number
  /** As written. */
  readonly specifier: string
  readonly place: Place
}

/** Where a scan looks. */
export interface ScanSetting {
  /** Absolute paths of folders that are left out, besides packages, output and what begins with a dot. @default none */
  readonly ignore?: readonly string[] | undefined
}

/** Files that are read at once. */
const READERS = 8
/** Larger files are no sources that somebody wrote, in bytes. */
const MAX_BYTES = 2 * 1024 * 1024

const FINDERS: Readonly<Record<Language, (text: string) => Mention[]>> = {
  script: findInScript,
  style: findInStyle,
  markup: findInMarkup,
}

/**
 * Finds the imports with a marker in the files of a project, without a bundler: literals in code, URLs of style sheets,
 * attributes of pages and templates. Comments don't count, nor do templates with expressions, and texts with escapes or quotes in them.
 * Files that can't be read, or are larger than 2 MB, are passed over.
 *
 * @param root absolute path of the project
 * @returns sorted by file, line and specifier; each specifier once a line
 */
export async function scanProject(root: string, setting: ScanSetting = {}): Promise<FoundImport[]> {
  return scanFiles(root, setting, (language, text) => FINDERS[language](text))
}

/**
 * Finds places where photos with a marker are named by something that only runs: templates with expressions, queries alone, as
 * `import.meta.glob` takes them. What they name is not known; that they are there is.
 *
 * @param root absolute path of the project
 * @returns sorted by file and line
 */
export async function scanExpressions(root: string, setting: ScanSetting = {}): Promise<FoundImport[]> {
  return scanFiles(root, setting, (language, text) =>
    findExpressions(language === 'script' ? blankScriptComments(text) : text),
  )
}

type Find = (language: Language, text: string) => Mention[]

async function scanFiles(root: string, { ignore = [] }: ScanSetting, find: Find): Promise<FoundImport[]> {
  const { default: glob } = await import('fast-glob')
  const folders = ignore
    .map((folder) => toPosix(relative(root, folder)))
    .filter((path) => path !== '' && !path.startsWith('..'))
  const files = await glob(SOURCE_GLOB, {
    cwd: root,
    ignore: [...IGNORED_GLOBS, ...folders.map((path) => `${glob.escapePath(path)}/**`)],
    followSymbolicLinks: false,
    suppressErrors: true,
  })
  const limit = pLimit(READERS)
  const found = await Promise.all(files.map((file) => limit(() => scanFile(root, file, find))))
  return found.flat().sort(compareImports)
}

/** A path with forward slashes. */
export function toPosix(path: string): string {
  return path.replaceAll('\\', '/')
}

async function scanFile(root: string, file: string, find: Find): Promise<FoundImport[]> {
  const language = findLanguage(file)
  const text = await readSource(join(root, file))
  if (language === undefined || !MARKED_TEXT_RE.test(text)) return []
  const imports = find(language, text).map(({ specifier, at, place }) => ({
    file,
    line: countLines(text, at),
    specifier,
    place,
  }))
  return [...new Map(imports.map((found) => [`${found.line} ${found.specifier}`, found])).values()]
}

/** A file that is gone meanwhile, or closed to this user, imports nothing that could be built. */
async function readSource(path: string): Promise<string> {
  try {
    return (await stat(path)).size > MAX_BYTES ? '' : await readFile(path, 'utf8')
  } catch {
    return ''
  }
}

function countLines(text: string, end: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** By code units: the same order on every machine. */
function compareImports(a: FoundImport, b: FoundImport): number {
  return compareText(a.file, b.file) || a.line - b.line || compareText(a.specifier, b.specifier)
}
