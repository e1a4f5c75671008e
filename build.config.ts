import { copyFile } from 'node:fs/promises'
import { main as compileAssembly } from 'assemblyscript/asc'
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

/** AssemblyScript to WebAssembly, without a runtime or a memory of their own: the kernels allocate nothing. */
async function compileKernels(source: string, target: string): Promise<void> {
  const options = ['--enable', 'simd', '--importMemory', '--runtime', 'stub', '--noAssert', '-O3']
  const { error, stderr } = await compileAssembly([source, '-o', target, ...options])
  if (error) throw new Error(`${source} does not compile: ${stderr}`, { cause: error })
}

const config: BuildConfig[] = defineBuildConfig({
  entries: [...PUBLIC, ...INTERNAL],
  declaration: 'node16',
  failOnWarn: true,
  hooks: {
    'rollup:dts:options': (_context, options) => {
      options.input = Object.fromEntries(PUBLIC.map(({ input, name }) => [name, `${input}.ts`]))
    },
    'build:done': async () => {
      await copyFile('src/engines/local/weights/mask-net.bin', 'dist/mask-net.bin')
      await copyFile('src/engines/local/weights/alpha-net.bin', 'dist/alpha-net.bin')
      await compileKernels('src/engines/local/net/kernels/index.ts', 'dist/net-kernels.wasm')
      await compileKernels('src/engines/local/alpha/kernels/index.ts', 'dist/alpha-kernels.wasm')
      await compileKernels('src/engines/local/planes/kernels/index.ts', 'dist/plane-kernels.wasm')
      await compileKernels('src/engines/local/mask/kernels/index.ts', 'dist/mask-kernels.wasm')
      await compileKernels('src/engines/local/backdrop/kernels/index.ts', 'dist/backdrop-kernels.wasm')
      await compileKernels('src/engines/local/foreground/kernels/index.ts', 'dist/foreground-kernels.wasm')
    },
  },
})

export default config
