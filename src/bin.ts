#!/usr/bin/env node
import { run } from './cli/run.ts'

const { NO_COLOR = '', FORCE_COLOR = '' } = process.env

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  color: NO_COLOR === '' && (FORCE_COLOR !== '' || process.stderr.isTTY),
  columns: process.stderr.isTTY ? process.stderr.columns : undefined,
  cwd: process.cwd(),
  untilStopped: () =>
    new Promise((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    }),
})
