/** An element: its name, and its text or its children. */
export type XmlNode = readonly [name: string, content: string | number | readonly XmlNode[]]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Writes an element without declaration or white space; an empty one closes itself. */
export function renderXml([name, content]: XmlNode): string {
  const inner = typeof content === 'object' ? content.map(renderXml).join('') : escapeText(String(content))
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`
}

/** The body of an error ("Error Codes", COS document 436/7730). */
export function renderError(error: {
  readonly code: string
  readonly message: string
  readonly resource: string
  readonly requestId: string
}): string {
  const node: XmlNode = [
    'Error',
    [
      ['Code', error.code],
      ['Message', error.message],
      ['Resource', error.resource],
      ['RequestId', error.requestId],
      ['TraceId', Buffer.from(`trace-${error.requestId}`).toString('base64')],
    ],
  ]
  return `<?xml version='1.0' encoding='utf-8' ?>\n${renderXml(node)}`
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
}
