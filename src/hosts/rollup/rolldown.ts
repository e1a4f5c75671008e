import { basename } from 'node:path'
import type { OutputAsset, OutputBundle, Plugin } from 'rolldown'
import type { OpenMatting } from '../common/pipeline.ts'
import { createRollupHooks } from './index.ts'
import type { EmittedPicture } from './load.ts'
import { describeSurvivor, findSurvivors } from '../common/survivors.ts'

/** Formats of scripts, where Rolldown has nothing to put in the place of `import.meta.url`. */
const SCRIPT_FORMATS: ReadonlySet<string> = new Set(['iife', 'umd'])

/** The hooks for Rolldown: those for Rollup, and what Rollup does by itself. */
export function createRolldownHooks(open: OpenMatting): Partial<Plugin> {
  const emitted = new Map<string, EmittedPicture>()
  const hooks = createRollupHooks(open, (picture) => emitted.set(picture.id, picture))
  return {
    // Rolldown's hooks are Rollup's; its types differ in what is not used.
    ...(hooks as Partial<Plugin>),
    resolveFileUrl: {
      // A plugin of the project may know better.
      order: 'post',
      handler({ format, moduleId, relativePath }) {
        return SCRIPT_FORMATS.has(format) && emitted.has(moduleId) ? writeScriptUrl(relativePath) : null
      },
    },
    generateBundle: {
      order: 'post',
      handler(_output, bundle) {
        dropUnused(bundle, [...emitted.values()])
        for (const place of findSurvivors(bundle)) this.warn(describeSurvivor(place))
      },
    },
  }
}

/** An expression of a URL relative to the script: in a page, a worker, or Node. */
function writeScriptUrl(path: string): string {
  const page = 'document.currentScript && document.currentScript.tagName.toUpperCase() === "SCRIPT"'
  const inPage = `${page} && document.currentScript.src || document.baseURI`
  const elsewhere = 'typeof location === "undefined" ? require("url").pathToFileURL(__filename).href : location.href'
  return `new URL(${JSON.stringify(path)}, typeof document === "undefined" ? ${elsewhere} : ${inPage}).href`
}

/** Rolldown emits what was emitted in `load` even if tree shaking removes the module (`needsCodeReference` is Rollup's). */
function dropUnused(bundle: OutputBundle, emitted: readonly EmittedPicture[]): void {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  const rendered = new Set(chunks.flatMap(({ moduleIds }) => moduleIds))
  const unused = emitted.filter(({ id }) => !rendered.has(id))
  for (const file of Object.values(bundle)) {
    if (file.type === 'chunk' || !unused.some((picture) => isOf(file, picture))) continue
    // A URL that is constant moves into other modules.
    if (!chunks.some(({ code }) => code.includes(basename(file.fileName))))
      Reflect.deleteProperty(bundle, file.fileName)
  }
}

function isOf({ names, originalFileNames }: OutputAsset, { name, photo }: EmittedPicture): boolean {
  return names.includes(name) && originalFileNames.includes(photo)
}
