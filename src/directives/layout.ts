/** How a cut-out sits on its canvas, in the terms of GoodsMatting. */
export interface Layout {
  /** `center-layout`: the product's bounding box is moved to the middle of the canvas; the canvas keeps its size. */
  readonly center: boolean
  /** `padding-layout`: transparent pixels added to the canvas. */
  readonly padding: Padding
}

/** Transparent pixels added to a canvas: `dx` left and right, `dy` top and bottom; whole, 0 to {@link MAX_PADDING}. */
export interface Padding {
  readonly dx: number
  readonly dy: number
}

/** The API's bound for `dx` and `dy` (Tencent Cloud CI, "Image Matting", `padding-layout`). */
export const MAX_PADDING = 1000

/** The cut-out where it was in the photo. */
export const PLAIN_LAYOUT: Layout = { center: false, padding: { dx: 0, dy: 0 } }

/** Whether a layout leaves the cut-out as it was in the photo. */
export function isPlainLayout({ center, padding }: Layout): boolean {
  return !center && padding.dx === 0 && padding.dy === 0
}
