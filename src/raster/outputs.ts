import type { Output } from '../directives/outputs.ts'
import { openImage } from './codec.ts'

/** imagetools tells what it does; nobody asked. */
const SILENT = { info: (): void => {}, warn: (): void => {}, error: (): void => {} }

/**
 * Makes an output of a picture with imagetools' own transforms. As its Vite plugin does, `w` and `h` are held to the size
 * of the picture, unless `allowUpscale` is set.
 */
export async function renderOutput(bytes: Uint8Array, output: Output): Promise<Uint8Array> {
  const { applyTransforms, builtins, generateTransforms } = await import('imagetools-core')
  const config = 'allowUpscale' in output ? output : await holdToSize(bytes, output)
  const { transforms } = generateTransforms(config, builtins, new URLSearchParams(), SILENT)
  const { image } = await applyTransforms(transforms, await openImage(bytes))
  return image.toBuffer()
}

async function holdToSize(bytes: Uint8Array, output: Output): Promise<Output> {
  const { width, height } = await (await openImage(bytes)).metadata()
  const hold = (name: 'w' | 'h', most: number): Output =>
    name in output ? { [name]: String(Math.min(Number(output[name]), most)) } : {}
  return { ...output, ...hold('w', width), ...hold('h', height) }
}
