import { parseXml, XmlElement } from '@rgrove/parse-xml'

/** A stored result, as the answer to an upload tells it (Tencent Cloud CI, "Persistent Image Processing"). */
export interface StoredObject {
  /** Object key, without leading `/`. */
  readonly key: string
  /** Host and path of the object, without scheme; empty where left out. */
  readonly location: string
  /** Quoted or not; empty where left out. */
  readonly etag: string
  /** Bytes; `undefined` where left out. */
  readonly size: number | undefined
}

/** The service's own words about a failure. */
export interface ServiceError {
  readonly code: string
  readonly message: string
  readonly requestId: string
}

/** Results named by the answer to an upload with rules, or `undefined` when the text is no such answer. */
export function parseUploadAnswer(xml: string): readonly StoredObject[] | undefined {
  const root = parseRoot(xml)
  if (root?.name !== 'UploadResult') return undefined
  const results = findChild(root, 'ProcessResults')
  if (results === undefined) return []
  return listChildren(results)
    .filter(({ name }) => name === 'Object')
    .map(readObject)
}

/** The error an XML text holds, or `undefined` when it is none: other text, cut-off XML, another root. */
export function parseServiceError(xml: string): ServiceError | undefined {
  const root = parseRoot(xml)
  if (root?.name !== 'Error') return undefined
  return { code: readText(root, 'Code'), message: readText(root, 'Message'), requestId: readText(root, 'RequestId') }
}

/**
 * The object with this key among the results. In the vendor's own sample `Key` and `Location` name different files, and
 * the latter is the one asked for: either will do.
 */
export function findObject(objects: readonly StoredObject[], key: string): StoredObject | undefined {
  return objects.find((object) => object.key === key) ?? objects.find(({ location }) => location.endsWith(`/${key}`))
}

function parseRoot(xml: string): XmlElement | undefined {
  try {
    return parseXml(xml.trim()).root ?? undefined
  } catch {
    // Not XML. What that means is the caller's to say; why it isn't would tell the user nothing.
    return undefined
  }
}

function readObject(element: XmlElement): StoredObject {
  const size = Number.parseInt(readText(element, 'Size'), 10)
  return {
    key: readText(element, 'Key').replace(/^\//, ''),
    location: readText(element, 'Location'),
    etag: readText(element, 'ETag') || readText(element, 'Etag'),
    size: Number.isNaN(size) ? undefined : size,
  }
}

function readText(parent: XmlElement, name: string): string {
  return findChild(parent, name)?.text.trim() ?? ''
}

function findChild(parent: XmlElement, name: string): XmlElement | undefined {
  return listChildren(parent).find((child) => child.name === name)
}

function listChildren({ children }: XmlElement): XmlElement[] {
  return children.filter((child) => child instanceof XmlElement)
}
