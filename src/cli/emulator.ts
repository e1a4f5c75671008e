import { MattingError } from '../core/errors.ts'
import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'

export const emulatorCommand: Command = {
  usage: 'emulator [--port n] [--latency ms]',
  summary: 'Runs a stand-in for COS and Cloud Infinite on 127.0.0.1 until it is stopped.',
  help: [
    ['--port <n>', 'port to listen on (default: any free one)'],
    ['--latency <ms>', 'time a matting takes at least (default: 0)'],
  ],
  options: { port: { type: 'string' }, latency: { type: 'string' } },
  run: runEmulator,
}

async function runEmulator({ values }: CommandArgs, io: Io): Promise<number> {
  const port = readNumber('port', values['port'], 65_535)
  const latency = readNumber('latency', values['latency'], 600_000)
  const { createCosEmulator } = await import('../emulator/index.ts')
  const emulator = await createCosEmulator({ port, latency })
  try {
    const { bucket, region, secretId, secretKey, url } = emulator
    const variables = {
      MATTING_COS_ENDPOINT: url,
      MATTING_COS_BUCKET: bucket,
      MATTING_COS_REGION: region,
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
    }
    io.err('COS emulator is listening; stop it with Ctrl-C. A build uses it with these variables:\n')
    io.out(values['json'] === true ? `${JSON.stringify({ url, env: variables })}\n` : listVariables(variables))
    await io.untilStopped()
    return EXIT.done
  } finally {
    await emulator.close()
  }
}

function listVariables(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

function readNumber(name: string, value: string | boolean | undefined, most: number): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (/^\d+$/.test(String(value)) && number <= most) return number
  throw new MattingError(
    'USAGE',
    `\`--${name}\`: received \`${String(value)}\`, expected a whole number from 0 to ${most}.`,
    {
      fix: `See \`matting emulator --help\`.`,
    },
  )
}
