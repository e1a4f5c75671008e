import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

const command = process.env['REDIS_SERVER'] ?? 'redis-server'

/** Whether tests with a real Redis can run here; where they can't, vitest counts them as skipped and this line says why. */
export const hasRedis: boolean = spawnSync(command, ['--version']).status === 0
if (!hasRedis) {
  const advice = 'No redis-server was found: tests that need it are skipped. Install it, or set REDIS_SERVER.'
  if (process.env['REQUIRE_REDIS'] === '1') throw new Error(`REQUIRE_REDIS=1. ${advice}`)
  console.warn(advice)
}

export interface Redis {
  readonly port: number
  readonly url: string
  /** Sends a signal: `SIGKILL`, `SIGSTOP`, … */
  kill(signal: NodeJS.Signals): void
  /** Starts it anew on the same port, empty. */
  restart(): Promise<void>
}

/** Starts an empty Redis on a free port of 127.0.0.1, which keeps nothing on disk and ends with the test. */
export async function startRedis(...args: string[]): Promise<Redis> {
  const port = await findPort()
  let server = await launch(port, args)
  onTestFinished(() => void server.kill('SIGKILL'))
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill: (signal) => void server.kill(signal),
    async restart() {
      server.kill('SIGKILL')
      server = await launch(port, args)
    },
  }
}

async function launch(port: number, args: string[]): Promise<ChildProcess> {
  const plain = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = spawn(command, [...plain, ...args], { stdio: 'ignore' })
  while (!(await accepts(port))) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`)
    await sleep(10)
  }
  return server
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const accepted = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return accepted
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
