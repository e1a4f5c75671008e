import { relative, resolve } from 'node:path'
import { createColors } from 'picocolors'
import { TYPES_FILE } from '../options/table.ts'
import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'

export const typesCommand: Command = {
  usage: 'types [--json]',
  summary: `Writes exact types for the imports of the project: ${TYPES_FILE}, or the path of the option \`dts\`.`,
  help: [],
  options: {},
  run: runTypes,
}

async function runTypes({ values, root }: CommandArgs, io: Io): Promise<number> {
  const { createMatting } = await import('../matting.ts')
  const colors = createColors(io.color)
  const warn = (message: string): void => io.err(`${colors.yellow(message)}\n`)
  const configFile = values['config'] === undefined ? undefined : String(values['config'])
  // Nothing is cut, so nobody needs to know by whom.
  const matting = await createMatting({}, { root, env: io.env, configFile, logger: { info: () => undefined, warn } })
  try {
    const { dts } = matting.options
    const { file, changed, imports, problems } = await matting.writeTypes(dts || resolve(root, TYPES_FILE))
    for (const { message } of problems) warn(message)
    const count = `${imports.length} ${imports.length === 1 ? 'import' : 'imports'}`
    io.err(`${colors.green('✓')} ${relative(io.cwd, file)}: ${count}, ${changed ? 'written' : 'unchanged'}\n`)
    const rows = imports.map(({ file: importer, line, specifier }) => ({ file: importer, line, specifier }))
    io.out(values['json'] === true ? `${JSON.stringify(rows, null, 2)}\n` : `${file}\n`)
    return EXIT.done
  } finally {
    await matting.close()
  }
}
