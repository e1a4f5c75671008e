/** What is known of each pixel: {@link BACKGROUND}, {@link UNKNOWN} or {@link PRODUCT}. */
export interface Trimap {
  readonly data: Uint8Array
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
}

/** Alpha is exactly 0. */
export const BACKGROUND = 0
/** Alpha is to be estimated. */
export const UNKNOWN = 1
/** Alpha is exactly 1. */
export const PRODUCT = 2
