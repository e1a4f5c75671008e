import { type BuildConfig, defineBuildConfig } from 'unbuild'

const config: BuildConfig[] = defineBuildConfig({
  entries: [
    'src/index',
    'src/vite',
    'src/webpack',
    'src/rollup',
    'src/emulator',
    'src/bin',
    // Loaded by path at run time, so each is a file of its own.
    { input: 'src/hosts/webpack/loader', name: 'webpack-loader' },
    { input: 'src/engines/local/worker', name: 'local-worker' },
  ],
  declaration: 'node16',
  failOnWarn: true,
})

export default config
