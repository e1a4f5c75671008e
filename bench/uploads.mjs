/**
 * How often a photo is uploaded when several imports want something of it: each bundler builds a shop against the emulator,
 * in the ways that `cos.method` names. Each photo is wanted five times: from two modules, a lazy one, a style sheet and
 * a page (where the bundler has them), once as a rule. Prints requests and bills a photo.
 *
 *   npm run build && node bench/uploads.mjs [--photos 12] [--latency 300]
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { createCosEmulator } from 'unplugin-matting/emulator'
import { cutMiddle } from './build-once.mjs'

const { values } = parseArgs({ options: { photos: { type: 'string' }, latency: { type: 'string' } } })
const photos = Number(values.photos ?? 12)
const latency = Number(values.latency ?? 300)
const METHODS = ['upload', 'cloud', 'download']
const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)

const BUILDERS = {
  async vite(root, plugin) {
    const { build } = await import('vite')
    await build({ root, configFile: false, logLevel: 'error', plugins: [plugin], build: { assetsInlineLimit: 0 } })
  },
  async rollup(root, plugin) {
    const { rollup } = await import('rollup')
    const back = process.cwd()
    process.chdir(root)
    const bundle = await rollup({ input: 'js-only.js', plugins: [plugin], onLog: () => {} })
    await bundle.write({ dir: 'dist', format: 'es' })
    await bundle.close()
    process.chdir(back)
  },
  async webpack(root, plugin) {
    const { default: webpack } = await import('webpack')
    const { default: MiniCssExtractPlugin } = await import('mini-css-extract-plugin')
    const compiler = webpack({
      context: root,
      mode: 'production',
      entry: './main.js',
      infrastructureLogging: { level: 'error' },
      module: { rules: [{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, require.resolve('css-loader')] }] },
      plugins: [plugin, new MiniCssExtractPlugin()],
      performance: false,
    })
    await new Promise((resolve, reject) =>
      compiler.run((error, stats) => {
        const failure = error ?? (stats.hasErrors() ? new Error(stats.toString('errors-only')) : undefined)
        compiler.close(() => (failure ? reject(failure) : resolve()))
      }),
    )
  },
}

console.log(
  `${photos} photos, each wanted three times (Rollup), four times (webpack) or five (Vite); the service takes ${latency} ms a picture\n`,
)
console.log('bundler   method      uploads   POST    GET  pictures   bills   (each a photo)')
for (const bundler of Object.keys(BUILDERS)) for (const method of METHODS) await measure(bundler, method)

async function measure(bundler, method) {
  const root = mkdtempSync(join(tmpdir(), 'matting-uploads-'))
  const engine = { name: 'middle', version: '1', cut: async (image) => ({ png: await cutImage(image) }) }
  const emulator = await createCosEmulator({ engine, latency })
  try {
    await writeProject(root)
    const { default: matting } = await import(`unplugin-matting/${bundler}`)
    const { bucket, region, secretId, secretKey, url: endpoint } = emulator
    await BUILDERS[bundler](
      root,
      matting({
        engine: 'cos',
        cos: { bucket, region, secretId, secretKey, endpoint, method },
        cache: { dir: join(root, 'cache') },
      }),
    )
    report(bundler, method, emulator)
  } finally {
    await emulator.close()
    rmSync(root, { recursive: true, force: true })
  }
}

async function cutImage(image) {
  return cutMiddle(image.bytes, image.width, image.height)
}

function report(bundler, method, { requests, bills }) {
  const isSource = ({ path }) => path.startsWith('/matting/src/')
  const uploads = requests.filter((request) => request.method === 'PUT' && isSource(request)).length
  const posts = requests.filter(({ method: verb }) => verb === 'POST').length
  const gets = requests.filter(({ method: verb, query }) => verb === 'GET' && 'ci-process' in query).length
  const pictures = new Set(bills.map(({ key, rule }) => `${key} ${rule}`)).size
  const cells = [uploads, posts, gets, pictures, bills.length].map((count) => (count / photos).toFixed(2))
  const [upload, ...others] = cells
  console.log(
    `${bundler.padEnd(9)} ${method.padEnd(10)} ${upload.padStart(8)} ${others.map((cell) => cell.padStart(7)).join(' ')}`,
  )
}

async function writeProject(root) {
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  symlinkSync(PACKAGE, join(root, 'node_modules/unplugin-matting'), 'junction')
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  const ids = Array.from({ length: photos }, (_, index) => index)
  await Promise.all(ids.map((id) => drawPhoto(join(root, `p${id}.jpg`), id)))
  const each = (write) => ids.map(write).join('\n')
  const list = (query) =>
    `${each((id) => `import p${id} from './p${id}.jpg?${query}'`)}\nexport default [${ids.map((id) => `p${id}`)}]\n`
  writeFileSync(join(root, 'list.js'), list('matting'))
  writeFileSync(join(root, 'padded.js'), list('matting&padding=20x10'))
  writeFileSync(join(root, 'lazy.js'), list('cos=imageMogr2/thumbnail/40x'))
  writeFileSync(
    join(root, 'shop.css'),
    each((id) => `.p${id} { background: url('./p${id}.jpg?matting&center') }`),
  )
  const js =
    "import a from './list.js'\nimport b from './padded.js'\nimport('./lazy.js').then((c) => console.log(a, b, c))\n"
  writeFileSync(join(root, 'js-only.js'), js)
  writeFileSync(join(root, 'main.js'), `import './shop.css'\n${js}`)
  const pictures = each((id) => `<img src="./p${id}.jpg?matting&padding=5" alt="" />`)
  writeFileSync(
    join(root, 'index.html'),
    `<!doctype html><body>${pictures}<script type="module" src="./main.js"></script></body>`,
  )
}

function drawPhoto(file, seed) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="100%" height="100%" fill="#eee"/><ellipse cx="40" cy="30" rx="20" ry="20" fill="hsl(${seed * 31} 70% 40%)"/></svg>`
  return sharp(Buffer.from(svg)).jpeg().toFile(file)
}
