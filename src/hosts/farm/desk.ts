import { join } from 'node:path'
import type { CompilationContext } from '@farmfe/core'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { writeAtomic } from '../../store/write-atomic.ts'
import type { Inventory } from './inventory.ts'
import type { PhotoImport, PlacedPicture } from './pictures.ts'
import type { Site } from './site.ts'

/** What a plugin instance knows of the project while it is built, and built again. */
export interface Desk {
  readonly site: Site
  /** Where Farm has a persistent cache. */
  readonly inventory: Inventory | undefined
  /** Pictures on disk, by path. */
  readonly pictures: Map<string, NamedPicture>
  /** Modules of code, by path. */
  readonly modules: Map<string, PhotoImport>
  /** Style sheets that hold the address of a photo's picture in their text: photo → absolute paths. */
  readonly styles: Map<string, Set<string>>
  use(): Promise<Matting>
}

/** A picture on disk, and who names it. */
export interface NamedPicture extends PlacedPicture {
  /** The import that asks for this picture alone. */
  readonly specifier: string
  /** Whether a style sheet names it. */
  readonly isInStyle: boolean
}

/** Nothing is known yet. */
export function createDesk(parts: Pick<Desk, 'site' | 'inventory' | 'use'>): Desk {
  return { ...parts, pictures: new Map(), modules: new Map(), styles: new Map() }
}

const NOTE = 'Pictures that unplugin-matting has made for Farm. They are made again where they are missing.\n'

/**
 * Has Farm tell of changes to a photo. The photo becomes a file that depends on something, for Farm reads what others depend on as
 * UTF-8 where it has a persistent cache, and aborts the process at the first photo.
 */
export async function watchPhoto({ site }: Desk, context: CompilationContext, photo: string): Promise<void> {
  if (!site.isWatching || isRemote(photo)) return
  const note = join(site.folder, 'README.txt')
  await writeAtomic(note, NOTE)
  context.addWatchFile(photo, note)
}
