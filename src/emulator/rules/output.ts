import type { Sharp } from 'sharp'
import { openImage } from '../../raster/codec.ts'
import { refuse } from '../errors.ts'
import { estimateJpegQuality } from '../jpeg-quality.ts'
import { findValue, parseWhole, type PathParameter } from './parameters.ts'
import type { Picture } from './rule.ts'

/** How a result is encoded. */
export interface Output {
  /** sharp's name of the format; that of the source where none is asked for. */
  readonly format: string | undefined
  /** Quality of the result, given that of the source. */
  readonly quality: (source: number) => number
  /** A progressive JPEG. Other formats take no notice, as the vendor's page says. */
  readonly progressive: boolean
  /** Whether EXIF data goes. */
  readonly strip: boolean
}

/** What the parameters of the output are called in a family of rules. */
export type OutputNames = Readonly<Record<'quality' | 'relative' | 'lowest', string>>

/** Formats a rule may ask for: the name in rules to sharp's. */
const FORMATS: Readonly<Record<string, string>> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'avif',
}

/** Formats of the vendor's page that sharp does not write. */
const UNWRITTEN = ['bmp', 'tpg', 'heif', 'heic', 'yjpeg', 'svgc']

/** Formats a quality makes a difference to ("Quality Change"). */
const LOSSY = ['jpeg', 'webp', 'avif']

const PERCENT = [0, 100] as const

/** Parses what a rule says about its result's file. */
export function parseOutput(parameters: readonly PathParameter[], names: OutputNames): Output {
  const interlace = findValue(parameters, 'interlace')
  return {
    format: parseFormat(findValue(parameters, 'format')),
    quality: parseQuality(parameters, names),
    progressive: interlace !== undefined && parseWhole('interlace', interlace, [0, 1]) === 1,
    strip: findValue(parameters, 'strip') !== undefined,
  }
}

/**
 * Encodes a picture.
 *
 * @param source the file the rule began with: its format and its quality are the defaults
 */
export async function encodePicture(
  bytes: Uint8Array,
  source: { readonly bytes: Uint8Array; readonly format: string },
  output: Output,
): Promise<Picture> {
  const format = output.format ?? source.format
  const quality = LOSSY.includes(format) ? readQuality(source, output) : 100
  const image = await openImage(bytes)
  const { data, info } = await encodeAs(output.strip ? image : image.keepExif(), { format, quality, output }).toBuffer({
    resolveWithObject: true,
  })
  return { bytes: data, format, width: info.width, height: info.height, quality }
}

function readQuality({ bytes, format }: { bytes: Uint8Array; format: string }, output: Output): number {
  const own = format === 'jpeg' ? estimateJpegQuality(bytes) : 100
  return Math.min(100, Math.max(1, Math.round(output.quality(own))))
}

function encodeAs(
  image: Sharp,
  { format, quality, output }: { readonly format: string; readonly quality: number; readonly output: Output },
): Sharp {
  if (format === 'jpeg') return image.flatten({ background: '#fff' }).jpeg({ quality, progressive: output.progressive })
  if (format === 'webp') return image.webp({ quality })
  if (format === 'avif') return image.avif({ quality, effort: 0 })
  return format === 'gif' ? image.gif() : image.png()
}

function parseFormat(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  if (Object.hasOwn(FORMATS, name)) return FORMATS[name]
  if (UNWRITTEN.includes(name)) throw refuse('NotImplemented', `The emulator does not write ${name}.`)
  throw refuse('InvalidArgument', `format is "${name}", not one of ${Object.keys(FORMATS).join(', ')}.`)
}

/** An absolute quality never raises the source's own, save with `!`; a lowest one does ("Quality Change"). */
function parseQuality(parameters: readonly PathParameter[], names: OutputNames): Output['quality'] {
  const absolute = findValue(parameters, names.quality)
  const relative = findValue(parameters, names.relative)
  const lowest = findValue(parameters, names.lowest)
  if ([absolute, relative, lowest].filter((value) => value !== undefined).length > 1) {
    throw refuse('InvalidArgument', `Only one of ${Object.values(names).join(', ')} can be given.`)
  }
  if (relative !== undefined) return multiplyBy(parseWhole(names.relative, relative, PERCENT))
  if (lowest !== undefined) return raiseTo(parseWhole(names.lowest, lowest, PERCENT))
  if (absolute === undefined) return (own) => own
  const forced = absolute.endsWith('!')
  const asked = parseWhole(names.quality, forced ? absolute.slice(0, -1) : absolute, PERCENT)
  return (own) => (forced ? asked : Math.min(own, asked))
}

function multiplyBy(percent: number): Output['quality'] {
  return (own) => (own * percent) / 100
}

function raiseTo(least: number): Output['quality'] {
  return (own) => Math.max(own, least)
}
