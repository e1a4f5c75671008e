import { isPlainLayout, type Layout } from './layout.ts'
import type { Task } from './task.ts'

/**
 * The one spelling of what is to be made: sorted, defaults left out. It is part of cache keys and of the lockfile, so two
 * imports that mean the same picture share one.
 */
export function writeCanonical(task: Task): string {
  return task.kind === 'rule' ? `cos=${task.rule}` : writeLayout(task.layout)
}

/** The task as messages show it, behind the path of its photo: `?matting&padding=20x10`. */
export function writeQuery(task: Task): string {
  if (task.kind === 'rule') return `?cos=${task.rule}`
  return isPlainLayout(task.layout) ? '?matting' : `?matting&${writeLayout(task.layout)}`
}

function writeLayout({ center, padding }: Layout): string {
  const parts = [
    center ? 'center=1' : '',
    padding.dx > 0 || padding.dy > 0 ? `padding=${padding.dx}x${padding.dy}` : '',
  ]
  return parts.filter(Boolean).join('&')
}
