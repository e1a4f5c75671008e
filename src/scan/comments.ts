/** Literals are matched too, so that `//` and `/*` in them are no comments. A `//` behind a colon is part of an address. */
const SCRIPT_TOKEN_RE =
  /(\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*)|'[^'\\\n]*(?:\\.[^'\\\n]*)*'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|`[^`\\]*(?:\\[\s\S][^`\\]*)*`/g

/** In style sheets `//` may also begin an address without protocol. */
const STYLE_TOKEN_RE = /(\/\*[\s\S]*?\*\/|(?<![^\s])\/\/[^\n]*)|'[^'\n]*'|"[^"\n]*"/g

/**
 * Puts blanks in the place of comments, so that what is behind them stays where it is. Not a parser: text that looks like a
 * literal (an apostrophe in JSX) may hide a comment, or a comment in such text one line of code.
 */
export function blankScriptComments(code: string): string {
  return blankMatches(code, SCRIPT_TOKEN_RE)
}

/** The same for CSS and what is written like it. */
export function blankStyleComments(code: string): string {
  return blankMatches(code, STYLE_TOKEN_RE)
}

/** Blanks of the same size: lines stay. */
export function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

function blankMatches(code: string, tokens: RegExp): string {
  return code.replace(tokens, (token: string, comment: string | undefined) =>
    comment === undefined ? token : blank(comment),
  )
}
