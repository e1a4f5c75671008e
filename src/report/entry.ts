/** How a build came by a picture, and how it is called. */
export const STATUSES = {
  paid: 'Paid',
  local: 'Made here',
  found: 'Found in the cloud',
  cached: 'Cached',
  missing: 'Missing',
} as const

export type Status = keyof typeof STATUSES

/** An import that asks for a picture. */
export interface Mention {
  /** As written. */
  readonly specifier: string
  /** The file that holds it, with the line where that is known: `src/main.ts:12`; undefined where only the lockfile knows it. */
  readonly importer: string | undefined
}

/** What is known of a picture that is there. */
export interface PictureFacts {
  /** Content key. */
  readonly key: string
  /** Hex sha256 of the file. */
  readonly sha256: string
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  /** Size of the file in bytes. */
  readonly bytes: number
  readonly format: string
  /** Name of the engine that made it. */
  readonly engine: string
  /** 0 to 1; undefined where the engine can't tell. */
  readonly confidence: number | undefined
  /** What makes it look wrong; undefined where it looks right. */
  readonly doubt: string | undefined
}

/** One picture of a report. Nothing in it tells of the machine. */
export interface ReportEntry {
  readonly id: string
  /** File name of the photo. */
  readonly name: string
  /** The photo, relative to the root, or its address without query. */
  readonly photo: string
  readonly directives: string
  readonly mentions: readonly Mention[]
  readonly status: Status
  /** Undefined where the picture is missing. */
  readonly picture: PictureFacts | undefined
  /** Time it took in this build, in ms; undefined where this build did not make it. */
  readonly ms: number | undefined
  /** Key of what was paid for to make it, or would have to be; pictures that share it are one call. */
  readonly payment: string | undefined
  /** What is to be said beside all that: why it is missing, or why it is here. */
  readonly note: string | undefined
}
