import { createField, type Field, type Size } from './field.ts'

/** A rectangle of pixels. */
export interface Area extends Size {
  readonly x: number
  readonly y: number
}

/** The part of a field in an area. */
export function cropField(field: Field, { x, y, width, height }: Area): Field {
  const { channels, data } = field
  const part = createField({ width, height }, channels)
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * field.width + x) * channels
    part.data.set(data.subarray(start, start + width * channels), row * width * channels)
  }
  return part
}

/** An area of one grid in the pixels of another over the same picture, rounded outwards. */
export function scaleArea(area: Area, from: Size, to: Size): Area {
  const x = Math.floor((area.x * to.width) / from.width)
  const y = Math.floor((area.y * to.height) / from.height)
  return {
    x,
    y,
    width: Math.min(to.width, Math.ceil(((area.x + area.width) * to.width) / from.width)) - x,
    height: Math.min(to.height, Math.ceil(((area.y + area.height) * to.height) / from.height)) - y,
  }
}
