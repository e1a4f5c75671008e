import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const CANDIDATES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const executable = CANDIDATES.find((path) => path !== undefined && existsSync(path))

if (executable === undefined && process.env['REQUIRE_BROWSER'] === '1') {
  throw new Error('REQUIRE_BROWSER=1, but no Chromium was found; install it or set CHROMIUM_PATH.')
}

/** Whether browser tests can run here; where they can't, vitest counts them as skipped and this line says why. */
export const hasBrowser: boolean = executable !== undefined
if (!hasBrowser) console.warn('No Chromium was found: browser tests are skipped. Install it, or set CHROMIUM_PATH.')

/** Starts headless Chromium, quiet towards the network. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  })
}
