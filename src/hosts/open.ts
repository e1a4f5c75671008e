import type { Matting, MattingSetting } from '../matting.ts'

/** Opens the pipeline of a plugin instance with the options the user gave; a host calls it once, when it knows its root and logger. */
export type OpenMatting = (setting: MattingSetting) => Promise<Matting>
