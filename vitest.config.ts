import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // In CI builds say more: what tests expect of them is the same everywhere.
    env: { CI: '', GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: '' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    sequence: { shuffle: true },
  },
})

export default config
