import { createColors } from 'picocolors'
import type { Finding, FindingStatus } from '../core/finding.ts'
import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'

export const doctorCommand: Command = {
  usage: 'doctor [--paid] [--json]',
  summary: 'Checks all that a cut-out in the cloud depends on; pays nothing unless told.',
  help: [['--paid', 'also cut one tiny picture for real, which is billed']],
  options: { paid: { type: 'boolean' } },
  run: runDoctor,
}

async function runDoctor({ values, root }: CommandArgs, io: Io): Promise<number> {
  const { examine } = await import('../doctor.ts')
  const abort = new AbortController()
  void io.untilStopped().then(() => abort.abort(new Error('stopped')))
  const configFile = values['config'] === undefined ? undefined : String(values['config'])
  const setting = { root, env: io.env, configFile, paid: values['paid'] === true, signal: abort.signal }
  const findings: Finding[] = []
  for await (const finding of examine({}, setting)) {
    findings.push(finding)
    io.err(showFinding(finding, io.color))
  }
  if (values['json'] === true) io.out(`${JSON.stringify(findings, null, 2)}\n`)
  const failed = findings.filter(({ status }) => status === 'fail').length
  io.err(failed === 0 ? 'No problem found.\n' : `${failed} ${failed === 1 ? 'problem' : 'problems'} found.\n`)
  return failed === 0 ? EXIT.done : EXIT.failed
}

/** Characters of the longest name of a check. */
const COLUMN = 14

const MARKS: Readonly<Record<FindingStatus, string>> = { ok: '✓', warn: '!', fail: '✗', skipped: '–' }

function showFinding({ check, status, detail, fix }: Finding, color: boolean): string {
  const colors = createColors(color)
  const paint = { ok: colors.green, warn: colors.yellow, fail: colors.red, skipped: colors.dim }[status]
  const line = `${paint(MARKS[status])} ${check.padEnd(COLUMN)} ${detail}\n`
  return fix === undefined || status === 'ok' ? line : `${line}  ${' '.repeat(COLUMN)} fix: ${fix}\n`
}
