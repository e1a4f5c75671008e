import { extname } from 'node:path'

/** What a file is read as. */
export type Language = 'script' | 'style' | 'markup'

/** Extensions of the files that may name a photo. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  ...{ js: 'script', mjs: 'script', cjs: 'script', ts: 'script', mts: 'script', cts: 'script' },
  ...{ jsx: 'script', tsx: 'script' },
  ...{ vue: 'markup', svelte: 'markup', astro: 'markup', html: 'markup' },
  ...{ css: 'style', scss: 'style', sass: 'style', less: 'style', styl: 'style' },
}

/** Folders that hold no sources of the project, wherever they are. */
const FOREIGN_FOLDERS = ['node_modules', 'dist']
/** Folders of that kind below the root; deeper ones may be anything. */
const OUTPUT_FOLDERS = ['build', 'out', 'output', 'coverage']
const DECLARATION_RE = /\.d\.[mc]?ts$/

/** The files that a scan reads, as a glob: relative to the root. */
export const SOURCE_GLOB: string = `**/*.{${Object.keys(LANGUAGES).join(',')}}`

/** Globs of what it leaves out, besides names that begin with a dot. Declarations name imports, but make none. */
export const IGNORED_GLOBS: readonly string[] = [
  ...FOREIGN_FOLDERS.map((name) => `**/${name}/**`),
  ...OUTPUT_FOLDERS.map((name) => `${name}/**`),
  '**/*.d.{ts,mts,cts}',
]

/** What a file is read as; undefined where it names no photo. */
export function findLanguage(file: string): Language | undefined {
  const extension = extname(file).slice(1)
  return Object.hasOwn(LANGUAGES, extension) ? LANGUAGES[extension] : undefined
}

/**
 * Whether a scan reads a file.
 *
 * @param file relative to the root, with forward slashes
 */
export function isScanned(file: string): boolean {
  const [first = '', ...rest] = file.split('/')
  const folders = [first, ...rest].slice(0, -1)
  const isForeign = folders.some((name) => FOREIGN_FOLDERS.includes(name)) || OUTPUT_FOLDERS.includes(folders[0] ?? '')
  const isHidden = [first, ...rest].some((name) => name.startsWith('.') || name === '')
  return !isForeign && !isHidden && !DECLARATION_RE.test(file) && findLanguage(file) !== undefined
}
