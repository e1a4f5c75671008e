import type { Raster } from '../../../src/core/types.ts'

/** A drawn photo with the cut-out it should give. */
export interface Scene {
  readonly photo: Raster
  readonly truth: Raster
}

type Colour = readonly [number, number, number]
type Shape = (x: number, y: number) => boolean

/** What a scene shows; all coordinates are shares of its sides. */
export interface SceneOptions {
  readonly width?: number
  readonly height?: number
  /** Whether a point belongs to the product. */
  readonly shape: Shape
  readonly colour: (x: number, y: number) => Colour
  readonly backdrop?: (x: number, y: number) => Colour
  /** Middle of a soft shadow; none where left out. */
  readonly shadow?: { readonly x: number; readonly y: number; readonly radius: number; readonly depth: number }
  /** Standard deviation of the sensor's noise, 0–255. */
  readonly noise?: number
}

const SUBSAMPLES = 4

/** A light grey sheet, brighter at the top. */
export const greySheet = (_x: number, y: number): Colour => [232 - 26 * y, 232 - 25 * y, 234 - 24 * y]

export const ellipse =
  (cx: number, cy: number, rx: number, ry: number): Shape =>
  (x, y) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1

export const rectangle =
  (left: number, top: number, right: number, bottom: number): Shape =>
  (x, y) =>
    x > left && x < right && y > top && y < bottom

const union =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y))

const without =
  (shape: Shape, hole: Shape): Shape =>
  (x, y) =>
    shape(x, y) && !hole(x, y)

/** A mug: body, and a handle one can see through. */
export const mugShape: Shape = union(
  rectangle(0.25, 0.3, 0.62, 0.78),
  ellipse(0.435, 0.3, 0.185, 0.05),
  ellipse(0.435, 0.78, 0.185, 0.05),
  without(ellipse(0.63, 0.53, 0.17, 0.17), ellipse(0.63, 0.53, 0.1, 0.1)),
)

export const bottleShape: Shape = union(
  rectangle(0.43, 0.12, 0.57, 0.35),
  rectangle(0.35, 0.35, 0.65, 0.85),
  ellipse(0.5, 0.35, 0.15, 0.08),
)

/** Draws a scene; edges are exact to a sixteenth of a pixel, noise is the same every time. */
export function drawScene(options: SceneOptions): Scene {
  const { width = 320, height = 320, shape, colour, backdrop = greySheet, shadow, noise = 1.2 } = options
  const random = createRandom(7)
  const photo = { data: new Uint8Array(width * height * 4).fill(255), width, height }
  const truth = { data: new Uint8Array(width * height * 4), width, height }
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const [u, v] = [(x + 0.5) / width, (y + 0.5) / height]
      const alpha = cover(shape, { x, y, width, height })
      const shade =
        shadow === undefined
          ? 1
          : 1 -
            shadow.depth *
              Math.exp(-(((u - shadow.x) / shadow.radius) ** 2) - ((v - shadow.y) / (shadow.radius * 0.25)) ** 2)
      const [front, back] = [colour(u, v), backdrop(u, v)]
      for (let c = 0; c < 3; c++) {
        const mixed = alpha * front[c]! + (1 - alpha) * back[c]! * shade
        photo.data[at + c] = Math.min(255, Math.max(0, Math.round(mixed + noise * normal(random))))
        truth.data[at + c] = alpha === 0 ? 0 : Math.round(front[c]!)
      }
      truth.data[at + 3] = Math.round(alpha * 255)
    }
  }
  return { photo, truth }
}

function cover(shape: Shape, { x, y, width, height }: { x: number; y: number; width: number; height: number }): number {
  let inside = 0
  for (let j = 0; j < SUBSAMPLES; j++) {
    for (let i = 0; i < SUBSAMPLES; i++) {
      if (shape((x + (i + 0.5) / SUBSAMPLES) / width, (y + (j + 0.5) / SUBSAMPLES) / height)) inside++
    }
  }
  return inside / SUBSAMPLES ** 2
}

/** Deterministic numbers from 0 to 1 (a linear congruential generator). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
}
