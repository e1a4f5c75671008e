import { parseXml, type XmlElement, XmlElement as Element } from '@rgrove/parse-xml'
import { refuse } from './errors.ts'
import type { ListedPart } from './multipart.ts'

/** Longest body in bytes; 10 000 parts take less than half of it. */
const MAX_XML = 2 * 1024 * 1024

/**
 * Parses the body of "Complete Multipart Upload": the parts the object is made of.
 *
 * @throws MattingError `EMULATOR` with `MaxMessageLengthExceeded` or `MalformedXML`
 */
export function parsePartList(body: Uint8Array): ListedPart[] {
  if (body.length > MAX_XML) throw refuse('MaxMessageLengthExceeded')
  const root = parseRoot(Buffer.from(body).toString('utf8'))
  if (root?.name !== 'CompleteMultipartUpload') throw refuse('MalformedXML')
  const parts = root.children.filter((child): child is XmlElement => child instanceof Element).map(readPart)
  if (parts.length === 0) throw refuse('MalformedXML', 'The body lists no parts.')
  return parts
}

/** A declaration of types could declare entities, too; none of the API's bodies has one. */
function parseRoot(xml: string): XmlElement | undefined {
  if (xml.includes('<!DOCTYPE')) return undefined
  try {
    return parseXml(xml.trim()).root ?? undefined
  } catch {
    return undefined
  }
}

function readPart(element: XmlElement): ListedPart {
  const number = readText(element, 'PartNumber')
  const etag = readText(element, 'ETag')
  if (element.name !== 'Part' || !/^\d{1,5}$/.test(number) || etag === '') throw refuse('MalformedXML')
  return { number: Number(number), etag: etag.startsWith('"') ? etag : `"${etag}"` }
}

function readText(element: XmlElement, name: string): string {
  const child = element.children.find((candidate) => candidate instanceof Element && candidate.name === name)
  return child instanceof Element ? child.text.trim() : ''
}
