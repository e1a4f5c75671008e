import type { Asset } from '../core/asset.ts'
import { describeMetadata } from '../core/metadata.ts'
import type { Output } from '../directives/outputs.ts'
import type { ImportForm } from '../directives/task.ts'

/** One picture of a form. */
export interface FormPart {
  /** Specifier of the picture's own import. */
  readonly picture: string
  readonly output: Output
  /** The picture, made; not needed for `as=url`. */
  readonly asset: Asset | undefined
}

/** Stands for the URL of a part until the bundler knows it; nothing else in a form looks like it. */
const URL_TOKEN_RE = /__MATTING_URL_(\d+)__/g

/**
 * The module of an import that gives more than a URL: it takes the URLs from imports of the pictures themselves, so that the
 * bundler treats those as any picture, and builds around them what imagetools would have built.
 */
export async function writeForm(as: ImportForm, parts: readonly FormPart[]): Promise<string> {
  const imports = parts.map(({ picture }, index) => `import src${index} from ${JSON.stringify(picture)}\n`)
  const value = await buildForm(as, parts)
  return `${imports.join('')}export default ${writeValue(value)}\n`
}

async function buildForm(as: ImportForm, parts: readonly FormPart[]): Promise<unknown> {
  const described = parts.map((part, index) => ({ src: `__MATTING_URL_${index}__`, ...describePart(part) }))
  if (as === 'metadata') return described.length === 1 ? described[0] : described
  const { builtinOutputFormats } = await import('imagetools-core')
  const distinct = as === 'url' ? described : dropTwins(described, parts)
  return builtinOutputFormats[as]()(distinct as unknown as Parameters<ReturnType<typeof builtinOutputFormats.url>>[0])
}

function describePart({ asset, output }: FormPart): object {
  if (asset === undefined) return {}
  const base = Number(output['basePixels'])
  const density = base > 0 ? { pixelDensityDescriptor: `${asset.width / base}x` } : {}
  return { ...describeMetadata(asset), ...density }
}

/** Widths above the picture's own all give the same file, which is named once. */
function dropTwins<T>(described: readonly T[], parts: readonly FormPart[]): T[] {
  const hashes = parts.map(({ asset }) => asset?.sha256)
  return described.filter((_, index) => hashes.indexOf(hashes[index]) === index)
}

/** A value as code, with the URLs in the place of their tokens. */
function writeValue(value: unknown): string {
  return JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"/g, (literal) => {
    if (literal.search(URL_TOKEN_RE) < 0) return literal
    const whole = /^"__MATTING_URL_(\d+)__"$/.exec(literal)
    return whole === null ? `\`${literal.slice(1, -1).replace(URL_TOKEN_RE, '${src$1}')}\`` : `src${whole[1]}`
  })
}
