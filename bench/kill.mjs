/**
 * Kills builds at random moments, again and again, then lets one end: how many pictures were paid for, against how many
 * there are. Each photo is wanted three times: plain, padded, and as a rule.
 *
 *   npm run build && node bench/kill.mjs [--kills 100] [--photos 4] [--latency 400] [--method upload]
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { createCosEmulator } from 'unplugin-matting/emulator'
import { cutMiddle } from './build-once.mjs'

const RUNNER = fileURLToPath(new URL('kill-build.mjs', import.meta.url))
const METHODS = ['upload', 'cloud', 'download']
/** Milliseconds a build may live before it is killed: from before its first request to after its last. */
const LONGEST_LIFE = 2500

/**
 * Kills `kills` builds of a fresh project, then lets one end.
 *
 * @returns {Promise<{ pictures: number, bills: number, twice: string[] }>} `twice`: what was paid for more than once
 */
export async function killBuilds({ kills, photos, latency, method, restart = 1 }) {
  let twice = []
  let bills = 0
  let left = kills
  let pictures = 0
  // A project is finished after a few kills: the next ones need a new one.
  while (left > 0) {
    const round = await killProject({ kills: Math.min(left, restart), photos, latency, method })
    left -= Math.min(left, restart)
    bills += round.bills
    pictures += round.pictures
    twice = [...twice, ...round.twice]
  }
  return { pictures, bills, twice }
}

async function killProject({ kills, photos, latency, method }) {
  const root = mkdtempSync(join(tmpdir(), 'matting-kill-'))
  const engine = {
    name: 'middle',
    version: '1',
    cut: async ({ bytes, width, height }) => ({ png: await cutMiddle(bytes, width, height) }),
  }
  const emulator = await createCosEmulator({ engine, latency })
  try {
    for (let id = 0; id < photos; id++) await drawPhoto(join(root, `p${id}.jpg`), id)
    for (let killed = 0; killed < kills; killed++)
      await build(emulator, { root, photos, method, life: Math.random() * LONGEST_LIFE })
    const end = await build(emulator, { root, photos, method, life: 60_000 })
    if (!end.includes('done')) throw new Error(`the last build did not end: ${end}`)
    const paid = emulator.bills.map(({ key, rule }) => `${key} ${rule}`)
    return { pictures: photos * 3, bills: paid.length, twice: paid.filter((bill, at) => paid.indexOf(bill) !== at) }
  } finally {
    await emulator.close()
    rmSync(root, { recursive: true, force: true })
  }
}

/** Resolves with what the build printed, once it has ended or was killed. */
function build({ url, bucket, region, secretId, secretKey }, { root, photos, method, life }) {
  const env = {
    ...process.env,
    MATTING_COS_ENDPOINT: url,
    MATTING_COS_BUCKET: bucket,
    MATTING_COS_REGION: region,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [RUNNER, root, String(photos), method], { env })
    const timer = setTimeout(() => child.kill('SIGKILL'), life)
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('close', () => {
      clearTimeout(timer)
      resolve(output)
    })
  })
}

function drawPhoto(file, seed) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="100%" height="100%" fill="#eee"/><ellipse cx="40" cy="30" rx="20" ry="20" fill="hsl(${seed * 31} 70% 40%)"/></svg>`
  return sharp(Buffer.from(svg)).jpeg().toFile(file)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string' },
      photos: { type: 'string' },
      latency: { type: 'string' },
      method: { type: 'string' },
    },
  })
  const setting = {
    kills: Number(values.kills ?? 100),
    photos: Number(values.photos ?? 4),
    latency: Number(values.latency ?? 400),
    restart: 2,
  }
  console.log(`${setting.kills} kills a method, ${setting.latency} ms a picture\n`)
  console.log('method      pictures   paid   paid ÷ pictures')
  for (const method of values.method ? [values.method] : METHODS) {
    const { pictures, bills, twice } = await killBuilds({ ...setting, method })
    console.log(
      `${method.padEnd(10)} ${String(pictures).padStart(9)} ${String(bills).padStart(6)} ${(bills / pictures).toFixed(3).padStart(17)}`,
    )
    for (const bill of twice) console.log(`  paid again: ${bill}`)
  }
}
