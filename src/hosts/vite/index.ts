import type { Environment, Plugin, Rolldown } from 'vite'
import { createOffers } from '../../dev/offers.ts'
import { MARKER_RE } from '../../directives/query.ts'
import type { OpenMatting } from '../common/pipeline.ts'
import { createImports } from '../rollup/imports.ts'
import { createSession, type Ending } from '../common/session.ts'
import { describeSurvivor as describePlace, findNewUrls, findSurvivors } from '../common/survivors.ts'
import { createDev } from './dev.ts'
import { loadPicture } from './load.ts'
import { describeSetting } from './log.ts'
import { createMissing } from './missing.ts'
import { createPages, isImport } from './pages.ts'
import { createPlacards } from './placards.ts'
import { createPlacements, type Placements } from './placements.ts'
import { createSite, type PhotoReference, readFinished } from './public.ts'
import { addAlias, createStyles } from './styles.ts'
import { listSurvivors, type Survivor } from '../common/text-survivors.ts'
import { TRANSFORM_RE, transformModule } from './transform.ts'
import { shareWithWorkers } from './workers.ts'

/**
 * Set by the scanner of dependencies, though no type says so: it only looks for packages, and one wrong import would end
 * it for all.
 */
interface ScanOptions {
  readonly isEntry: boolean
  readonly scan?: boolean
}

/**
 * The hooks for Vite, builds and dev server. JS imports are modules of their own; style sheets go through an alias; pages are
 * rewritten. In dev an import answers at once and its picture is cut when the browser asks for it.
 *
 * Handlers test ids again: Vite knows the filters of hooks since 6.3 only.
 */
export function createViteHooks(open: OpenMatting): Partial<Plugin> {
  return shareWithWorkers(createHooks(open))
}

function createHooks(open: OpenMatting): Partial<Plugin> {
  const dev = createDev()
  const { use, ...session } = createSession(open, () => ({ follow: dev.isServing ? dev.follow : undefined }))
  const { check, ...site } = createSite()
  const imports = createImports(use, check)
  const missing = createMissing()
  const placards = createPlacards()
  const placements = createPlacements()
  const styles = createStyles({ missing, placards, placements, publishes: site.isBuilt, use })
  const offers = createOffers()
  const pages = createPages({ check, offers, placements, use })

  return {
    // A server inside another one may run the server environment only.
    perEnvironmentStartEndDuringDev: true,
    configResolved(config) {
      site.prepare(config)
      session.prepare(describeSetting(config))
    },
    configureServer: (server) => dev.serve(server, offers, { use, close: session.close }),
    async buildStart() {
      addAlias(this.environment.config.resolve.alias, styles.alias)
      await session.begin()
    },
    resolveId: {
      order: 'pre',
      filter: { id: MARKER_RE },
      async handler(specifier, importer, { scan }: ScanOptions) {
        if (scan || !(await isImport(this, specifier))) return null
        return missing.find(specifier, () => imports.resolve(this, specifier, importer))
      },
    },
    load: {
      order: 'pre',
      filter: { id: MARKER_RE },
      async handler(id) {
        return (await isImport(this, id)) ? loadPicture(this, id, { imports, offers, use }) : null
      },
    },
    transform: {
      filter: { code: TRANSFORM_RE },
      handler(code, id) {
        return transformModule(this, { code, id }, { check, offers, placards, stylePhotos: styles.photos, use })
      },
    },
    transformIndexHtml: { order: 'pre', handler: pages.rewrite },
    hotUpdate({ file, type }) {
      // Modules look after themselves; to none belong attributes of pages, and photos of what they kept from being made.
      const isNew = type === 'create' && missing.has(file)
      if (pages.photos.has(file) || dev.needsReload(file) || isNew) this.environment.hot.send({ type: 'full-reload' })
    },
    generateBundle: {
      order: 'post',
      handler(_output, bundle) {
        finishBundle(this, bundle, { check, placements })
      },
    },
    buildEnd(error) {
      return session.end(describeEnding(this.environment, error))
    },
    closeWatcher: session.close,
  }
}

/** A dev server is watched too, but ends for good. */
function describeEnding({ mode, config }: Environment, error: Error | undefined): Ending {
  const built = mode === 'build'
  return { tell: built && error === undefined, again: built && Boolean(config.build.watch) }
}

/** @throws MattingError `SOURCE_UNREADABLE` */
function finishBundle(
  context: Rolldown.PluginContext,
  bundle: Rolldown.OutputBundle,
  { check, placements }: { check: (reference: PhotoReference) => void; placements: Placements },
): void {
  placements.nameInManifest(context.environment, bundle)
  tellSurvivors(context, bundle, check)
}

/** Public files are an error, anything else a warning. @throws MattingError `SOURCE_UNREADABLE` */
function tellSurvivors(
  context: Rolldown.PluginContext,
  bundle: Rolldown.OutputBundle,
  check: (reference: PhotoReference) => void,
): void {
  const survivors = listSurvivors(bundle)
  // With a relative base, URLs of style sheets in code are written like this.
  const inCode = Object.values(bundle).flatMap((file) =>
    file.type === 'chunk' ? findNewUrls(file.code).map((url) => ({ file: file.fileName, url })) : [],
  )
  for (const { file, url } of [...survivors, ...inCode]) check(readFinished(context.environment.config, url, file))
  for (const survivor of survivors) context.warn(describeSurvivor(survivor))
  for (const place of findSurvivors(bundle)) context.warn(describePlace(place))
}

function describeSurvivor({ file, url }: Survivor): string {
  return `${file}: ${url} still names the original photo: Vite lets no plugin in there. Import the photo in JS, or name it in a style sheet.`
}
