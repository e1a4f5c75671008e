import { parseXml, XmlElement } from '@rgrove/parse-xml'

/** What the service tells of one picture, by its own names. */
type PictureFacts = Readonly<Record<string, string | number>>

/** A stored result, as the answer to a request with rules tells it (Tencent Cloud CI, "Persistent Image Processing"). */
export interface StoredObject {
  /** As told; empty where left out. */
  readonly key: string
  /** Host and path of the object, without scheme; empty where left out. */
  readonly location: string
  /** Quoted or not; empty where left out. */
  readonly etag: string
  /** `Format Width Height Quality Size`, as far as told. */
  readonly facts: PictureFacts
}

/** The answer to a request with rules. */
export interface UploadAnswer {
  readonly objects: readonly StoredObject[]
  /** `ImageInfo` of the original: `Format Width Height Quality Ave Orientation`, as far as told. */
  readonly original: PictureFacts
}

/** The service's own words about a failure. */
export interface ServiceError {
  readonly code: string
  readonly message: string
  readonly requestId: string
}

/** Characters of XML that are read; real answers have hundreds. */
const MAX_XML = 1024 * 1024
const TEXTS: ReadonlySet<string> = new Set(['Format', 'Ave'])
const NUMBERS: ReadonlySet<string> = new Set(['Width', 'Height', 'Quality', 'Orientation', 'Size'])
/** Roots of the answers to PUT and POST, and to the end of an upload in parts. */
const ROOTS: ReadonlySet<string> = new Set(['UploadResult', 'CompleteMultipartUploadResult'])

/**
 * What the answer to a request with rules tells, or `undefined` when the text is no such answer. The end of an upload in
 * parts tells the same, either inside its own root or in an `UploadResult` there.
 */
export function parseUploadAnswer(xml: string): UploadAnswer | undefined {
  const root = parseRoot(xml)
  if (root === undefined || !ROOTS.has(root.name)) return undefined
  const told = findChild(root, 'UploadResult') ?? root
  const info = findChild(findChild(told, 'OriginalInfo') ?? told, 'ImageInfo')
  const results = findChild(told, 'ProcessResults')
  const objects = results === undefined ? [] : listChildren(results).filter(({ name }) => name === 'Object')
  return { objects: objects.map(readObject), original: info === undefined ? {} : readFacts(info) }
}

/** All fields of a result, by the page's names; what was left out is left out. */
export function listFields({ key, location, etag, facts }: StoredObject): PictureFacts {
  const names = Object.entries({ Key: key, Location: location, ETag: etag }).filter(([, text]) => text !== '')
  return { ...Object.fromEntries(names), ...facts }
}

/** The error an XML text holds, or `undefined` when it is none: other text, cut-off XML, another root. */
export function parseServiceError(xml: string): ServiceError | undefined {
  const root = parseRoot(xml)
  if (root?.name !== 'Error') return undefined
  return { code: readText(root, 'Code'), message: readText(root, 'Message'), requestId: readText(root, 'RequestId') }
}

/** The id of an upload in parts that has begun, or `undefined` when the text is no such answer. */
export function parseUploadId(xml: string): string | undefined {
  const root = parseRoot(xml)
  return root?.name === 'InitiateMultipartUploadResult' ? readText(root, 'UploadId') || undefined : undefined
}

/**
 * The object with this key among the results. In the vendor's own sample `Key` and `Location` name different files, and
 * the latter is the one asked for: either will do. `Key` may begin with `/`, or be relative to the folder of the source.
 */
export function findObject(objects: readonly StoredObject[], key: string, sourceKey: string): StoredObject | undefined {
  const folder = sourceKey.slice(0, sourceKey.lastIndexOf('/') + 1)
  const isKey = (object: StoredObject): boolean => object.key.replace(/^\//, '') === key
  const isRelative = (object: StoredObject): boolean => !object.key.startsWith('/') && folder + object.key === key
  const isLocation = ({ location }: StoredObject): boolean => location.endsWith(`/${key}`)
  return objects.find(isKey) ?? objects.find(isLocation) ?? objects.find(isRelative)
}

/** Entities that a document declares are not expanded: the parser refuses names it doesn't know. */
function parseRoot(xml: string): XmlElement | undefined {
  if (xml.length > MAX_XML) return undefined
  try {
    return parseXml(xml.trim()).root ?? undefined
  } catch {
    // Not XML. What that means is the caller's to say; why it isn't would tell the user nothing.
    return undefined
  }
}

function readObject(element: XmlElement): StoredObject {
  return {
    key: readText(element, 'Key'),
    location: readText(element, 'Location'),
    etag: readText(element, 'ETag') || readText(element, 'Etag'),
    facts: readFacts(element),
  }
}

/** Fields that are empty, or no numbers where numbers belong, are left out. */
function readFacts(element: XmlElement): PictureFacts {
  const fields = listChildren(element).map(({ name, text }) => [name, text.trim()] as const)
  const texts = fields.filter(([name, text]) => TEXTS.has(name) && text !== '')
  const numbers = fields.filter(([name, text]) => NUMBERS.has(name) && /^-?\d+(?:\.\d+)?$/.test(text))
  return Object.fromEntries([...texts, ...numbers.map(([name, text]) => [name, Number(text)] as const)])
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
