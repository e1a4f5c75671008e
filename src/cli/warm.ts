import { createColors } from 'picocolors'
import type { Asset } from '../core/asset.ts'
import { isMattingError, type MattingError } from '../core/errors.ts'
import type { Matting } from '../matting.ts'
import type { PlannedPicture } from '../pipeline/plan.ts'
import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'
import { addStepSummary, annotate } from './github.ts'
import { createProgress, type Progress } from './progress.ts'
import { openProject } from './project.ts'

export const warmCommand: Command = {
  usage: 'warm [--json]',
  summary: 'Makes all pictures that the project imports, and pins them; repairs a damaged lockfile.',
  help: [],
  options: {},
  run: runWarm,
}

interface Session {
  readonly matting: Matting
  readonly progress: Progress
  readonly io: Io
}

/** One row of `--json`. */
interface WarmRow {
  readonly specifier: string
  readonly importer: string | null
  readonly engine: string
  readonly cached: boolean
  readonly paid: boolean
  readonly ms: number
  readonly bytes: number
}

async function runWarm(args: CommandArgs, io: Io): Promise<number> {
  const matting = await openToMake(args, io)
  void io.untilStopped().then(() => matting.close())
  try {
    const { pictures, problems } = await matting.plan()
    for (const { message } of problems) io.err(`${createColors(io.color).yellow(message)}\n`)
    const progress = createProgress(io, pictures.length)
    const outcomes = await Promise.all(pictures.map((picture) => warmOne({ matting, progress, io }, picture)))
    progress.end()
    return await report(matting, outcomes, { args, io })
  } finally {
    await matting.close()
  }
}

/** The command is what repairs frozen builds, so it makes pictures whatever the project's own mode says. */
async function openToMake(args: CommandArgs, io: Io): Promise<Matting> {
  const setting = { options: { dts: false as const }, repair: true }
  const matting = await openProject(args, io, setting)
  if (matting.options.mode !== 'frozen') return matting
  await matting.close()
  return openProject(args, io, { ...setting, options: { ...setting.options, mode: 'auto' } })
}

async function warmOne({ matting, progress, io }: Session, picture: PlannedPicture): Promise<WarmRow | MattingError> {
  const { request, photo } = picture
  progress.begin(request.specifier)
  try {
    const asset = await matting.cut(request, photo)
    progress.succeed(request.specifier, asset)
    return describeRow(picture, asset)
  } catch (error) {
    if (!isMattingError(error)) throw error
    // The user has stopped it, and knows.
    if (error.code === 'ABORTED') return error
    progress.fail(request.specifier, error)
    annotate(io, { level: 'error', file: picture.importer, line: picture.line, message: error.reason })
    return error
  }
}

function describeRow({ specifier, importer }: PlannedPicture, asset: Asset): WarmRow {
  const { engine, cached, paid, ms, bytes } = asset
  return { specifier, importer: importer ?? null, engine, cached, paid, ms, bytes }
}

async function report(
  matting: Matting,
  outcomes: readonly (WarmRow | MattingError)[],
  { args, io }: { args: CommandArgs; io: Io },
): Promise<number> {
  const summary = await matting.finish()
  const failures = outcomes.filter(isMattingError)
  const rows = outcomes.filter((outcome): outcome is WarmRow => !isMattingError(outcome))
  if (args.values['json'] === true) io.out(`${JSON.stringify(rows, null, 2)}\n`)
  // Each picture that was made has a line already.
  if (outcomes.length === 0) io.err('No import with a marker was found.\n')
  if (summary !== undefined) io.err(`${summary.split('\n')[0]}\n`)
  if (failures.some(({ code }) => code === 'ABORTED')) {
    io.err(
      `Stopped: ${rows.length} of ${outcomes.length} pictures are there. Run it again for the others; what is paid for is kept.\n`,
    )
  }
  if (summary !== undefined) await addStepSummary(io, `### matting\n\n\`\`\`\n${summary}\n\`\`\``)
  if (failures.length === 0) return EXIT.done
  return failures.every(({ code }) => code === 'BUDGET') ? EXIT.wanting : EXIT.failed
}
