import type { Compiler, RuleSetRule } from '@rspack/core'
import { FILENAME, namesAssets } from '../webpack/file-names.ts'
import { ADDRESS_RE, SCRIPT_RE, STYLE_RE } from './addresses.ts'
import type { LoaderPaths } from './loader-paths.ts'
import { matchForms } from './resource.ts'

const ANY_SIZE: RuleSetRule['parser'] = { dataUrlCondition: { maxSize: 2 ** 31 } }

/** Option of our loader for a reference that takes a URL only. */
export const URL_ONLY = 'url'

/**
 * Adds the rules that make modules of ours what they are. What a picture is where the project says nothing stands in front of
 * its own rules, which so have the last word; what is not for them to say stands behind.
 */
export function addRules({ module, output }: Compiler['options'], { picture: loader, address }: LoaderPaths): void {
  const isNamed = namesAssets({ output, module })
  const picture: RuleSetRule = { resourceFragment: matchForms('picture', 'inline', 'file'), type: 'asset/resource' }
  const last: RuleSetRule[] = [
    { resourceFragment: matchForms('inline'), type: 'asset/inline' },
    { resourceFragment: matchForms('file'), type: 'asset/resource' },
    // Not `asset/inline`: Rspack forgets its generator where the project has options for all of `asset`.
    { resourceFragment: matchForms('address'), type: 'asset', parser: ANY_SIZE, generator: { dataUrl: readText } },
    { resourceFragment: matchForms('code', 'nothing'), type: 'javascript/esm', sideEffects: false },
    { resourceFragment: matchForms('code'), dependency: 'url', enforce: 'pre', use: { loader, options: URL_ONLY } },
    // Closest to the photo: loaders of the project work on the picture.
    { resourceFragment: matchForms(), enforce: 'pre', use: { loader } },
    { test: STYLE_RE, enforce: 'pre', use: { loader: address, codeFilter: ADDRESS_RE } },
    {
      test: SCRIPT_RE,
      exclude: /[\\/]node_modules[\\/]/,
      enforce: 'pre',
      use: { loader: address, codeFilter: ADDRESS_RE },
    },
  ]
  module.rules = [isNamed ? picture : { ...picture, generator: { filename: FILENAME } }, ...module.rules, ...last]
}

/** The content of a module that stands for an address is the address. */
function readText(content: Buffer): string {
  return content.toString()
}
