/** What a value of an option has to be. */
export interface OptionRule {
  /** For messages: what is expected. */
  readonly expected: string
  accepts(value: unknown): boolean
  /** How to mend a wrong value, where there is more to say than that it is wrong. */
  readonly fix?: string
  /** Environment variable that stands in, read by {@link OptionRule.fromText}. */
  readonly env?: string
  /** Reads an environment variable; undefined where the text makes no sense. @default the text itself */
  fromText?(text: string): unknown
  /** Whether the value must never be shown. */
  readonly secret?: true
}

/** A table of options: name → what its value has to be. */
export type OptionRules = Readonly<Record<string, OptionRule>>

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Any text that is not empty. */
export const TEXT: OptionRule = { expected: 'a text that is not empty', accepts: isText }

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): OptionRule {
  const bounds = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `${least} to ${most}`
  return {
    expected: `a whole number ${bounds}`,
    accepts: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  }
}

/** One of a closed set of texts. */
export function oneOf(...names: readonly string[]): OptionRule {
  return {
    expected: names.map((name) => `\`'${name}'\``).join(', '),
    accepts: (value) => typeof value === 'string' && names.includes(value),
  }
}

/** `true`, `false`, or a path with an ending. */
export function switchOrFile(ending: string): OptionRule {
  return {
    expected: `\`true\`, \`false\` or a path that ends in \`${ending}\``,
    accepts: (value) => typeof value === 'boolean' || (isText(value) && value.endsWith(ending)),
  }
}

/** A text of a certain form. */
export function textLike(pattern: RegExp, expected: string, fix?: string): OptionRule {
  const accepts = (value: unknown): boolean => typeof value === 'string' && pattern.test(value)
  return fix === undefined ? { expected, accepts } : { expected, accepts, fix }
}
