/** Size of a file as people read it: `412 kB`. */
export function writeBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** A time in ms as people read it: `340 ms`, `2.3 s`. */
export function writeTime(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** The same on every machine. */
const NUMBER: Intl.NumberFormat = new Intl.NumberFormat('en')

/** A whole number as people read it: `1,000`. */
export function writeNumber(number: number): string {
  return NUMBER.format(number)
}
