/** Every operation the emulator knows; faults can be aimed at each. */
export const OPERATIONS = [
  'put-object',
  'get-object',
  'head-object',
  'delete-object',
  'download-cutout',
  'process-object',
  'initiate',
  'upload-part',
  'list-parts',
  'complete',
  'abort',
  'list-uploads',
  'list-objects',
  'head-bucket',
  'ci-status',
  'ai-status',
] as const

/** The name of an operation. */
export type Operation = (typeof OPERATIONS)[number]
