/**
 * Time and memory of the embedded engine and of the neural peer, each photo in a fresh process, from its start to the picture:
 *
 *   npm run build && node bench/matting/speed.mjs [--peer folder] [--megapixels 1,4,24] [--runs 3] [--folder folder]
 *
 * `engine` is our worker alone, from pixels to pixels; `file` is the package, from JPEG to PNG; `peer` is the peer, likewise, up
 * to 4 megapixels. Runs of all of them take turns; the quickest run counts, since whatever else the machine does only slows.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { DEFAULT_FOLDER, locateScene } from './files.mjs'
import { drawMissing } from './render.mjs'
import { selectScenes } from './select.mjs'

/** Issue 6: seconds and megabytes per megapixel on 2 cores; a cold megapixel; 24 megapixels; times as quick as the peer at 4. */
const LIMITS = { secondsPerMegapixel: 0.5, megabytesPerMegapixel: 150, coldSeconds: 1, largeMegabytes: 1000, faster: 3 }

const CHILD = fileURLToPath(new URL('speed-child.mjs', import.meta.url))
const PEER_LIMIT = 4

const { values } = parseArgs({
  options: {
    peer: { type: 'string' },
    megapixels: { type: 'string', default: '1,4,24' },
    runs: { type: 'string', default: '3' },
    folder: { type: 'string', default: DEFAULT_FOLDER },
  },
})

console.log(`node ${process.version}, ${availableParallelism()} cores, best of ${values.runs} cold runs\n`)
console.log(
  '| megapixels | what | wall | CPU | peak | s/MP | MB/MP | MB/MP above idle | wall, of the peer | CPU, of the peer |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
for (const megapixels of values.megapixels.split(',').map(Number)) {
  const results = measureAll(await enlargePhoto(megapixels), megapixels)
  for (const [what, result] of Object.entries(results)) console.log(writeLine(megapixels, what, result, results.peer))
  for (const line of listMisses(megapixels, results)) console.log(`| | **${line}** | | | | | | | | |`)
}

/** A photo of the data set, larger; fine detail is grain only, which is as good here. */
async function enlargePhoto(megapixels) {
  const [scene] = selectScenes({ half: 'tuning', group: 'studio', only: 'backpack' })
  const folder = resolve(values.folder)
  await drawMissing([scene], folder)
  const file = join(folder, 'speed', `${megapixels}.jpg`)
  mkdirSync(join(folder, 'speed'), { recursive: true })
  const width = Math.round(Math.sqrt((megapixels * 1e6 * 4) / 3))
  const size = { width, height: Math.round((width * 3) / 4), fit: 'fill' }
  await sharp(locateScene(folder, scene).photo).resize(size).sharpen({ sigma: 2 }).jpeg({ quality: 90 }).toFile(file)
  return file
}

function measureAll(photo, megapixels) {
  const ways = ['engine', 'file', ...(values.peer !== undefined && megapixels <= PEER_LIMIT ? ['peer'] : [])]
  const runs = Array.from({ length: Number(values.runs) }, () => ways.map((how) => measureOnce(how, photo)))
  return Object.fromEntries(ways.map((how, index) => [how, takeBest(runs.map((run) => run[index]))]))
}

function measureOnce(how, photo) {
  const options = { encoding: 'utf8', ...(how === 'peer' ? { cwd: resolve(values.peer) } : {}) }
  return JSON.parse(execFileSync(process.execPath, [CHILD, how, photo], options))
}

function takeBest(runs) {
  const best = (name) => Math.min(...runs.map((run) => run[name]))
  return { seconds: best('seconds'), cpu: best('cpu'), peak: best('peak'), idle: best('idle') }
}

function writeLine(megapixels, what, { seconds, cpu, peak, idle }, peer) {
  const share = (value, other) => (peer === undefined ? '–' : `${(value / other).toFixed(2)} ×`)
  const cells = [
    megapixels,
    what,
    `${seconds.toFixed(2)} s`,
    `${cpu.toFixed(2)} s`,
    `${peak.toFixed(0)} MB`,
    (seconds / megapixels).toFixed(2),
    (peak / megapixels).toFixed(0),
    ((peak - idle) / megapixels).toFixed(0),
    share(seconds, peer?.seconds),
    share(cpu, peer?.cpu),
  ]
  return `| ${cells.join(' | ')} |`
}

function listMisses(megapixels, { file, peer }) {
  const checks = [
    [megapixels === 1 ? file.seconds : 0, LIMITS.coldSeconds, 's cold'],
    [megapixels > 1 ? file.seconds / megapixels : 0, LIMITS.secondsPerMegapixel, 's per megapixel'],
    [(file.peak - file.idle) / megapixels, LIMITS.megabytesPerMegapixel, 'MB per megapixel above idle'],
    [megapixels >= 24 ? file.peak : 0, LIMITS.largeMegabytes, 'MB'],
    [megapixels === 4 && peer ? file.seconds / peer.seconds : 0, 1 / LIMITS.faster, 'of the peer’s time'],
  ]
  const misses = checks.filter(([value, limit]) => value > limit)
  return misses.map(([value, limit, what]) => `missed: ${value.toFixed(2)} ${what}, limit ${limit.toFixed(2)}`)
}
