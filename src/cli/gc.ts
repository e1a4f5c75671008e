import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'
import { openProject } from './project.ts'

export const gcCommand: Command = {
  usage: 'gc [--dry-run] [--json]',
  summary:
    'Takes out of the lockfile what nothing imports, and out of the cache folder what the lockfile does not need.',
  help: [['--dry-run', 'tell what would go, and write nothing']],
  options: { 'dry-run': { type: 'boolean' } },
  run: runGc,
}

async function runGc(args: CommandArgs, io: Io): Promise<number> {
  const isDry = args.values['dry-run'] === true
  const matting = await openProject(args, io, { options: { dts: false } })
  try {
    const collection = await matting.collect(isDry ? 'dry' : 'wet')
    const { dropped, doubtful, places, files, bytes } = collection
    if (args.values['json'] === true) io.out(`${JSON.stringify(collection, null, 2)}\n`)
    else io.out(dropped.map((name) => `${name}\n`).join(''))
    if (doubtful.length > 0) {
      io.err(
        `${count(doubtful.length, 'entry', 'entries')} that no scan sees stay, since photos are named at run time in ${places.join(', ')}.\n`,
      )
    }
    const verb = isDry ? 'would go' : 'gone'
    const size = `${(bytes / 1e6).toFixed(1)} MB`
    io.err(
      `${count(dropped.length, 'entry', 'entries')} and ${count(files, 'cached file', 'cached files')} (${size}) ${verb}.\n`,
    )
    return EXIT.done
  } finally {
    await matting.close()
  }
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
