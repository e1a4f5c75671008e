/** One build in a process of its own: `node build-once.mjs <bundler> <photos|cutouts|matting> <dir>`; prints its cost as JSON. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

/** Keeps the middle of a photo: fast, so that filling the cache does not take the time of a real engine. */
export function cutMiddle(bytes, width, height) {
  const mask = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="50%" cy="50%" rx="30%" ry="31%"/></svg>`
  return sharp(bytes)
    .ensureAlpha()
    .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
    .png()
    .toBuffer()
}

const builders = {
  async vite({ root, entry, out, plugins }) {
    const { build } = await import('vite')
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins: await plugins(),
      build: { outDir: out, emptyOutDir: true, assetsInlineLimit: 0, rollupOptions: { input: entry } },
    })
  },
  async rollup({ root, entry, out, plugins }) {
    const { rollup } = await import('rollup')
    process.chdir(root)
    const bundle = await rollup({ input: entry, plugins: [...(await plugins()), plainAssets()], onLog: () => {} })
    await bundle.write({ dir: out, format: 'es' })
    await bundle.close()
  },
  async webpack({ root, entry, out, plugins }) {
    const { default: webpack } = await import('webpack')
    const compiler = webpack({
      context: root,
      mode: 'production',
      entry,
      output: { path: out },
      infrastructureLogging: { level: 'error' },
      module: { rules: [{ test: /\.(?:jpe?g|png)$/, type: 'asset/resource' }] },
      plugins: await plugins(),
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
      if (!/\.(?:jpg|png)$/.test(id)) return null
      const reference = this.emitFile({ type: 'asset', name: basename(id), source: await readFile(id) })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(...process.argv.slice(2))

/** @param {string} bundler @param {'photos' | 'cutouts' | 'matting'} kind @param {string} root */
async function main(bundler, kind, root) {
  let cuts = 0
  const engine = {
    name: 'bench',
    version: '1',
    async cut({ bytes, width, height }) {
      cuts++
      return { png: await cutMiddle(bytes, width, height) }
    },
  }
  const plugins = async () => {
    if (kind !== 'matting') return []
    const { default: matting } = await import(`unplugin-matting/${bundler}`)
    return [matting({ engine })]
  }
  const before = process.cpuUsage()
  await builders[bundler]({ root, entry: join(root, `${kind}.js`), out: join(root, `out-${bundler}-${kind}`), plugins })
  const { user, system } = process.cpuUsage(before)
  console.log(JSON.stringify({ cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS / 1024, cuts }))
}
