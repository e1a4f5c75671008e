import { copyFile } from 'node:fs/promises'
import { type BuildConfig, defineBuildConfig } from 'unbuild'

const config: BuildConfig[] = defineBuildConfig({
  entries: [
    'src/index',
    'src/vite',
    'src/webpack',
    'src/rspack',
    'src/rsbuild',
    'src/rollup',
    'src/rolldown',
    'src/esbuild',
    'src/emulator',
    'src/bin',
    // Loaded by path at run time, so each is a file of its own.
    { input: 'src/hosts/webpack/loader', name: 'webpack-loader' },
    { input: 'src/hosts/webpack/style-loader', name: 'webpack-style-loader' },
    { input: 'src/hosts/rspack/loader', name: 'rspack-loader' },
    { input: 'src/hosts/rspack/address-loader', name: 'rspack-address-loader' },
    { input: 'src/engines/local/worker', name: 'local-worker' },
  ],
  declaration: 'node16',
  failOnWarn: true,
  hooks: {
    'build:done': () => copyFile('src/engines/local/weights/mask-net.bin', 'dist/mask-net.bin'),
  },
})

export default config
