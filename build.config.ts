import { copyFile } from 'node:fs/promises'
import { type BuildConfig, defineBuildConfig } from 'unbuild'

const PUBLIC = [
  ...['index', 'vite', 'webpack', 'rspack', 'rsbuild', 'rollup', 'rolldown', 'esbuild', 'farm', 'emulator'],
].map((name) => ({ input: `src/${name}`, name }))

/** Loaded by path at run time, so each is a file of its own; nobody imports their types. */
const INTERNAL = [
  { input: 'src/bin', name: 'bin' },
  { input: 'src/hosts/webpack/loader', name: 'webpack-loader' },
  { input: 'src/hosts/webpack/style-loader', name: 'webpack-style-loader' },
  { input: 'src/hosts/rspack/loader', name: 'rspack-loader' },
  { input: 'src/hosts/rspack/address-loader', name: 'rspack-address-loader' },
  { input: 'src/engines/local/worker', name: 'local-worker' },
  { input: 'src/engines/onnx/worker', name: 'onnx-worker' },
]

const config: BuildConfig[] = defineBuildConfig({
  entries: [...PUBLIC, ...INTERNAL],
  declaration: 'node16',
  failOnWarn: true,
  hooks: {
    'rollup:dts:options': (_context, options) => {
      options.input = Object.fromEntries(PUBLIC.map(({ input, name }) => [name, `${input}.ts`]))
    },
    'build:done': () => copyFile('src/engines/local/weights/mask-net.bin', 'dist/mask-net.bin'),
  },
})

export default config
