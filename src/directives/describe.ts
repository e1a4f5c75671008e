import { writeQuery } from './canonical.ts'
import { writeOutput } from './outputs.ts'
import type { Directives } from './parse.ts'

/** All that decides the picture, presets and defaults included, as people read it: `?matting&padding=20x10&w=400`. */
export function writeDirectives({ task, outputs }: Pick<Directives, 'task' | 'outputs'>): string {
  return [writeQuery(task), ...outputs.map(writeOutput)].join('&')
}
