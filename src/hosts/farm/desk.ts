import type { Matting } from '../../matting.ts'
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
  /** Sees to it that an edited photo is cut anew. */
  watch(photo: string): void
}

/** A picture on disk, and who names it. */
export interface NamedPicture extends PlacedPicture {
  /** The import that asks for this picture alone. */
  readonly specifier: string
  /** Whether a style sheet names it. */
  readonly isInStyle: boolean
}

/** Nothing is known yet. */
export function createDesk(parts: Pick<Desk, 'site' | 'inventory' | 'use' | 'watch'>): Desk {
  return { ...parts, pictures: new Map(), modules: new Map(), styles: new Map() }
}
