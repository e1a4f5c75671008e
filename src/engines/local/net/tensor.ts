/** Size of feature maps: planes, and the pixels of each. */
export interface Shape {
  readonly channels: number
  readonly width: number
  readonly height: number
}

/** Feature maps: `channels` planes of `width × height` numbers, one after the other. */
export interface Tensor extends Shape {
  readonly data: Float32Array
}

/** Numbers in a tensor of this shape. */
export function countNumbers({ channels, width, height }: Shape): number {
  return channels * width * height
}
