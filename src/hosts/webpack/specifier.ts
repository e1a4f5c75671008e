import { hasMarker, isRemote } from '../../directives/query.ts'

/**
 * In front of a specifier that css-loader would leave alone or misread: it hands on data URIs as they are. No data is ever
 * read from one.
 */
const CARRIER = 'data:application/x-unplugin-matting,'

/**
 * The import of ours that a request of webpack stands for; undefined where it stands for none. One with inline loaders
 * (`a!b`) is left to them.
 */
export function findSpecifier(request: string): string | undefined {
  const specifier = request.startsWith(CARRIER) ? decodeURIComponent(request.slice(CARRIER.length)) : request
  // Behind the marker, `!` is part of a rule; an address has no loaders.
  const [head = ''] = isRemote(specifier) ? [specifier] : specifier.split('!', 1)
  return hasMarker(head) ? specifier : undefined
}

/** Text in webpack's inline form, where `!` parts loaders. */
export function escapeBangs(text: string): string {
  return text.replaceAll('!', '%21')
}

/** What may be a specifier in the text of a style sheet, whatever it is written in. */
const SPECIFIER_RE = /[^\s"'()\\]+\?[^\s"'()\\]+/g

/**
 * Makes css-loader hand on the specifiers of a style sheet: addresses, which it takes for none of its business, and rules with
 * a `!`.
 *
 * @param carryAddress gives what stands for the specifier of a remote photo
 */
export function carrySpecifiers(css: string, carryAddress: (specifier: string) => string): string {
  const carry = (specifier: string): string => {
    if (!isRemote(specifier)) return escapeBangs(specifier)
    // Preprocessors put it together later.
    return specifier.includes('{') ? specifier : carryAddress(specifier)
  }
  return css.replace(SPECIFIER_RE, (text) => (hasMarker(text) ? carry(text) : text))
}

/** The specifier of a remote photo as a data URI, which {@link findSpecifier} reads. */
export function carryAddress(specifier: string): string {
  return CARRIER + escapeBangs(encodeURIComponent(specifier))
}
