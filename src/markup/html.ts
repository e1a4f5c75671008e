const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Markup that is safe to be sent: made by {@link html} only. */
export interface Html {
  readonly markup: string
}

/** What goes into markup: text is escaped, markup is not, a list is joined, and nothing is left out. */
export type HtmlPart = string | number | undefined | Html | readonly Html[]

/** Writes markup; whatever is put into it is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return { markup: strings.map((text, index) => text + writePart(parts[index])).join('') }
}

/** Text as it stands in markup and in quoted attributes, of HTML and SVG. */
function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}

function writePart(part: HtmlPart): string {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part))
  return isMarkup(part) ? part.markup : part.map(({ markup }) => markup).join('')
}

function isMarkup(part: Html | readonly Html[]): part is Html {
  return 'markup' in part
}
