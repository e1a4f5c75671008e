import { refuse } from '../errors.ts'

/** A parameter of a rule's path; a flag has the value `''`. */
export interface PathParameter {
  readonly name: string
  readonly value: string
}

/** Whether a parameter has a value in the segment after it. */
export type ParameterTable = Readonly<Record<string, 'flag' | 'value'>>

/**
 * Reads `name/value/name/flag/…`, in the order written.
 *
 * @param family name of the rules, for messages
 * @throws MattingError `EMULATOR`: `NotImplemented` for a parameter that is not in the table, `InvalidArgument` for one without
 *   its value or given twice
 */
export function readPathParameters(
  segments: readonly string[],
  table: ParameterTable,
  family: string,
): PathParameter[] {
  const found: PathParameter[] = []
  for (let at = 0; at < segments.length; at++) {
    const name = segments[at] ?? ''
    if (!Object.hasOwn(table, name)) throw refuse('NotImplemented', `The emulator does not run "${name}" of ${family}.`)
    if (found.some((other) => other.name === name))
      throw refuse('InvalidArgument', `${family}: "${name}" is given twice.`)
    if (table[name] === 'value') at += 1
    const value = table[name] === 'value' ? (segments[at] ?? '') : ''
    if (table[name] === 'value' && value === '') throw refuse('InvalidArgument', `${family}: "${name}" has no value.`)
    found.push({ name, value })
  }
  return found
}

/** The value of a parameter, where it was given. */
export function findValue(parameters: readonly PathParameter[], name: string): string | undefined {
  return parameters.find((parameter) => parameter.name === name)?.value
}

/** Parses a whole number within bounds. */
export function parseWhole(name: string, value: string, [least, most]: readonly [number, number]): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
  if (number >= least && number <= most) return number
  throw refuse('InvalidArgument', `${name} is "${value}", not a whole number from ${least} to ${most}.`)
}
