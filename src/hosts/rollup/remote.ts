import { decodePath, isRemote, splitSpecifier } from '../../directives/query.ts'

/** What ids of remote photos begin with. An address is no id: bundlers leave addresses to the browser. */
const PREFIX = '/@matting-remote/'

/**
 * The module id of a remote photo: the same on every machine, and its address can be read back. The file name stands at its
 * end, for what bundlers name after modules.
 *
 * @param specifier `https://…/shoe.jpg?matting`
 */
export function writeRemoteId(specifier: string): string {
  const { path } = splitSpecifier(specifier)
  const query = decodeQuery(specifier.slice(path.length))
  return `${PREFIX}${Buffer.from(path).toString('base64url')}/${nameOf(path)}?${query.slice(1)}`
}

/** The specifier behind the id of a remote photo; undefined where the id is no such id. */
export function readRemoteId(id: string): string | undefined {
  if (!id.startsWith(PREFIX)) return undefined
  const at = id.indexOf('?')
  const [code = ''] = id.slice(PREFIX.length, at).split('/')
  const address = Buffer.from(code, 'base64url').toString()
  return isRemote(address) ? address + (address.includes('?') ? '&' : '?') + id.slice(at + 1) : undefined
}

/**
 * A query with its percent-encoding undone as far as servers undo it in URLs, so that each way an import reaches us gives
 * one module. An encoded `%` stays: undone twice, it would mean something else.
 */
export function decodeQuery(query: string): string {
  return query.includes('%25') ? query : decodePath(query)
}

function nameOf(address: string): string {
  const [path = ''] = address.split('?')
  return (path.split('/').at(-1) ?? '').replace(/[^\w.-]+/g, '-') || 'photo'
}
