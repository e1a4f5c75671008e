import type { Engine } from '../core/types.ts'

/** Tencent Cloud Object Storage: where pictures are cut in the cloud. */
export interface CosOptions {
  /** Bucket, `name-appid`. @default env `MATTING_COS_BUCKET` */
  bucket?: string | undefined
  /** Region, e.g. `ap-guangzhou`. @default env `MATTING_COS_REGION` */
  region?: string | undefined
  /** Key id. @default env `TENCENTCLOUD_SECRET_ID` */
  secretId?: string | undefined
  /** Key. Keep it out of files: @default env `TENCENTCLOUD_SECRET_KEY` */
  secretKey?: string | undefined
  /** Token of temporary keys. @default env `TENCENTCLOUD_SESSION_TOKEN` */
  sessionToken?: string | undefined
  /** How GoodsMatting is called: with the upload (PUT and `Pic-Operations`). @default 'upload' */
  method?: 'upload' | undefined
  /** Folder in the bucket for photos and cut-outs. @default 'matting/' */
  prefix?: string | undefined
  /**
   * Base URL to send requests to, e.g. of an emulator; `Host` and signature stay those of the bucket.
   * @default env `MATTING_COS_ENDPOINT`, else none
   */
  endpoint?: string | undefined
  /** Deadline of a whole attempt in ms. @default 60000 */
  timeout?: number | undefined
  /** Tries after the first. @default 3 */
  retries?: number | undefined
  /** Requests a second. @default 100 */
  qps?: number | undefined
}

/** Where finished cut-outs are kept. */
export interface CacheOptions {
  /** Folder, relative to the root. @default 'node_modules/.cache/unplugin-matting', env `MATTING_CACHE_DIR` */
  dir?: string | undefined
  /** Read the folder but never write to it. @default false, env `MATTING_CACHE_READONLY` */
  readonly?: boolean | undefined
}

/** Options of the plugin and of `matting.config`. All are optional. */
export interface Options {
  /**
   * Who cuts: Tencent Cloud, the embedded engine, or one of your own. `auto` takes the cloud where bucket, region and
   * keys are known, else the embedded engine. @default 'auto', env `MATTING_ENGINE`
   */
  engine?: 'auto' | 'cos' | 'local' | Engine | undefined
  /** Tencent Cloud Object Storage. */
  cos?: CosOptions | undefined
  /** Named directive strings: `{ card: 'padding=20x20&center' }` is used as `?matting=card`. */
  presets?: Record<string, string> | undefined
  /** Directive string every import starts from, e.g. `'center'`. */
  defaults?: string | undefined
  /** Where finished cut-outs are kept; `false` keeps none beyond the process. */
  cache?: false | CacheOptions | undefined
  /** Images in flight. @default 8 */
  concurrency?: number | undefined
}

/** COS options with defaults in place; what is still unknown is undefined. */
export interface ResolvedCosOptions {
  readonly bucket: string | undefined
  readonly region: string | undefined
  readonly secretId: string | undefined
  readonly secretKey: string | undefined
  readonly sessionToken: string | undefined
  readonly prefix: string
  readonly endpoint: string | undefined
  readonly timeout: number
  readonly retries: number
  readonly qps: number
}

/** Options after inline, file, environment and defaults: complete and checked. */
export interface ResolvedOptions {
  /** Absolute path of the project. */
  readonly root: string
  readonly engine: 'auto' | 'cos' | 'local' | Engine
  readonly cos: ResolvedCosOptions
  readonly presets: Readonly<Record<string, string>>
  readonly defaults: string
  /** `dir` is absolute. */
  readonly cache: false | { readonly dir: string; readonly readonly: boolean }
  readonly concurrency: number
}
