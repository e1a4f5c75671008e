import { openImage } from './codec.ts'

/** Formats a cut-out can be written in: those that keep transparency. */
export type OutputFormat = 'png' | 'webp' | 'avif'

/** All of {@link OutputFormat}; each is its own file extension. */
export const OUTPUT_FORMATS: readonly OutputFormat[] = ['png', 'webp', 'avif']

/** imagetools tells what it does; nobody asked. */
const SILENT = { info: (): void => {}, warn: (): void => {}, error: (): void => {} }

/**
 * Converts a cut-out with imagetools' own directive `format`, at its default quality. A PNG stays as it is, byte for
 * byte.
 */
export async function convertCutOut(png: Uint8Array, format: OutputFormat): Promise<Uint8Array> {
  if (format === 'png') return png
  const { applyTransforms, builtins, generateTransforms } = await import('imagetools-core')
  const { transforms } = generateTransforms({ format }, builtins, new URLSearchParams(), SILENT)
  const { image } = await applyTransforms(transforms, await openImage(png))
  return image.toBuffer()
}
