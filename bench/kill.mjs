/**
 * Kills builds at random moments, again and again, then lets one end: how many pictures were paid for, against how many
 * there are; whether the lockfile is what it is after a build that nobody killed; and what is left behind. Each photo is wanted
 * three times: plain, padded, and as a rule.
 *
 *   npm run build && node bench/kill.mjs [--kills 100] [--photos 4] [--latency 400] [--method upload] [--host vite] [--beside 1] [--json]
 *
 * With `--beside 2` that many builds run at the same time, each killed at a moment of its own.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { createCosEmulator } from 'unplugin-matting/emulator'
import { cutMiddle } from './build-once.mjs'

const RUNNER = fileURLToPath(new URL('kill-build.mjs', import.meta.url))
const METHODS = ['upload', 'cloud', 'download']
const HOSTS = ['vite', 'webpack']
const QUERIES = ['matting', 'matting&padding=20x10', 'cos=imageMogr2/thumbnail/40x']
/** Milliseconds a build may live before it is killed: from before its first request to after its last. */
const LONGEST_LIFE = 2000
/** Rounds of kills in one project: it is finished after a few, and the next ones need a new one. */
const ROUNDS = 2
/** Leftovers are swept when they have not been touched for so long, in seconds. */
const OLD = 2 * 60 * 60

/** Kills at least `kills` builds, in as many projects as it takes; what came of it in all. */
async function killBuilds({ kills, ...setting }) {
  const total = {
    killed: 0,
    pictures: 0,
    bills: 0,
    twice: [],
    lockfiles: 0,
    left: 0,
    leftForEver: 0,
    told: [],
  }
  const locks = new Set()
  while (total.killed < kills) {
    const { lock, ...round } = await killProject(setting)
    locks.add(lock)
    for (const [name, value] of Object.entries(round)) {
      total[name] = Array.isArray(value) ? [...total[name], ...value] : total[name] + value
    }
  }
  // All projects are the same: so are their lockfiles.
  return { ...total, lockfiles: locks.size }
}

async function killProject({ photos, latency, method, host, beside }) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'matting-kill-')))
  const engine = {
    name: 'middle',
    version: '1',
    cut: async ({ bytes, width, height }) => ({ png: await cutMiddle(bytes, width, height) }),
  }
  const emulator = await createCosEmulator({ engine, latency })
  const run = (life) => build(emulator, { root, host, method, life })
  try {
    for (let id = 0; id < photos; id++) await drawPhoto(join(root, `p${id}.jpg`), id)
    writeEntry(root, photos)
    let killed = 0
    for (let round = 0; round < ROUNDS; round++) {
      const lives = Array.from({ length: beside }, () => Math.random() * LONGEST_LIFE)
      const outputs = await Promise.all(lives.map(run))
      killed += outputs.filter((output) => !output.includes('done')).length
    }
    const told = await finish(run)
    const lock = readFileSync(join(root, 'matting.lock.json'), 'utf8')
    const paid = emulator.bills.map(({ key, rule }) => `${key} ${rule}`)
    return {
      ...{ killed, pictures: photos * QUERIES.length, bills: paid.length, lock, told },
      twice: paid.filter((bill, at) => paid.indexOf(bill) !== at),
      left: listLeftovers(root).length,
      leftForEver: await countForEver(root, photos, run),
    }
  } finally {
    await emulator.close()
    rmSync(root, { recursive: true, force: true })
  }
}

/** Lets a build end. @returns lines of warnings */
async function finish(run) {
  const output = await run(60_000)
  if (!output.includes('done')) throw new Error(`the last build did not end: ${output}`)
  return output.split('\n').filter((line) => /^WARNING|\[unplugin-matting\] (?!\d+ images? ·)/.test(line))
}

/** Hours later, two builds that have something to make: the first one removes signs of life, the second what lost them. */
async function countForEver(root, photos, run) {
  for (const count of [1, 2]) {
    for (const file of listLeftovers(root)) utimesSync(file, Date.now() / 1000 - OLD, Date.now() / 1000 - OLD)
    await drawPhoto(join(root, `p${photos + count - 1}.jpg`), photos + count - 1)
    writeEntry(root, photos + count)
    await finish(run)
  }
  return listLeftovers(root).length
}

/** Temporary files, leases and notes of calls. */
function listLeftovers(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map(({ parentPath, name }) => join(parentPath, name))
  return files.filter((file) => file.endsWith('.tmp') || /[/\\](?:leases|calls)[/\\][^/\\]+$/.test(file))
}

function writeEntry(root, photos) {
  const specifiers = Array.from({ length: photos }, (_, id) => QUERIES.map((query) => `./p${id}.jpg?${query}`)).flat()
  const imports = specifiers.map((specifier, at) => `import i${at} from '${specifier}'`)
  writeFileSync(
    join(root, 'main.js'),
    `${imports.join('\n')}\nconsole.log(${specifiers.map((_, at) => `i${at}`).join()})\n`,
  )
}

/** Resolves with what the build printed, once it has ended or was killed. */
function build({ url, bucket, region, secretId, secretKey }, { root, host, method, life }) {
  const env = {
    ...process.env,
    MATTING_COS_ENDPOINT: url,
    MATTING_COS_BUCKET: bucket,
    MATTING_COS_REGION: region,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [RUNNER, root, host, method], { env })
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

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    photos: { type: 'string', default: '4' },
    latency: { type: 'string', default: '400' },
    beside: { type: 'string', default: '1' },
    method: { type: 'string' },
    host: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const numbers = Object.fromEntries(['kills', 'photos', 'latency', 'beside'].map((name) => [name, Number(values[name])]))
const COLUMNS = ['killed', 'pictures', 'bills', 'paid ÷ pictures', 'lockfiles', 'left', 'left for ever']
if (!values.json) {
  console.log(
    `At least ${numbers.kills} kills a row, ${numbers.beside} at a time, within ${LONGEST_LIFE} ms; ${numbers.latency} ms a picture\n`,
  )
  console.log(
    `${'host'.padEnd(9)}${'method'.padEnd(9)}${COLUMNS.map((name) => name.padStart(name.length + 2)).join('')}`,
  )
}
for (const host of values.host ? [values.host] : HOSTS) {
  for (const method of values.method ? [values.method] : METHODS) {
    const result = await killBuilds({ ...numbers, host, method })
    if (values.json) console.log(JSON.stringify({ host, method, ...result }))
    else printRow({ host, method, ...result })
  }
}

function printRow({ host, method, killed, pictures, bills, twice, lockfiles, left, leftForEver, told }) {
  const cells = [killed, pictures, bills, (bills / pictures).toFixed(3), lockfiles, left, leftForEver]
  const row = cells.map((cell, at) => String(cell).padStart(COLUMNS[at].length + 2)).join('')
  console.log(`${host.padEnd(9)}${method.padEnd(9)}${row}`)
  for (const line of [...twice.map((bill) => `paid again: ${bill}`), ...told]) console.log(`  ${line}`)
}
