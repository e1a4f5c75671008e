import type { Exhibit } from './exhibition.ts'

/** One line on an exhibition: `40 pictures · 2 at work · 1 failed · 3 to look at · 12 paid`. */
export function summarizeExhibits(exhibits: readonly Exhibit[]): string {
  const states = exhibits.map(({ state }) => state)
  const count = (kind: string): number => states.filter((state) => state.kind === kind).length
  const assets = states.flatMap((state) => (state.kind === 'done' ? [state.asset] : []))
  const parts: readonly (readonly [number, string])[] = [
    [count('working'), 'at work'],
    [count('failed'), 'failed'],
    [assets.filter(({ doubt }) => doubt !== undefined).length, 'to look at'],
    [assets.filter(({ paid }) => paid).length, 'paid'],
  ]
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)
  return [`${exhibits.length} ${exhibits.length === 1 ? 'picture' : 'pictures'}`, ...told].join(' · ')
}
