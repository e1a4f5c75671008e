/** How files of a format are called and served. */
export interface FormatFacts {
  readonly extension: string
  /** Media type. */
  readonly type: string
}

/** Formats a result can have, by the names that results are inspected with. */
const FORMATS: Readonly<Record<string, FormatFacts>> = {
  png: { extension: 'png', type: 'image/png' },
  jpeg: { extension: 'jpg', type: 'image/jpeg' },
  webp: { extension: 'webp', type: 'image/webp' },
  avif: { extension: 'avif', type: 'image/avif' },
  gif: { extension: 'gif', type: 'image/gif' },
  tiff: { extension: 'tiff', type: 'image/tiff' },
  svg: { extension: 'svg', type: 'image/svg+xml' },
}

/** Extension and media type of a format; those of a file of any kind for one that is not known. */
export function describeFormat(format: string): FormatFacts {
  return FORMATS[format] ?? { extension: format, type: 'application/octet-stream' }
}
