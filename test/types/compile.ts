import { join, relative, resolve } from 'node:path'
import ts from 'typescript'

const REPOSITORY = resolve(import.meta.dirname, '../..')
const OPTIONS: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  types: [],
  allowImportingTsExtensions: true,
  paths: { 'unplugin-matting': [join(REPOSITORY, 'src/core/metadata.ts')] },
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ESNext,
  lib: ['lib.es2022.d.ts'],
  skipLibCheck: false,
}

/**
 * Compiles files of a project with the types of this package at hand.
 *
 * @returns what the compiler says of them, each with its file; empty where all is right
 */
export function compile(root: string, files: readonly string[], options: ts.CompilerOptions = {}): string[] {
  const paths = files.map((file) => join(root, file))
  const program = ts.createProgram(paths, { ...OPTIONS, ...options })
  return ts.getPreEmitDiagnostics(program).flatMap(({ file, messageText }) => {
    const name = file === undefined ? 'options' : relative(root, file.fileName)
    return name.startsWith('..') ? [] : [`${name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`]
  })
}
