import type { ImportForm } from '../directives/task.ts'
import { FORM_TYPES, writeText } from './forms.ts'

/** Endings of specifiers that say what an import gives, and what: TypeScript compares only beginnings and ends. */
const ENDINGS: readonly (readonly [ending: string, form: ImportForm])[] = [
  ['?matting', 'url'],
  ['&matting', 'url'],
  ['?matting&center', 'url'],
  ['&center', 'url'],
  ['&as=url', 'url'],
  ['&as=srcset', 'srcset'],
  ['&as=img', 'img'],
  ['&as=picture', 'picture'],
  ['&as=metadata', 'metadata'],
]

/** Declarations for imports of any project: the body of `client.d.ts`, and the end of each generated file. */
export function writeGenericDeclarations(): string {
  return ENDINGS.map(([ending, form]) => writeDeclaration(`*${ending}`, FORM_TYPES[form])).join('\n')
}

/** Declares a module with a default export. */
export function writeDeclaration(
  module: string,
  { name, type, meaning }: { readonly name: string; readonly type: string; readonly meaning?: string },
): string {
  const comment = meaning === undefined ? '' : `  /** ${meaning} */\n`
  return `declare module ${writeText(module)} {\n${comment}  const ${name}: ${type}\n  export default ${name}\n}\n`
}
