import { relative } from 'node:path'
import type { Environment, Rolldown } from 'vite'
import { isRemote } from '../../directives/query.ts'
import type { ImportRequest } from '../../core/asset.ts'
import { toPosix } from './paths.ts'

/** An entry of Vite's manifest, as far as it is read. */
interface ManifestEntry {
  readonly src?: string
}

/** An import whose picture is in a real file. */
interface PlacedImport {
  /** Absolute path of the photo, or its address. */
  readonly photo: string
  /** As written, with its question mark. */
  readonly query: string
}

type Manifest = Readonly<Record<string, ManifestEntry>>

/** The real files that style sheets and pages name instead of photos. */
export interface Placements {
  /** Remembers the file that holds the picture of an import. */
  add(file: string, request: ImportRequest, photo: string): void
  /** Names them in the manifest of a bundle by photo and query, as pictures of modules are, not by a path in the cache. */
  nameInManifest(environment: Environment, bundle: Rolldown.OutputBundle): void
}

/** Starts with none. */
export function createPlacements(): Placements {
  const imports = new Map<string, Map<string, PlacedImport>>()
  const nameAll = (root: string): Map<string, string[]> =>
    new Map(
      Array.from(imports, ([file, all]) => [
        toPosix(relative(root, file)),
        Array.from(
          all.values(),
          ({ photo, query }) => (isRemote(photo) ? photo : toPosix(relative(root, photo))) + query,
        ),
      ]),
    )
  return {
    add(file, { specifier, path }, photo) {
      const query = specifier.slice(path.length)
      const known = imports.get(file) ?? new Map<string, PlacedImport>()
      imports.set(file, known.set(photo + query, { photo, query }))
    },
    nameInManifest({ config: { build, root } }, bundle) {
      const manifest = bundle[build.manifest === true ? '.vite/manifest.json' : build.manifest || '']
      if (manifest?.type !== 'asset' || imports.size === 0) return
      const entries = JSON.parse(String(manifest.source)) as Manifest
      manifest.source = JSON.stringify(renameEntries(entries, nameAll(root)), undefined, 2)
    },
  }
}

/** One entry for each import of a placed file; sorted, as Vite's are. */
function renameEntries(manifest: Manifest, names: ReadonlyMap<string, readonly string[]>): Manifest {
  const entries = Object.entries(manifest).flatMap(([key, entry]) => {
    const isPlaced = entry.src !== undefined && names.has(entry.src)
    return (names.get(key) ?? [key]).map((name) => [name, isPlaced ? { ...entry, src: name } : entry] as const)
  })
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
}
