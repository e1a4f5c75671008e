import { FORM_TYPES, type TypedImport, writeExactType, writeGeneralType } from './forms.ts'
import { writeDeclaration, writeGenericDeclarations } from './generic.ts'
import { compareNames, type ModuleName, nameModule } from './module-name.ts'

/** First line of each generated file: what does not begin with it was written by somebody else. */
export const SIGNATURE = '// Written by unplugin-matting. Changes are lost.'

const HEADER = `${SIGNATURE}
//
// Exact types for the imports of this project, and at the end those of \`unplugin-matting/client\`, which this file replaces.
// Written anew by \`npx matting types\`, and by each build with the option \`dts\`.

`

/** Imports that TypeScript can't tell apart. */
interface Group {
  readonly module: ModuleName
  readonly imports: [TypedImport, ...TypedImport[]]
}

/**
 * Writes exact types for imports, then the general ones: where several fit, TypeScript takes the first.
 *
 * @returns the text of a declaration file; the same for the same imports, in whichever order
 */
export function declarations(imports: readonly TypedImport[]): string {
  const groups = groupImports(imports).sort((a, b) => compareNames(a.module, b.module))
  return HEADER + [...groups.map(declareGroup), writeGenericDeclarations()].join('\n')
}

function groupImports(imports: readonly TypedImport[]): Group[] {
  const groups = new Map<string, Group>()
  for (const typed of imports) {
    const module = nameModule(typed.specifier)
    const group = module && groups.get(module.name)
    if (group) group.imports.push(typed)
    else if (module) groups.set(module.name, { module, imports: [typed] })
  }
  return [...groups.values()]
}

/** Photos of the same name in several folders: one of their types, which one is not known. */
function declareGroup({ module, imports }: Group): string {
  const [{ directives }] = imports
  const general = writeGeneralType(directives)
  const exact = [...new Set(imports.map(writeExactType))].sort()
  const type = exact.includes(general) ? general : exact.join(' | ')
  return writeDeclaration(module.name, { name: FORM_TYPES[directives.as].name, type })
}
