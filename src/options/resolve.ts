import { basename, resolve } from 'node:path'
import { isRemote } from '../directives/query.ts'
import { checkOptions, readVariable } from './check.ts'
import { readConfigFile } from './config-file.ts'
import { COS_RULES } from './cos-table.ts'
import { ONNX_RULES } from './onnx-table.ts'
import type { OptionRules } from './rule.ts'
import { CACHE_RULES, LOCKFILE, OPTION_RULES, REPORT_FILE, TYPES_FILE } from './table.ts'
import type { CacheOptions, CosOptions, OnnxOptions, Options, ResolvedOptions } from './types.ts'

/** Folder of the cache, below the root. */
const CACHE_DIR = 'node_modules/.cache/unplugin-matting'

/** Where options come from besides the inline ones. */
export interface OptionSources {
  /** Absolute path of the project. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Config file to read instead of `matting.config.*`, relative to the root. */
  readonly configFile?: string | undefined
}

/**
 * Options from inline, config file, environment and defaults, in this order; each field on its own, so a bucket may
 * stand in the file and its keys in the environment.
 *
 * @throws MattingError `INVALID_OPTION`, `INVALID_CONFIG`
 */
export async function resolveOptions(inline: Options, sources: OptionSources): Promise<ResolvedOptions> {
  checkOptions(inline, 'the plugin')
  const file = await readConfigFile(sources.root, sources.configFile)
  if (file) checkOptions(file.options, basename(file.file))
  const env = readEnvironment(sources.env)
  return complete([inline, file?.options ?? {}, env], sources.root)
}

function readEnvironment(env: OptionSources['env']): Options {
  return {
    ...readVariables(env, OPTION_RULES),
    cos: readVariables(env, COS_RULES) as CosOptions,
    onnx: readVariables(env, ONNX_RULES) as OnnxOptions,
    cache: readVariables(env, CACHE_RULES) as CacheOptions,
  }
}

function readVariables(env: OptionSources['env'], rules: OptionRules): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, rule] of Object.entries(rules)) {
    const text = rule.env === undefined ? undefined : env[rule.env]
    if (rule.env !== undefined && text !== undefined && text !== '') values[name] = readVariable(rule.env, rule, text)
  }
  return values
}

function complete(layers: readonly Options[], root: string): ResolvedOptions {
  const { cos: _cos, onnx: _onnx, cache: _cache, presets: _presets, rules: _rules, ...flat } = pick<Options>(layers)
  return {
    root,
    engine: flat.engine ?? 'auto',
    cos: completeCos(pick<CosOptions>(layers.map((layer) => layer.cos ?? {}))),
    onnx: completeOnnx(pick<OnnxOptions>(layers.map((layer) => layer.onnx ?? {})), root),
    presets: pick<Record<string, string>>(layers.map((layer) => layer.presets ?? {})),
    defaults: flat.defaults ?? '',
    rules: pick<Record<string, string>>(layers.map((layer) => layer.rules ?? {})),
    cache: completeCache(layers, root),
    lockfile: completeLockfile(flat.lockfile, root),
    mode: flat.mode ?? 'auto',
    ...{ budget: flat.budget, price: flat.price },
    layout: flat.layout ?? 'engine',
    concurrency: flat.concurrency ?? 8,
    dts: completeFile(flat.dts, TYPES_FILE, root),
    report: completeFile(flat.report, REPORT_FILE, root),
  }
}

function completeCos(cos: CosOptions): ResolvedOptions['cos'] {
  const { bucket, region, secretId, secretKey, sessionToken, getAuthorization, resultBucket, endpoint, publicUrl } = cos
  const { method = 'upload', prefix = 'matting/', timeout = 60_000, retries = 3, qps = 100 } = cos
  const place = { bucket, region, resultBucket, endpoint, publicUrl: publicUrl?.replace(/\/+$/, '') }
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`
  const keys = { secretId, secretKey, sessionToken, getAuthorization }
  return { ...place, ...keys, method, prefix: folder, timeout, retries, qps }
}

function completeOnnx(onnx: OnnxOptions, root: string): ResolvedOptions['onnx'] {
  const { model } = onnx
  return model === undefined || isRemote(model) ? onnx : { ...onnx, model: resolve(root, model) }
}

function completeCache(layers: readonly Options[], root: string): ResolvedOptions['cache'] {
  const first = layers.find((layer) => layer.cache !== undefined)?.cache
  if (first === false) return false
  const { dir = CACHE_DIR, store, readonly = false } = pick<CacheOptions>(layers.map((layer) => layer.cache || {}))
  return { dir: resolve(root, dir), store, readonly }
}

function completeLockfile(lockfile: Options['lockfile'] = LOCKFILE, root: string): ResolvedOptions['lockfile'] {
  return lockfile === false ? false : resolve(root, lockfile)
}

function completeFile(value: boolean | string = false, usual: string, root: string): false | string {
  return value === false ? false : resolve(root, value === true ? usual : value)
}

/** Field by field, the first layer that says something. */
function pick<T extends object>(layers: readonly T[]): T {
  const said = layers.map((layer) => Object.entries(layer).filter(([, value]) => value !== undefined))
  return Object.fromEntries(said.reverse().flat()) as T
}
