import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { BuildOptions, BuildResult, PartialMessage } from 'esbuild'
import { hasMarker } from '../../directives/query.ts'
import { findGlobs, findNewUrls } from '../common/survivors.ts'

const SCRIPT_RE = /\.[cm]?js$/
/** Sources of imports in code that esbuild did not bundle. */
const IMPORT_RE = /\b(?:from|import|require)\s*\(?\s*(["'])((?:(?!\1)[^\n\\?])+\?(?:(?!\1)[^\n\\])+)\1/g

/** A file that a build wrote. */
interface OutputText {
  /** Relative to the working directory. */
  readonly name: string
  readonly text: string
}

/** Finds what still names original photos in finished scripts: what esbuild asks no plugin about, and unbundled imports. */
export async function findSurvivors(result: BuildResult, options: BuildOptions): Promise<PartialMessage[]> {
  const outputs = await readScripts(result, options.absWorkingDir ?? process.cwd())
  return outputs.flatMap(({ name, text }) => [
    ...findNewUrls(text).map((url) => describeNewUrl(name, url)),
    ...findGlobs(text).map((glob) => describeGlob(name, glob)),
    ...(options.bundle ? [] : findImports(text).map((specifier) => describeImport(name, specifier))),
  ])
}

/** Files that are kept in memory, or those the build has written. */
async function readScripts({ outputFiles, metafile }: BuildResult, root: string): Promise<OutputText[]> {
  if (outputFiles !== undefined) {
    const scripts = outputFiles.filter(({ path }) => SCRIPT_RE.test(path) || path === '<stdout>')
    return scripts.map(({ path, text }) => ({ name: relative(root, path), text }))
  }
  const names = Object.keys(metafile?.outputs ?? {}).filter((name) => SCRIPT_RE.test(name))
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(resolve(root, name), 'utf8') })))
}

function findImports(code: string): string[] {
  const specifiers = Array.from(code.matchAll(IMPORT_RE), ([, , specifier = '']) => specifier)
  return [...new Set(specifiers)].filter(hasMarker)
}

function describeNewUrl(file: string, url: string): PartialMessage {
  const text = `${file}: new URL("${url}", …) still names the original photo: esbuild asks no plugin about \`new URL()\`.`
  return { text, notes: [{ text: `Write \`import url from '${url}'\` and use \`url\` in its place.` }] }
}

function describeGlob(file: string, glob: string): PartialMessage {
  const text = `${file}: ${glob} is no import: esbuild knows no \`import.meta.glob()\`.`
  return { text, notes: [{ text: "Import each photo: `import url from './photo.jpg?matting'`." }] }
}

function describeImport(file: string, specifier: string): PartialMessage {
  const text = `${file}: "${specifier}" still names the original photo: esbuild resolves imports with \`bundle: true\` only.`
  return { text, notes: [{ text: 'Set `bundle: true`.' }] }
}
