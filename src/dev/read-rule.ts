import type { ImportRequest } from '../core/asset.ts'
import { MattingError } from '../core/errors.ts'
import type { Follower } from '../core/follower.ts'
import { isRemote } from '../directives/query.ts'

/** Whether a dev server may read a file. */
export type ReadRule = (file: string) => boolean

/** Refuses pictures of photos that a dev server may not read; shows all to the next follower. */
export function refuseOutside(mayRead: ReadRule, next: Follower): Follower {
  return (sitting) => {
    const { photo, request } = sitting
    return next(isRemote(photo) || mayRead(photo) ? sitting : { ...sitting, make: () => refusePhoto(request) })
  }
}

async function refusePhoto({ specifier, importer }: ImportRequest): Promise<never> {
  throw new MattingError('SOURCE_UNREADABLE', 'The photo is outside the folders that the dev server may read.', {
    specifier,
    importer,
    fix: 'Add its folder to `server.fs.allow` in the config, or move the photo into the project.',
  })
}
