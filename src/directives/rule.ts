import { findNearest } from './nearest.ts'

/** Longest rule that is taken, in characters: rules travel in a header, five at a time. */
const MAX_RULE = 1024

/** A rule as the service takes it, or what should have been written. */
export type FoundRule = { readonly rule: string } | { readonly expected: string; readonly nearest?: string | undefined }

/**
 * Finds the rule that the value of `?cos=` means: a name of the options, or a raw rule of Persistent Image Processing
 * (`imageView2/…`, `imageMogr2/…`, `style/<name>`, `ci-process=…`). A name that stands in the options wins.
 */
export function findRule(value: string, rules: Readonly<Record<string, string>>): FoundRule {
  if (Object.hasOwn(rules, value)) return { rule: rules[value] ?? '' }
  const known = Object.keys(rules)
  if (isRawRule(value)) return { rule: value }
  const named = known.length > 0 ? `a name of \`rules\` (${known.map((name) => `\`${name}\``).join(', ')}), or ` : ''
  return {
    expected: `${named}a rule such as \`imageMogr2/thumbnail/400x\` or \`style/<name>\`, at most ${MAX_RULE} characters`,
    nearest: findNearest(value, known),
  }
}

/** Whether a text can be a rule: an operation and its parameters, on one line. What it means is the service's to say. */
export function isRawRule(text: string): boolean {
  return text.length <= MAX_RULE && /^[A-Za-z][\w-]*[/=?]\S/.test(text) && !/\p{Cc}/u.test(text)
}
