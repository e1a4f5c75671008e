/** One build in a process of its own: `node build-once.mjs <bundler> <plain|matting> <dir>`; prints its cost as JSON. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

const [bundler, kind, root] = process.argv.slice(2)
let cuts = 0

/** Keeps the middle of a photo: fast, so that filling the cache does not take the time of a real engine. */
const engine = {
  name: 'bench',
  version: '1',
  async cut(image) {
    cuts++
    const { width, height } = image
    const mask = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="50%" cy="50%" rx="30%" ry="31%"/></svg>`
    const png = await sharp(image.bytes)
      .ensureAlpha()
      .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
      .png()
      .toBuffer()
    return { png }
  },
}

const entry = join(root, `${kind}.js`)
const out = join(root, `out-${bundler}-${kind}`)
const options = { engine }

const builders = {
  async vite() {
    const { build } = await import('vite')
    const { default: matting } = await import('unplugin-matting/vite')
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins: kind === 'matting' ? [matting(options)] : [],
      build: { outDir: out, emptyOutDir: true, assetsInlineLimit: 0, rollupOptions: { input: entry } },
    })
  },
  async rollup() {
    const { rollup } = await import('rollup')
    const { default: matting } = await import('unplugin-matting/rollup')
    process.chdir(root)
    const plugin = kind === 'matting' ? matting(options) : plainAssets()
    const bundle = await rollup({ input: entry, plugins: [plugin], onLog: () => {} })
    await bundle.write({ dir: out, format: 'es' })
    await bundle.close()
  },
  async webpack() {
    const { default: webpack } = await import('webpack')
    const { default: matting } = await import('unplugin-matting/webpack')
    const compiler = webpack({
      context: root,
      mode: 'production',
      entry,
      output: { path: out },
      infrastructureLogging: { level: 'error' },
      module: { rules: [{ test: /\.(?:jpe?g|png)$/, type: 'asset/resource' }] },
      plugins: kind === 'matting' ? [matting(options)] : [],
    })
    await new Promise((resolve, reject) =>
      compiler.run((error, stats) => {
        const failure = error ?? (stats.hasErrors() ? new Error(stats.toString('errors-only')) : undefined)
        compiler.close(() => (failure ? reject(failure) : resolve()))
      }),
    )
  },
}

/** What a user of Rollup has for plain assets: read and emit (as @rollup/plugin-url without inlining). */
function plainAssets() {
  return {
    name: 'plain-assets',
    async load(id) {
      if (!id.endsWith('.jpg')) return null
      const reference = this.emitFile({ type: 'asset', name: id.split('/').pop(), source: await readFile(id) })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
  }
}

const before = process.cpuUsage()
await builders[bundler]()
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS / 1024, cuts }))
