/**
 * The neural peer, `@imgly/background-removal-node` (AGPL-3.0): only measured, never a dependency. It runs in a process of
 * its own, from the folder that somebody installed it to; what it made of a photo is kept by the photo's hash.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Photos per process: its memory grows from one to the next. */
const BATCH = 20

const CHILD = fileURLToPath(new URL('peer-child.mjs', import.meta.url))

/**
 * Has the peer cut photos.
 *
 * @param {readonly string[]} photos
 * @param {{ peer: string, folder: string }} places where it is installed (with its node_modules), where its cut-outs are kept
 * @returns {Promise<string[]>} PNGs, in the photos' order
 */
export async function cutWithPeer(photos, { peer, folder }) {
  const jobs = await Promise.all(photos.map(async (photo) => ({ photo, file: await locateCut(photo, folder) })))
  const missing = jobs.filter(({ file }) => !existsSync(file))
  for (let at = 0; at < missing.length; at += BATCH) await runBatch(missing.slice(at, at + BATCH), peer)
  return jobs.map(({ file }) => file)
}

async function locateCut(photo, folder) {
  const hash = createHash('sha256')
    .update(await readFile(photo))
    .digest('hex')
  return join(folder, 'peer', `${hash.slice(0, 16)}.png`)
}

async function runBatch(jobs, peer) {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(jobs)], {
    cwd: peer,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject))
  if (code !== 0)
    throw new Error(`the peer in ${peer} ended with ${code}; is @imgly/background-removal-node 1.4.5 installed there?`)
}
