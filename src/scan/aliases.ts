import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { blankScriptComments } from './comments.ts'

/** One row of `compilerOptions.paths`. */
export interface Alias {
  /** What a name begins with, and ends with; the same text where it is whole. */
  readonly prefix: string
  readonly suffix: string
  /** Whether anything may stand between prefix and suffix. */
  readonly isPattern: boolean
  /** Absolute paths, with `*` for what stands between. */
  readonly targets: readonly string[]
}

/** A `tsconfig.json`, as far as names of modules go. */
interface TsConfig {
  readonly extends?: unknown
  readonly references?: unknown
  readonly compilerOptions?: { readonly baseUrl?: unknown; readonly paths?: unknown } | undefined
}

/**
 * Reads the names that a project gives to its folders: `paths` and `baseUrl` of `tsconfig.json` or `jsconfig.json` at its root, of
 * what these extend and of what they refer to. What can't be read names nothing.
 *
 * @returns longest prefix first
 */
export async function readAliases(root: string): Promise<readonly Alias[]> {
  const seen = new Set<string>()
  const files = ['tsconfig.json', 'jsconfig.json'].map((name) => join(root, name))
  const aliases = (await Promise.all(files.map((file) => readConfig(file, seen)))).flat()
  return aliases.sort((a, b) => b.prefix.length - a.prefix.length)
}

async function readConfig(file: string, seen: Set<string>): Promise<Alias[]> {
  if (seen.has(file)) return []
  seen.add(file)
  const config = await readJson(file)
  if (config === undefined) return []
  const others = [
    ...toList(config.extends).map((name) => findExtended(name, file)),
    ...toList(config.references).map((reference) => findReferred(reference, file)),
  ]
  const found = await Promise.all(others.map((other) => (other === undefined ? [] : readConfig(other, seen))))
  return [...toAliases(config, dirname(file)), ...found.flat()]
}

async function readJson(file: string): Promise<TsConfig | undefined> {
  try {
    const text = blankScriptComments(await readFile(file, 'utf8'))
    const value: unknown = JSON.parse(text.replace(/,(?=\s*[}\]])/g, ''))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function findExtended(name: unknown, file: string): string | undefined {
  if (typeof name !== 'string') return undefined
  const path = name.endsWith('.json') ? name : `${name}.json`
  if (/^\.{0,2}\//.test(name)) return resolve(dirname(file), path)
  const require = createRequire(file)
  return [name, path, `${name}/tsconfig.json`].map((id) => resolveOrNothing(require, id)).find((found) => found)
}

function resolveOrNothing(require: NodeJS.Require, id: string): string | undefined {
  try {
    const found = require.resolve(id)
    return found.endsWith('.json') ? found : undefined
  } catch {
    return undefined
  }
}

function findReferred(reference: unknown, file: string): string | undefined {
  const path = isObject(reference) ? reference['path'] : undefined
  if (typeof path !== 'string') return undefined
  const target = resolve(dirname(file), path)
  return target.endsWith('.json') ? target : join(target, 'tsconfig.json')
}

function toAliases({ compilerOptions = {} }: TsConfig, dir: string): Alias[] {
  const { baseUrl, paths } = compilerOptions
  const base = resolve(dir, typeof baseUrl === 'string' ? baseUrl : '.')
  const rows = isObject(paths) ? Object.entries(paths) : []
  const named = rows.map(([pattern, targets]) => toAlias(pattern, toList(targets), base))
  return typeof baseUrl === 'string' ? [...named, toAlias('*', ['*'], base)] : named
}

function toAlias(pattern: string, targets: readonly unknown[], base: string): Alias {
  const [prefix = '', suffix] = pattern.split('*')
  const paths = targets.filter((target) => typeof target === 'string').map((target) => resolve(base, target))
  return { prefix, suffix: suffix ?? '', isPattern: suffix !== undefined, targets: paths }
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
