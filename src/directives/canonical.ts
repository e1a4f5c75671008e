import type { Directives } from './parse.ts'

/**
 * The one spelling of directives: sorted, defaults left out. It is part of cache keys and of the lockfile, so two
 * imports that mean the same picture share one.
 */
export function writeCanonical({ layout }: Directives): string {
  const { center, padding } = layout
  const parts = [
    center ? 'center=1' : '',
    padding.dx > 0 || padding.dy > 0 ? `padding=${padding.dx}x${padding.dy}` : '',
  ]
  return parts.filter(Boolean).join('&')
}
