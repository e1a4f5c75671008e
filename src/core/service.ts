import type { Task } from '../directives/task.ts'
import type { EngineContext, EngineImage, RemotePhoto } from './types.ts'

/** What a service tells of the pictures of an answer, by the names of its own page; all numbers are numbers. */
export interface ToldFacts {
  /** `ProcessResults.Object` of the result, all of it: `Key Location ETag Format Width Height Size Quality`. */
  readonly result: Readonly<Record<string, string | number>>
  /** `OriginalInfo.ImageInfo`: `Format Width Height Quality Ave Orientation`. */
  readonly original: Readonly<Record<string, string | number>>
}

/** A picture a service made, or found made already. */
export interface ServiceResult {
  /** A whole file; for a matting task a PNG. */
  readonly bytes: Uint8Array
  /** Whether it was paid for by this call. */
  readonly paid: boolean
  /** What the service told of it; left out where the picture was found and no answer told. */
  readonly told?: ToldFacts | undefined
}

/** Paid calls that have begun and not ended, kept where a process that is killed leaves them behind. */
export interface CallJournal {
  /** When a call for this picture began whose end nobody noted, in ms since 1970; undefined where there is none. */
  find(picture: string): number | undefined
  /** Notes that a call begins, before it is sent. */
  begin(picture: string): void
  /** Notes that its end is known. */
  end(picture: string): void
}

/** Keeps account of what is paid for, and says where to stop. */
export interface Ledger {
  /**
   * Asks for a picture to be paid for, before anything is sent for it; a picture counts once, however often it is tried.
   *
   * @throws MattingError where it must not be
   */
  reserve(picture: string): void
  /** Says that a picture was not paid for after all. */
  release(picture: string): void
}

/** What a service may use while it works. */
export interface ServiceContext extends EngineContext {
  readonly journal: CallJournal
  readonly ledger: Ledger
  /** Whether pictures are to be made anew: what the service has in its store is passed over. */
  readonly fresh: boolean
  /** Tells the user something that is no failure. */
  warn(message: string): void
}

/** A picture that is to have a public address. */
export interface Publication {
  /** Hex sha256 that the photo is known by. */
  readonly photo: string
  readonly task: Task
  /** Whether the service itself made these bytes, so that they lie in its store already; else they are put there. */
  readonly stored: boolean
  /** What was made here of the service's picture, in its canonical form; empty where nothing was. */
  readonly output: string
  /** Extension of the file, without dot. */
  readonly extension: string
  readonly bytes: Uint8Array
  /** Media type. */
  readonly type: string
}

/** A cloud service: it makes several pictures of one photo in one go, and keeps what it made. */
export interface Service {
  /** Part of every cache key, as an engine's. */
  readonly name: string
  readonly version: string
  /**
   * Makes pictures of a photo; each promise settles on its own, in the order of `tasks`. Nothing is paid for that is in the
   * service's store already. A remote photo is fetched by the service itself; only cut-outs can be made of it.
   */
  run(
    photo: EngineImage | RemotePhoto,
    tasks: readonly Task[],
    context: ServiceContext,
  ): readonly Promise<ServiceResult>[]
  /** The public address a picture has or would have; undefined where the service publishes nothing. Sends nothing. */
  addressOf(publication: Omit<Publication, 'bytes' | 'type'>): string | undefined
  /** Makes sure that a picture lies under its public address. */
  publish(publication: Publication, context: ServiceContext): Promise<void>
  close(): Promise<void>
}
