/** Feature maps: `channels` planes of `width × height` numbers, one after the other. */
export interface Tensor {
  readonly data: Float32Array
  readonly channels: number
  readonly width: number
  readonly height: number
}

/** A tensor of zeros. */
export function createTensor(channels: number, width: number, height: number): Tensor {
  return { data: new Float32Array(channels * width * height), channels, width, height }
}

/** One channel's plane, not copied. */
export function readPlane({ data, width, height }: Tensor, channel: number): Float32Array {
  return data.subarray(channel * width * height, (channel + 1) * width * height)
}
