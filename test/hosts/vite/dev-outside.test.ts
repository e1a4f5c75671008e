import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makePhoto } from '../support.ts'
import { type Dev, readExport, startDev } from './dev-support.ts'
import { startModule } from './support.ts'

const SECRET = 'nobody is to know'

/** A folder beside the project: a photo, and a text. */
async function makeOutside(): Promise<string> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'matting-outside-')))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await makePhoto(join(dir, 'private.jpg'))
  await writeFile(join(dir, 'secret.txt'), SECRET)
  return dir
}

/** A dev server that may read its project only, which has links to what is outside. */
async function start(outside: string): Promise<{ dev: Dev; root: string }> {
  const { dir: root, write } = await startModule('')
  await symlink(join(outside, 'private.jpg'), join(root, 'src/link.jpg'))
  await symlink(outside, join(root, 'src/linked'))
  await write('.env', SECRET)
  return { root, dev: await startDev(await { dir: root, write, remove: async () => undefined }, CONFIG(root)) }
}

const CONFIG = (root: string) => ({ server: { port: 0, host: '127.0.0.1', fs: { strict: true, allow: [root] } } })

/** Answer to a path exactly as written: `fetch` would resolve its dots. */
function ask({ server }: Dev, path: string, destination = 'image'): Promise<string> {
  const address = server.httpServer?.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('end', () => resolve(Buffer.concat(parts).toString('latin1')))
    socket.on('error', reject)
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Dest: ${destination}\r\nConnection: close\r\n\r\n`,
    )
  })
}

const QUERIES = [
  ...['matting', 'import&matting', 'matting&url', 'import&url&matting', 'import&raw&matting', 'matting&raw'],
  ...['import&matting&inline', 'import&matting&as=metadata', 'import&matting&w=4;8&as=srcset', 'import&matting&as=img'],
  ...['cos=style/x', 'import&cos=style/x', 'raw??matting', 'matting&?raw', 'import&matting#.js', 'matting&t=1&svelte'],
]

/** Ways to write a path that ends outside the project. */
const listPaths = (outside: string, root: string): string[] => {
  const name = basename(outside)
  return [
    ...[`/@fs${outside}/private.jpg`, `/@fs${outside}/secret.txt`, '/@fs/etc/hostname', `/@fs${outside}%2fprivate.jpg`],
    ...[`/@fs${root}/../${name}/private.jpg`, `/@fs${root}/%2e%2e/${name}/private.jpg`],
    ...[`/src/../../${name}/private.jpg`, `/src/%2e%2e/%2e%2e/${name}/private.jpg`],
    ...[`/src/..%2f..%2f${name}%2fprivate.jpg`, `/src/..%5c..%5c${name}%5cprivate.jpg`],
    ...[`${outside}/private.jpg`, `//${outside}/private.jpg`, `/@id/${outside}/private.jpg`],
    ...['/src/link.jpg', '/src/linked/private.jpg', '/.env'],
  ]
}

describe('a photo outside server.fs.allow', () => {
  it.each(QUERIES)('is never cut, however it is asked for: ?%s', async (query) => {
    const outside = await makeOutside()
    const { dev, root } = await start(outside)
    for (const path of listPaths(outside, root)) {
      const answer = (await ask(dev, `${path}?${query}`)) + (await ask(dev, `${path}?${query}`, 'script'))
      const url = readExport(answer)
      const picture = url.startsWith('/@matting/') ? await ask(dev, url) : ''
      expect(
        `${path}: ${/image\/png|base64,|"width"/.exec(answer.replace(/sourceMappingURL.*/g, '') + picture)?.[0]}`,
      ).toBe(`${path}: undefined`)
      expect(`${path}: ${answer.includes(SECRET)}`).toBe(`${path}: false`)
    }
    expect(dev.calls).toEqual([])
  })

  it('is in no room of the gallery', async () => {
    const outside = await makeOutside()
    const { dev } = await start(outside)
    const readId = async (): Promise<string> =>
      /data-id="([^"]+)"/.exec(await (await dev.fetch('/__matting/')).text())?.[1] ?? 'none'
    await ask(dev, '/src/link.jpg?matting')
    const id = await readId()
    expect(id).not.toBe('none')
    const paths = [
      ...[
        `photo/${id}`,
        `picture/${id}`,
        `photo/${id}/../../../src/linked/secret.txt`,
        'photo/%2e%2e%2f.env',
        '../.env',
      ],
      ...['%2e%2e/.env', 'photo/../../.env', 'photo//etc/hostname', 'photo/__proto__', 'constructor', 'photo/%ff'],
    ]
    for (const path of paths) {
      const answer = await ask(dev, `/__matting/${path}`)
      expect(`${path}: ${answer.split(' ')[1]}`).toBe(`${path}: 404`)
      expect(answer).not.toContain(SECRET)
    }
  })
})
