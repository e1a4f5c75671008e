import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const DIST = resolve(import.meta.dirname, '../../dist/emulator.mjs')

/** Leaves every kind of open end behind: hanging, dripping, late and endless answers, and a download under way. */
const PROGRAM = `
  import { connect } from 'node:net'
  import { createServer } from 'node:http'
  import { setTimeout as sleep } from 'node:timers/promises'
  import COS from 'cos-nodejs-sdk-v5'
  import { createCosEmulator } from ${JSON.stringify(DIST)}

  const kinds = ['hang', 'drip', 'slow', 'endless']
  const faults = kinds.map((kind) => ({ kind, key: kind, delay: 600_000, every: 600_000 }))
  const emulator = await createCosEmulator({ faults })
  const silent = createServer().listen(0, '127.0.0.1')
  const { hostname, port } = new URL(emulator.url)
  const host = emulator.bucket + '.cos.' + emulator.region + '.myqcloud.com'
  const ask = (Key, Query = {}) => {
    const keys = { SecretId: emulator.secretId, SecretKey: emulator.secretKey }
    const authorization = COS.getAuthorization({ ...keys, Method: 'GET', Key, Query, Headers: { host } })
    const query = new URLSearchParams(Query).toString()
    const socket = connect(Number(port), hostname).on('error', () => {}).resume()
    socket.write(['GET /' + Key + '?' + query + ' HTTP/1.1', 'host: ' + host, 'authorization: ' + authorization, '', ''].join('\\r\\n'))
  }
  for (const kind of kinds) ask(kind)
  await new Promise((done) => silent.once('listening', done))
  ask('', { 'ci-process': 'GoodsMatting', 'detect-url': 'http://127.0.0.1:' + silent.address().port + '/' })
  await new Promise((done) => silent.once('request', done))
  while (emulator.requests.filter(({ fault }) => fault !== undefined).length < kinds.length) await sleep(5)
  await emulator.close()
  silent.close()
  process.send(emulator.requests.map(({ fault }) => fault ?? 'none'))
  process.disconnect()
`

test('prints nothing, and a process ends by itself once its emulator is closed', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(String(chunk)))
  let faults: unknown
  child.on('message', (message) => (faults = message))
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect([code, output.join('')]).toEqual([0, ''])
  expect(faults).toEqual(expect.arrayContaining(['hang', 'drip', 'slow', 'endless', 'none']))
})
