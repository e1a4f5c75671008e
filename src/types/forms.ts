import type { Directives } from '../directives/parse.ts'
import type { ImportForm } from '../directives/task.ts'

/** How the default export of an import is declared. */
interface Declared {
  /** Of the constant. */
  readonly name: string
  readonly type: string
}

/** How a form is declared, whatever its pictures. */
interface FormSpec extends Declared {
  readonly meaning: string
}

/** Types are imported in place: an import at the top of a file would make it a module, which declares nothing for others. */
export const FORM_TYPES: Readonly<Record<ImportForm, FormSpec>> = {
  url: { name: 'url', type: 'string', meaning: 'URL of the picture.' },
  srcset: { name: 'srcset', type: 'string', meaning: 'Value of the attribute `srcset`.' },
  img: { name: 'img', type: "import('unplugin-matting').ImgForm", meaning: 'Attributes for an `<img>`.' },
  picture: {
    name: 'picture',
    type: "import('unplugin-matting').PictureForm",
    meaning: 'Sources and fallback for a `<picture>`.',
  },
  metadata: {
    name: 'metadata',
    type: "import('unplugin-matting').Metadata",
    meaning: 'URL, size, format and bounding box of the picture; of rules also what the service told.',
  },
}

/** What is known of a picture. */
export interface KnownPicture {
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  /** `png`, `webp`, … */
  readonly format: string
  readonly hasAlpha: boolean
  /** Left out where nothing can be seen. */
  readonly box?: Readonly<Record<'x' | 'y' | 'width' | 'height', number>> | undefined
}

/** One import, read. */
export interface TypedImport {
  readonly specifier: string
  readonly directives: Directives
  /** Its pictures, in the order of its outputs; undefined where one was never made. */
  readonly pictures: readonly (KnownPicture | undefined)[]
}

/** Whether the pictures of an import say more of its type than its directives do. */
export function hasSizes({ as }: Directives): boolean {
  return as === 'metadata'
}

/** The type of an import with all that is known of its pictures. */
export function writeExactType({ directives, pictures }: TypedImport): string {
  if (!hasSizes(directives)) return writeGeneralType(directives)
  return writeList(directives, (index) => writeMetadata(pictures[index]))
}

/** The type of an import by its directives alone. */
export function writeGeneralType(directives: Directives): string {
  return writeList(directives, () => FORM_TYPES[directives.as].type)
}

/** Lists make a tuple of URLs or of metadata; of all else they make one. */
function writeList({ as, outputs }: Directives, write: (index: number) => string): string {
  const isTuple = (as === 'url' || as === 'metadata') && outputs.length > 1
  return isTuple ? `[${outputs.map((_, index) => write(index)).join(', ')}]` : write(0)
}

function writeMetadata(picture: KnownPicture | undefined): string {
  const { type } = FORM_TYPES.metadata
  if (picture === undefined) return type
  const { width, height, format, hasAlpha, box } = picture
  const known = { width, height, format, hasAlpha, ...(box && { box: pickBox(box) }) }
  return `${type} & ${writeLiteral(known)}`
}

function pickBox({ x, y, width, height }: NonNullable<KnownPicture['box']>): Readonly<Record<string, number>> {
  return { x, y, width, height }
}

type Literal = string | number | boolean | { readonly [name: string]: Literal }

function writeLiteral(value: Literal): string {
  if (typeof value === 'string') return writeText(value)
  if (typeof value !== 'object') return String(value)
  return `{ ${Object.entries(value)
    .map(([name, member]) => `readonly ${name}: ${writeLiteral(member)}`)
    .join('; ')} }`
}

/** A text as a literal of TypeScript. */
export function writeText(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
