import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resolveOptions } from '../../src/options/resolve.ts'
import type { Options } from '../../src/options/types.ts'
import { makeFolder } from '../support/temporary.ts'

const NOWHERE = '/nonexistent-project'

describe('resolveOptions', () => {
  it('has the defaults of the contract', async () => {
    expect(await resolveOptions({}, { root: NOWHERE, env: {} })).toEqual({
      root: NOWHERE,
      engine: 'auto',
      cos: { method: 'upload', prefix: 'matting/', timeout: 60_000, retries: 3, qps: 100 },
      presets: {},
      defaults: '',
      rules: {},
      onnx: {},
      cache: { dir: join(NOWHERE, 'node_modules/.cache/unplugin-matting'), readonly: false },
      lockfile: join(NOWHERE, 'matting.lock.json'),
      mode: 'auto',
      layout: 'engine',
      concurrency: 8,
      dts: false,
      report: false,
    })
  })

  it('takes inline before file before environment before default, each field on its own', async () => {
    const root = await makeFolder()
    await writeFile(
      join(root, 'matting.config.ts'),
      `const bucket: string = 'file-1250000000'
       export default { engine: 'local', cos: { bucket, region: 'ap-file' }, presets: { a: 'padding=1', b: 'center' } }`,
    )
    const env = {
      MATTING_ENGINE: 'cos',
      MATTING_COS_BUCKET: 'env-1250000000',
      MATTING_COS_REGION: 'ap-env',
      TENCENTCLOUD_SECRET_ID: 'id',
      TENCENTCLOUD_SECRET_KEY: 'key',
      MATTING_CACHE_READONLY: '1',
    }
    const inline: Options = { cos: { region: 'ap-inline', bucket: undefined }, presets: { a: 'padding=2' } }
    expect(await resolveOptions(inline, { root, env })).toMatchObject({
      engine: 'local',
      cos: { bucket: 'file-1250000000', region: 'ap-inline', secretId: 'id', secretKey: 'key' },
      presets: { a: 'padding=2', b: 'center' },
      cache: { readonly: true },
    })
  })

  it.each(['mts', 'js', 'mjs', 'json'])('reads matting.config.%s', async (extension) => {
    const root = await makeFolder()
    const text = extension === 'json' ? '{ "concurrency": 3 }' : 'export default { concurrency: 3 }'
    await writeFile(join(root, `matting.config.${extension}`), text)
    if (extension === 'js') await writeFile(join(root, 'package.json'), '{ "type": "module" }')
    expect(await resolveOptions({}, { root, env: {} })).toMatchObject({ concurrency: 3 })
  })

  it('does not look above the root', async () => {
    const root = await makeFolder()
    await writeFile(join(root, 'matting.config.json'), '{ "concurrency": 3 }')
    expect(await resolveOptions({}, { root: join(root, 'packages/shop'), env: {} })).toMatchObject({ concurrency: 8 })
  })

  it('reads another config file where it is named', async () => {
    const root = await makeFolder()
    await writeFile(join(root, 'shop.config.mjs'), 'export default { concurrency: 2 }')
    const sources = { root, env: {}, configFile: 'shop.config.mjs' }
    expect(await resolveOptions({}, sources)).toMatchObject({ concurrency: 2 })
    await expect(resolveOptions({}, { ...sources, configFile: 'gone.mjs' })).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining('gone.mjs'),
    })
  })

  it('explains a config file that throws', async () => {
    const root = await makeFolder()
    await writeFile(join(root, 'matting.config.mjs'), 'throw new Error("boom")')
    await expect(resolveOptions({}, { root, env: {} })).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining('boom'),
    })
  })

  it('never changes what it is given', async () => {
    const inline: Options = Object.freeze({ cos: Object.freeze({ bucket: 'b-1' }) })
    await expect(resolveOptions(inline, { root: NOWHERE, env: {} })).resolves.toBeDefined()
  })

  it('knows `cache: false`, relative folders and the environment', async () => {
    const resolve = async (inline: Options, env = {}) => (await resolveOptions(inline, { root: NOWHERE, env })).cache
    expect(await resolve({ cache: false }, { MATTING_CACHE_DIR: 'x' })).toBe(false)
    expect(await resolve({ cache: { dir: 'x' } })).toEqual({ dir: join(NOWHERE, 'x'), readonly: false })
    expect(await resolve({}, { MATTING_CACHE_DIR: '/var/x' })).toEqual({ dir: '/var/x', readonly: false })
  })
})

