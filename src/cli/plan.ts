import { relative } from 'node:path'
import { createColors } from 'picocolors'
import type { ImportRequest } from '../core/asset.ts'
import { estimateCost } from '../core/summary.ts'
import { isRemote } from '../directives/query.ts'
import type { Options, Price } from '../options/types.ts'
import type { Plan, PlannedPicture } from '../pipeline/plan.ts'
import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'
import { annotate } from './github.ts'
import { openProject } from './project.ts'

export const planCommand: Command = {
  usage: 'plan [--ask] [--json]',
  summary:
    'Tells what a build would find, make and pay for; nothing is made or sent. Exit code 2: something would be paid.',
  help: [['--ask', 'also look in the shared store and in the bucket; what is there is fetched, and nothing is paid']],
  options: { ask: { type: 'boolean' } },
  run: runPlan,
}

/** What a command that makes nothing leaves alone. */
const OPTIONS: Options = { dts: false, report: false }

async function runPlan(args: CommandArgs, io: Io): Promise<number> {
  if (args.values['ask'] === true) await fetchPaid(args, io)
  const matting = await openProject(args, io, { options: OPTIONS })
  try {
    const plan = await matting.plan()
    const { price, root } = matting.options
    for (const { message } of plan.problems) io.err(`${createColors(io.color).yellow(message)}\n`)
    io.out(args.values['json'] === true ? writeJson(plan, price, root) : plan.pictures.map(showPicture).join(''))
    io.err(`${summarizePlan(plan, price)}\n`)
    for (const { specifier, importer: file, line } of plan.pictures.filter(({ state }) => state === 'paid')) {
      annotate(io, { level: 'warning', file, line, message: `${specifier} would be paid for` })
    }
    return plan.calls === 0 ? EXIT.done : EXIT.wanting
  } finally {
    await matting.close()
  }
}

/** Fetches what is in the shared store or in the bucket, of all that would be paid for. */
async function fetchPaid(args: CommandArgs, io: Io): Promise<void> {
  // In this mode nothing is paid, whatever is asked for.
  const matting = await openProject(args, io, { options: { ...OPTIONS, mode: 'frozen' } })
  try {
    const { pictures } = await matting.plan()
    const wanted = pictures.filter(({ state }) => state === 'paid')
    // What can't be fetched is what the plan tells next; what is fetched of an output is the picture it is made of.
    await Promise.allSettled(wanted.map(({ request, photo }) => matting.cut(toOrigin(request), photo)))
  } finally {
    await matting.close()
  }
}

function toOrigin(request: ImportRequest): ImportRequest {
  return { ...request, directives: { ...request.directives, outputs: [] } }
}

const STATES: Readonly<Record<PlannedPicture['state'], string>> = { there: 'cached', here: 'local', paid: 'paid' }
/** Characters of the longest state. */
const COLUMN = 6

function showPicture({ state, specifier, importer, line }: PlannedPicture): string {
  return `${STATES[state].padEnd(COLUMN)}  ${specifier}${importer === undefined ? '' : `  ${importer}:${line}`}\n`
}

/** One line on a plan: `12 images · 9 cached · 1 local · 2 paid calls, about 0.02 CNY`. */
function summarizePlan({ pictures, calls }: Plan, price: Price | undefined): string {
  const count = (state: PlannedPicture['state']): number => pictures.filter((picture) => picture.state === state).length
  const estimate = price && estimateCost(calls, price)
  const parts = [
    `${pictures.length} ${pictures.length === 1 ? 'image' : 'images'}`,
    `${count('there')} cached`,
    count('here') > 0 ? `${count('here')} to be made here` : '',
    `${calls} paid ${calls === 1 ? 'call' : 'calls'}${estimate && calls > 0 ? `, about ${estimate.amount} ${estimate.currency}` : ''}`,
  ]
  return parts.filter(Boolean).join(' · ')
}

function writeJson({ pictures, calls, problems }: Plan, price: Price | undefined, root: string): string {
  const images = pictures.map(({ specifier, importer = null, line = null, photo, state }) => {
    const file = isRemote(photo) ? photo : relative(root, photo).replaceAll('\\', '/')
    return { specifier, importer, line, file, state: STATES[state] }
  })
  const problem = problems.map(({ code, reason, specifier, importer }) => ({ code, reason, specifier, importer }))
  const result = { images, calls, estimate: price ? estimateCost(calls, price) : null, problems: problem }
  return `${JSON.stringify(result, null, 2)}\n`
}
