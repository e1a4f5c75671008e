import { locateAxis } from '../../../src/engines/local/planes/axis.ts'
import { createField, type BitMask, type Field, type Size } from '../../../src/engines/local/planes/field.ts'
import { power } from '../../../src/engines/local/planes/functions.ts'

/** One number at a time, by the formula, kept in 32 bits; what the kernels must give to the last bit. */
function mapField(size: Size, channels: number, compute: (x: number, y: number, c: number) => number): Field {
  const field = createField(size, channels)
  for (let i = 0; i < field.data.length; i++) {
    const pixel = Math.floor(i / channels)
    field.data[i] = compute(pixel % size.width, Math.floor(pixel / size.width), i % channels)
  }
  return field
}

function read({ data, width, channels }: Field, x: number, y: number, c = 0): number {
  return data[(y * width + x) * channels + c]!
}

/** How much of each input an output covers (where the axis shrinks), or how near it is to the nearest two. */
function weighInputs(from: number, to: number, i: number): readonly (readonly [at: number, weight: number])[] {
  const inputs = Array.from({ length: from }, (_, at) => at)
  if (to >= from) {
    const place = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5))
    const begin = Math.min(Math.max(0, from - 2), Math.floor(place))
    return inputs.slice(begin, begin + 2).map((at) => [at, at === begin ? 1 - (place - begin) : place - begin])
  }
  const [start, end] = [(i * from) / to, Math.min(from, ((i + 1) * from) / to)]
  const cover = (at: number): number => Math.max(0, Math.min(end, at + 1) - Math.max(start, at)) / (end - start)
  return inputs.map((at) => [at, cover(at)] as const).filter(([, weight]) => weight > 0)
}

export function resample(field: Field, size: Size): Field {
  const mixed = mapField({ width: field.width, height: size.height }, field.channels, (x, y, c) =>
    weighInputs(field.height, size.height, y).reduce(
      (sum, [at, weight]) => Math.fround(sum + Math.fround(weight) * read(field, x, at, c)),
      0,
    ),
  )
  return mapField(size, field.channels, (x, y, c) =>
    weighInputs(field.width, size.width, x).reduce(
      (sum, [at, weight]) => sum + Math.fround(weight) * read(mixed, at, y, c),
      0,
    ),
  )
}

/** A field of a size at a pixel of a larger grid: first between two rows, then along them, each in 32 bits. */
function enlarge(field: Field, size: Size): Field {
  const [columns, rows] = [locateAxis(field.width, size.width), locateAxis(field.height, size.height)]
  const between = (first: number, second: number, share: number): number =>
    Math.fround(first + (second - first) * share)
  const tall = mapField({ width: field.width, height: size.height }, field.channels, (x, y, c) =>
    between(read(field, x, rows.first[y]!, c), read(field, x, rows.second[y]!, c), rows.share[y]!),
  )
  return mapField(size, field.channels, (x, y, c) =>
    between(read(tall, columns.first[x]!, y, c), read(tall, columns.second[x]!, y, c), columns.share[x]!),
  )
}

export function fillGaps(values: Field, weight: Field): Field {
  return pull(
    mapField(values, values.channels, (x, y, c) => read(values, x, y, c) * read(weight, x, y)),
    weight,
  ).values
}

interface Level {
  readonly values: Field
  readonly weight: Field
}

function pull(values: Field, weight: Field): Level {
  const level = values.width * values.height === 1 ? { values, weight } : blend({ values, weight })
  return { ...level, values: divide(level.values, level.weight, (total) => total > 0) }
}

function blend({ values, weight }: Level): Level {
  const sums = sumFours(values)
  const totals = sumFours(weight)
  const capped = mapField(totals, 1, (x, y) => Math.min(1, read(totals, x, y)))
  const half = pull(
    divide(sums, totals, (total) => total > 1),
    capped,
  )
  const [below, share] = [enlarge(half.values, values), enlarge(half.weight, values)]
  const missing = (x: number, y: number): number => (1 - read(weight, x, y)) * read(share, x, y)
  return {
    values: mapField(
      values,
      values.channels,
      (x, y, c) => read(values, x, y, c) + missing(x, y) * read(below, x, y, c),
    ),
    weight: mapField(weight, 1, (x, y) => 1 - (1 - read(weight, x, y)) + missing(x, y)),
  }
}

/** Sums of two by two pixels. */
function sumFours(field: Field): Field {
  const size = { width: (field.width + 1) >> 1, height: (field.height + 1) >> 1 }
  const fours = [0, 1].flatMap((dy) => [0, 1].map((dx) => [dx, dy] as const))
  return mapField(size, field.channels, (x, y, c) =>
    fours
      .filter(([dx, dy]) => 2 * x + dx < field.width && 2 * y + dy < field.height)
      .reduce((sum, [dx, dy]) => Math.fround(sum + read(field, 2 * x + dx, 2 * y + dy, c)), 0),
  )
}

function divide(values: Field, weight: Field, test: (total: number) => boolean): Field {
  return mapField(values, values.channels, (x, y, c) => {
    const total = read(weight, x, y)
    return test(total) ? read(values, x, y, c) / total : read(values, x, y, c)
  })
}

/** By the distances of all paths: relaxed until nothing changes. */
export function measureDistance({ data, width, height }: BitMask): Field {
  const steps = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const))
  let field = mapField({ width, height }, 1, (x, y) => (data[y * width + x] === 1 ? 0 : 1e6))
  for (let round = 0; round < width + height; round++) {
    const before = field
    field = mapField(before, 1, (x, y) =>
      Math.min(
        ...steps
          .filter(([dx, dy]) => x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height)
          .map(([dx, dy]) => read(before, x + dx, y + dy) + Math.hypot(dx, dy)),
      ),
    )
  }
  return field
}

export function toLab(colours: Field): Field {
  const nearest = (value: number): number => Math.floor(value * 4080 + 0.5) / 4080
  const linear = (value: number): number =>
    Math.fround(value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4))
  const curve = (value: number): number =>
    Math.fround(value > 0.008856 ? power(value, 1 / 3) : 7.787 * value + 16 / 116)
  const light = mapField(colours, 3, (x, y, c) => linear(nearest(read(colours, x, y, c) / 255)))
  const mix = (pixel: readonly [number, number], [r, g, b]: readonly [number, number, number]): number =>
    curve(nearest(r * read(light, ...pixel, 0) + g * read(light, ...pixel, 1) + b * read(light, ...pixel, 2)))
  return mapField(colours, 3, (column, row, c) => {
    const y = mix([column, row], [0.2126, 0.7152, 0.0722])
    if (c === 0) return 116 * y - 16
    const other = mix([column, row], c === 1 ? [0.4339, 0.3762, 0.1899] : [0.0177, 0.1095, 0.8728])
    return c === 1 ? 500 * (other - y) : 200 * (y - other)
  })
}
