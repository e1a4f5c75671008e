import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../core/hash.ts'
import { makeSpare } from '../../store/spare.ts'

/** What the text of a placard begins with. */
const HEADING = 'unplugin-matting placard: '
/** A text that Vite has inlined; base64 has no wider alphabet. */
const INLINED_RE = /data:[\w/+.-]*;base64,([\w+/]+=*)/g
/** Beginning of {@link HEADING} in base64, as far as what follows does not change it. */
const SIGN = Buffer.from(HEADING).toString('base64').slice(0, 24)

/**
 * Small files that hold the public address of a picture. Vite's resolver of CSS URLs takes files only, and emits or inlines them; so it
 * gets the address as a file to inline, and the data URI that comes out is replaced by the address.
 */
export interface Placards {
  /** Path and query of a placard that holds an address, for Vite to inline. */
  put(address: string): Promise<string>
  /** A style sheet with addresses in the place of inlined placards. */
  replace(css: string): string
}

/** Placards lie in a folder of the process, and go with it. */
export function createPlacards(): Placards {
  return {
    async put(address) {
      const file = join(makeSpare('placards'), `${sha256(address)}.txt`)
      await writeFile(file, HEADING + address)
      return `${file}?inline`
    },
    replace: (css) =>
      css.includes(SIGN) ? css.replace(INLINED_RE, (uri, text: string) => readPlacard(text) ?? uri) : css,
  }
}

/** The address in a placard; undefined where the text is something else. */
function readPlacard(base64: string): string | undefined {
  if (!base64.startsWith(SIGN)) return undefined
  const address = Buffer.from(base64, 'base64').toString().slice(HEADING.length)
  // It may come to stand without quotes.
  return address.replace(/[\s"'()\\]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
