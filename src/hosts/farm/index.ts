import type { Compiler, JsPlugin, ResolvedUserConfig, Server } from '@farmfe/core'
import { describeCause, MattingError } from '../../core/errors.ts'
import { hasMarker, MARKED_TEXT_RE } from '../../directives/query.ts'
import type { OpenMatting } from '../common/pipeline.ts'
import { createSession, type Session } from '../common/session.ts'
import { createDesk, type Desk } from './desk.ts'
import { tellPlainly } from './failure.ts'
import { findInventory, type Inventory, openInventory } from './inventory.ts'
import { createFarmLog } from './log.ts'
import { MODULE_RE, writeModule } from './modules.ts'
import { renewPhoto, warnOfHashes } from './renew.ts'
import { resolveImport } from './resolve.ts'
import { describeSite, type Site } from './site.ts'
import { readSource } from './source.ts'
import { rewriteStyle } from './styles.ts'
import { describeSurvivors } from './survivors.ts'
import { createPhotoWatch } from './watch.ts'

/** Before Farm's own resolver, which would take the photo. */
const PRIORITY = 102

/** Style sheets as they come from disk. */
const STYLE_TYPES = ['css', 'less', 'sass', 'scss']

/**
 * The hooks for Farm: an import with the marker resolves to the picture as a file, so that names, public path, inlining and style sheets
 * are Farm's own. Its filters are Rust's, and keep all other imports from ever reaching us.
 */
export function createFarmHooks(open: OpenMatting): Partial<JsPlugin> {
  const log = createFarmLog()
  const session = createSession(open)
  let desk: Desk | undefined
  let compiler: Compiler | undefined
  let server: Server | undefined
  const work = <Value>(task: (desk: Desk) => Promise<Value>): Promise<Value> =>
    tellPlainly(() => task(desk ?? refuseUnresolved()))
  const renew = async (photo: string): Promise<void> => {
    if (desk === undefined || compiler === undefined) return
    try {
      warnOfHashes(desk, photo, log)
      await session.begin()
      await renewPhoto(desk, photo, { compiler, server })
    } catch (error) {
      // Farm ends the process where an update throws.
      log.error(describeCause(error).replace(/^\[unplugin-matting\] /, ''))
    }
  }
  return {
    priority: PRIORITY,
    async configResolved(config) {
      const site = describeSite(config)
      session.prepare({ root: site.root, logger: log })
      const inventory = await nameCache(site, config, open)
      const watch = site.isWatching ? createPhotoWatch(renew) : () => undefined
      desk = createDesk({ site, inventory, use: session.use, watch })
    },
    configureCompiler(made) {
      compiler = made
      log.tellThrough(made)
    },
    configureDevServer: (made) => void (server = made),
    buildStart: { executor: () => tellPlainly(session.begin) },
    resolve: {
      filters: { sources: [MARKED_TEXT_RE.source, MODULE_RE.source], importers: ['.*'] },
      executor: (param, context) =>
        isOurs(param.source) && context ? work((known) => resolveImport(known, param, context)) : null,
    },
    load: {
      filters: { resolvedPaths: [MODULE_RE.source] },
      executor: ({ resolvedPath }) =>
        work(async ({ modules, use }) => {
          const claimed = modules.get(resolvedPath)
          return claimed && writeModule(await use(), claimed)
        }),
    },
    transform: {
      filters: { moduleTypes: STYLE_TYPES },
      executor: (param, context) => (context ? work((known) => rewriteStyle(known, param, context)) : null),
    },
    finish: {
      executor: () => {
        for (const message of describeSurvivors(compiler?.resources() ?? {})) log.warn(message)
        return work((known) => endBuild(known, session))
      },
    },
    updateFinished: { executor: () => work((known) => endBuild(known, session)) },
  }
}

function isOurs(source: string): boolean {
  return MODULE_RE.test(source) || hasMarker(readSource(source))
}

/** Names Farm's persistent cache after the pictures that may be in it. */
async function nameCache(site: Site, config: ResolvedUserConfig, open: OpenMatting): Promise<Inventory | undefined> {
  const cache = config.compilation?.persistentCache
  const file = findInventory(site, config)
  if (typeof cache !== 'object' || file === undefined) return undefined
  const logger = { info: () => undefined, warn: () => undefined }
  const inventory = await openInventory({ site, file, open: () => open({ root: site.root, logger }) })
  cache.envs = { ...cache.envs, 'unplugin-matting': inventory.name }
  return inventory
}

async function endBuild({ site, inventory }: Desk, session: Session): Promise<void> {
  await inventory?.keep()
  await session.end({ tell: true, again: site.isWatching })
}

function refuseUnresolved(): never {
  throw new MattingError('INVALID_CONFIG', 'Farm has not told its configuration.', {
    fix: 'Put the plugin among `plugins`, not among `vitePlugins`.',
  })
}
