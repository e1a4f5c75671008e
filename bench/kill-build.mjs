/** One build that may be killed: `node kill-build.mjs <root> <photos> <method>`, COS from the environment. Prints `done` at its end. */
import { join } from 'node:path'
import { createMatting } from 'unplugin-matting'

const [root, photos, method] = process.argv.slice(2)
const quiet = { info() {}, warn: (message) => process.stderr.write(`${message}\n`) }
const matting = await createMatting({ engine: 'cos', cos: { method } }, { root, logger: quiet })
const queries = ['matting', 'matting&padding=20x10', 'cos=imageMogr2/thumbnail/40x']
const jobs = Array.from({ length: Number(photos) }, (_, id) => id).flatMap((id) =>
  queries.map((query) => matting.cut(matting.parse(`./p${id}.jpg?${query}`), join(root, `p${id}.jpg`))),
)
await Promise.all(jobs)
await matting.close()
console.log('done')
