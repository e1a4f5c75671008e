/** A specifier with a marker, where it stands in a text. */
export interface Mention {
  readonly specifier: string
  /** Index of its first character. */
  readonly at: number
  readonly place: Place
}

/** What names a photo: code, a style sheet, or an attribute of a page or template. */
export type Place = 'script' | 'style' | 'markup'

/** Mentions in a part of a text, as mentions in the whole. */
export function shiftMentions(mentions: readonly Mention[], by: number): Mention[] {
  return mentions.map((mention) => ({ ...mention, at: mention.at + by }))
}
