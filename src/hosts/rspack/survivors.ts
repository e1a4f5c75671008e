import type { Compilation, Compiler } from '@rspack/core'
import { hasMarker } from '../../directives/query.ts'
import { findNewUrls } from '../rollup/survivors.ts'
import { findSurvivors } from '../vite/survivors.ts'
import { NAME } from '../webpack/name.ts'
import { readForm } from './resource.ts'

const TEXT_RE = /\.(?:css|html?)$/
const SCRIPT_RE = /\.[cm]?js$/
/** An address in finished code: what Rspack left external. */
const ADDRESS_RE = /(["'`])(https?:\/\/(?:(?!\1)[^\s\\])+)\1/g

/**
 * Warns, at the end of a build, of what still names an original photo: references that Rspack was told to leave alone, and
 * photos that other loaders emitted.
 */
export function warnOfSurvivors(compiler: Compiler, compilation: Compilation): void {
  const { Compilation: Stages, WebpackError } = compiler.rspack
  compilation.hooks.processAssets.tap({ name: NAME, stage: Stages.PROCESS_ASSETS_STAGE_REPORT }, () => {
    for (const place of listSurvivors(compilation)) {
      const fix = 'Import the photo in JS with its whole path as one string, and use the URL that the import gives.'
      compilation.warnings.push(new WebpackError(`[${NAME}] ${place} still names the original photo.\n  fix: ${fix}`))
    }
  })
}

/** Names are looked at first: the bytes of an asset are copied when they are asked for. */
function listSurvivors(compilation: Compilation): string[] {
  return compilation.getAssets().flatMap(({ name, info, source }) => {
    const photo = info.sourceFilename
    if (photo !== undefined && hasMarker(photo) && readForm(photo) === undefined) return [`${name}: ${photo}`]
    if (!TEXT_RE.test(name) && !SCRIPT_RE.test(name)) return []
    const text = source.source()
    if (TEXT_RE.test(name)) return findSurvivors({ [name]: { type: 'asset', source: text } })
    return findReferences(text.toString()).map((url) => `${name}: ${url}`)
  })
}

const MARKERS = ['?matting', '&matting', '?cos=', '&cos=']

function findReferences(code: string): string[] {
  if (!MARKERS.some((marker) => code.includes(marker))) return []
  const addresses = Array.from(code.matchAll(ADDRESS_RE), ([, , address = '']) => address)
  return [...new Set([...addresses.filter(hasMarker), ...findNewUrls(code)])]
}
