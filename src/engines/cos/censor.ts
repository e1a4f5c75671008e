/** Strikes secrets out of text that came from outside. */
export type Censor = (text: string) => string

/** Strikes these very secrets out, wherever they stand; the list is read anew for each text. */
export function createCensor(listSecrets: () => Iterable<string>): Censor {
  return (text) => {
    let censored = text
    for (const secret of listSecrets()) censored = censored.replaceAll(secret, '***')
    return censored
  }
}

/** One line of bounded length; control characters would reach a terminal. */
export function tidy(text: string, length: number): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, length)
}
