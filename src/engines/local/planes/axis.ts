/** For each position of a fine axis: the two positions of a coarse one around it, and the second one's share. */
export interface Axis {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly share: Float32Array
}

/** How linear interpolation reads an axis of `coarse` positions at each of `fine`. */
export function locateAxis(coarse: number, fine: number): Axis {
  const axis = { first: new Int32Array(fine), second: new Int32Array(fine), share: new Float32Array(fine) }
  for (let i = 0; i < fine; i++) {
    const at = Math.min(coarse - 1, Math.max(0, ((i + 0.5) * coarse) / fine - 0.5))
    axis.first[i] = Math.floor(at)
    axis.second[i] = Math.min(coarse - 1, Math.floor(at) + 1)
    axis.share[i] = at - Math.floor(at)
  }
  return axis
}

/** {@link locateAxis} for kernels, place by place: two whole numbers and a float. */
export function listPlaces(coarse: number, fine: number): Int32Array {
  const { first, second, share } = locateAxis(coarse, fine)
  const places = new Int32Array(3 * fine)
  const shares = new Float32Array(places.buffer)
  for (let i = 0; i < fine; i++) {
    places[3 * i] = first[i] ?? 0
    places[3 * i + 1] = second[i] ?? 0
    shares[3 * i + 2] = share[i] ?? 0
  }
  return places
}