describe('`cos`', () => {
  const resolve = (cos: object) => resolveOptions({ cos } as Options, { root: NOWHERE, env: {} })

  it.each<[string, unknown]>([
    ['bucket', 'examplebucket-1250000000'],
    ['prefix', ''],
    ['prefix', 'shop/cut-outs_v1.2/'],
    ['endpoint', 'http://127.0.0.1:8080'],
    ['endpoint', 'http://localhost:8080/'],
    ['endpoint', 'http://[::1]:8080'],
    ['endpoint', 'https://gateway.example.com'],
    ['publicUrl', 'https://img.example.com/shop'],
    ['retries', 0],
    ['qps', 0.5],
    ['timeout', 1],
  ])('takes %s %j', async (name, value) => {
    await expect(resolve({ [name]: value })).resolves.toBeDefined()
  })

  it.each<[string, unknown]>([
    ['bucket', 'examplebucket'],
    ['bucket', 'Example-1250000000'],
    ['bucket', 'a.example.com/-1'],
    ['resultBucket', 'examplebucket'],
    ['region', ''],
    ['region', 'ap chengdu'],
    ['region', 'evil.example.com/'],
    ['prefix', '/matting/'],
    ['prefix', 'bücher/'],
    ['prefix', 'a/../b/'],
    ['prefix', '..'],
    ['prefix', 'a//'],
    ['prefix', 'a b'],
    ['endpoint', 'localhost'],
    ['endpoint', 'ftp://127.0.0.1'],
    ['endpoint', 'http://gateway.example.com'],
    ['endpoint', 'http://127.0.0.1.example.com'],
    ['endpoint', 'https://gateway.example.com/path'],
    ['publicUrl', 'img.example.com'],
    ['publicUrl', 'https://img.example.com/?v=1'],
    ['timeout', 0],
    ['timeout', 1.5],
    ['timeout', 4_000_000],
    ['timeout', '60000'],
    ['retries', -1],
    ['retries', 11],
    ['qps', 0],
    ['qps', Number.NaN],
    ['qps', Number.POSITIVE_INFINITY],
  ])('refuses %s %j, and names it', async (name, value) => {
    const message = expect.stringMatching(new RegExp(`\`cos\\.${name}\`.*expected .*\\n {2}fix: {6}\\S`))
    await expect(resolve({ [name]: value })).rejects.toMatchObject({ code: 'INVALID_OPTION', message })
  })

  it.each(['secretId', 'secretKey', 'sessionToken'])('never shows %s', async (name) => {
    const error = await resolve({ [name]: 'hush hush\n' }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'COS_CREDENTIALS', message: expect.stringContaining(`cos.${name}`) })
    expect(String(error)).not.toContain('hush')
  })

  it('shows no credentials of an address', async () => {
    const endpoint = 'https://user:hush@gateway.example.com/?token=hush'
    const error = await resolve({ endpoint }).catch((reason: unknown) => reason)
    expect(String(error)).toContain('gateway.example.com')
    expect(String(error)).not.toContain('hush')
  })

  it('ends folders with a slash and addresses without', async () => {
    const { cos } = await resolve({ prefix: 'shop', publicUrl: 'https://img.example.com/' })
    expect(cos).toMatchObject({ prefix: 'shop/', publicUrl: 'https://img.example.com' })
  })
})

describe('wrong options name themselves, what was received, what is expected and the way out', () => {
  it.each<[object, RegExp]>([
    [{ engin: 'local' }, /`engin` of the plugin is unknown; expected one of .*`engine`.*Did you mean `engine`/s],
    [{ engine: 'onnyx' }, /`engine` of the plugin: received `"onnyx"`, expected `'auto'`/],
    [{ engine: { name: 'x' } }, /`engine`.*`defineEngine`/],
    [{ cos: { buckett: 'x' } }, /`cos\.buckett`.*Did you mean `bucket`/s],
    [
      { cos: { method: 'downlod' } },
      /`cos\.method`.*received `"downlod"`, expected `'upload'`, `'cloud'`, `'download'`/,
    ],
    [{ cos: { getAuthorization: 'x' } }, /`cos\.getAuthorization`.*a function/],
    [{ rules: { thumb: 'imageMogr2' } }, /`rules`.*imageMogr2\/thumbnail/],
    [{ layout: 'here' }, /`layout`.*`'engine'`, `'local'`/],
    [{ cache: true }, /`cache`.*received `true`/],
    [{ cache: { dirs: 'x' } }, /`cache\.dirs`.*Did you mean `dir`/s],
    [{ concurrency: 1.5 }, /`concurrency`.*received `1\.5`/],
    [{ presets: { card: 1 } }, /`presets`/],
    [{ presets: { card: 'paddding=1' } }, /`presets\.card`.*`paddding=1`.*Did you mean `padding`/s],
    [{ defaults: 'padding=1001' }, /`defaults`.*`padding=1001`.*0 to 1000/s],
  ])('%j', async (options, message) => {
    await expect(resolveOptions(options, { root: NOWHERE, env: {} })).rejects.toMatchObject({
      name: 'MattingError',
      code: 'INVALID_OPTION',
      message: expect.stringMatching(message),
    })
  })

  it('names the variable', async () => {
    const env = { MATTING_CACHE_READONLY: 'maybe' }
    await expect(resolveOptions({}, { root: NOWHERE, env })).rejects.toThrow(/MATTING_CACHE_READONLY.*`"maybe"`/)
  })

  it('never shows a secret', async () => {
    const options = { cos: { secretKey: 12345 } } as unknown as Options
    const error = await resolveOptions(options, { root: NOWHERE, env: {} }).catch((reason: unknown) => reason)
    expect(String(error)).toContain('`cos.secretKey`')
    expect(String(error)).not.toContain('12345')
  })
})
