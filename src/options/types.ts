import type { AuthorizationSource } from '../core/authorization.ts'
import type { Engine } from '../core/types.ts'

/** How GoodsMatting is called; see `cos.method`. */
export type CosMethod = 'upload' | 'cloud' | 'download'

/**
 * What a build may do for a picture that is not there. `auto`: make it, and pay for it where it has to be. `frozen`: nothing,
 * it is an error. `offline`: have the embedded engine make it, without network. `refresh`: make every picture anew.
 */
export type Mode = 'auto' | 'frozen' | 'offline' | 'refresh'

/** What a paid call costs, for estimates. */
export interface Price {
  readonly amount: number
  /** As it is to be shown, e.g. `CNY`. */
  readonly currency: string
}

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
  /** Gives temporary keys, in place of the three above; asked again before they expire. @default none */
  getAuthorization?: AuthorizationSource | undefined
  /**
   * How GoodsMatting is called. `upload`: PUT of the photo with `Pic-Operations`. `cloud`: PUT once, then POST
   * `?image_process`. `download`: PUT once, then GET `?ci-process`. @default 'upload'
   */
  method?: CosMethod | undefined
  /** Folder in the bucket for photos and cut-outs. @default 'matting/' */
  prefix?: string | undefined
  /** Bucket that keeps the cut-outs, in the same region. @default the bucket itself */
  resultBucket?: string | undefined
  /**
   * Base URL to send requests to, e.g. of an emulator; `Host` and signature stay those of the bucket.
   * @default env `MATTING_COS_ENDPOINT`, else none
   */
  endpoint?: string | undefined
  /** Deadline of a whole attempt in ms. @default 60000 */
  timeout?: number | undefined
  /** Tries after the first. @default 3 */
  retries?: number | undefined
  /** Requests a second, of all work in the process. @default 100 */
  qps?: number | undefined
  /**
   * Address under which the bucket (or `resultBucket`), or the CDN before it, is read by everybody. An import then gives
   * `<publicUrl>/<key>`, and nothing is emitted. @default none
   */
  publicUrl?: string | undefined
}

/** A family of models whose preprocessing is known: U²-Net, IS-Net (DIS), BiRefNet, RMBG 1.4. */
export type OnnxPreset = 'u2net' | 'isnet' | 'birefnet' | 'rmbg'

/**
 * What makes probabilities of a model's output. `none`: it has probabilities already; `sigmoid`: it has logits; `minmax`: its least and
 * greatest value become 0 and 1.
 */
export type OnnxActivation = 'none' | 'sigmoid' | 'minmax'

/** Where a model is run: natively by `onnxruntime-node`, or as WebAssembly by `onnxruntime-web`. */
export type OnnxRuntime = 'node' | 'web'

/** A model of your own, which finds the product for engine `onnx`. */
export interface OnnxOptions {
  /** The file, relative to the root, or its address; an address needs `sha256`. @default env `MATTING_ONNX_MODEL` */
  model?: string | undefined
  /** SHA-256 of the file in hex; what has another is refused. @default none: a file is taken as it is */
  sha256?: string | undefined
  /** Known preprocessing, in place of `size`, `mean`, `std`, `output` and `activation`. @default none */
  preset?: OnnxPreset | undefined
  /** Pixels of the input: a side of a square, or `[width, height]`. */
  size?: number | readonly [width: number, height: number] | undefined
  /** Subtracted from red, green and blue, which are 0 to 1. */
  mean?: readonly [red: number, green: number, blue: number] | undefined
  /** What the difference is divided by. */
  std?: readonly [red: number, green: number, blue: number] | undefined
  /** The output that is the mask, by name or number. @default 0 */
  output?: string | number | undefined
  /** What makes probabilities of the output. @default 'none' */
  activation?: OnnxActivation | undefined
  /** Which package runs it. @default 'node' where `onnxruntime-node` is installed, else 'web' */
  runtime?: OnnxRuntime | undefined
}

/** Where finished cut-outs are kept. */
export interface CacheOptions {
  /** Folder, relative to the root. @default 'node_modules/.cache/unplugin-matting', env `MATTING_CACHE_DIR` */
  dir?: string | undefined
  /**
   * What machines share beside the folder: a Keyv instance, a Keyv adapter, or a URI such as `redis://…` (which needs
   * `@keyv/redis`). @default none, env `MATTING_CACHE_STORE`
   */
  store?: unknown
  /** Read folder and store but never write to them. @default false, env `MATTING_CACHE_READONLY` */
  readonly?: boolean | undefined
}

/** Options of the plugin and of `matting.config`. All are optional. */
export interface Options {
  /**
   * Who cuts: Tencent Cloud, the embedded engine, the same with a model of yours, or an engine of your own. `auto` takes the cloud
   * where bucket, region and keys are known, else the embedded engine. @default 'auto', env `MATTING_ENGINE`
   */
  engine?: 'auto' | 'cos' | 'local' | 'onnx' | Engine | undefined
  /** Tencent Cloud Object Storage. */
  cos?: CosOptions | undefined
  /** The model of engine `onnx`. */
  onnx?: OnnxOptions | undefined
  /** Named directive strings: `{ card: 'padding=20x20&center' }` is used as `?matting=card`. */
  presets?: Record<string, string> | undefined
  /** Directive string every import starts from, e.g. `'center'`. */
  defaults?: string | undefined
  /** Named rules of Persistent Image Processing: `{ thumb: 'imageMogr2/thumbnail/400x' }` is used as `?cos=thumb`. */
  rules?: Record<string, string> | undefined
  /** Where finished cut-outs are kept; `false` keeps none beyond the process. */
  cache?: false | CacheOptions | undefined
  /** File that pins the picture of each import, relative to the root; `false` pins nothing. @default 'matting.lock.json' */
  lockfile?: false | string | undefined
  /** What may be done for a picture that is not there. @default 'auto', env `MATTING_MODE` */
  mode?: Mode | undefined
  /** Most paid calls of a build; the next one is an error, and is not sent. @default none, env `MATTING_BUDGET` */
  budget?: number | undefined
  /** Price of one paid call. @default none: calls are counted, no price is invented */
  price?: Price | undefined
  /**
   * Who centres and pads. `engine`: the engine, for each layout anew. `local`: one plain cut-out of a photo is made and paid
   * for, and laid out here, free. @default 'engine'
   */
  layout?: 'engine' | 'local' | undefined
  /** Images in flight. @default 8 */
  concurrency?: number | undefined
  /**
   * Write exact types for the project's imports: `true` to `matting-env.d.ts`, or a path, relative to the root, that ends in `.d.ts`.
   * @default false
   */
  dts?: boolean | string | undefined
  /**
   * Write a report at the end of each build, one HTML file with every picture before and after: `true` to `matting-report.html`, or a
   * path, relative to the root, that ends in `.html`. @default false
   */
  report?: boolean | string | undefined
}

/** COS options with defaults in place; what is still unknown is undefined. */
export interface ResolvedCosOptions {
  readonly bucket: string | undefined
  readonly region: string | undefined
  readonly secretId: string | undefined
  readonly secretKey: string | undefined
  readonly sessionToken: string | undefined
  readonly getAuthorization: AuthorizationSource | undefined
  readonly method: CosMethod
  /** Empty, or ending in `/`. */
  readonly prefix: string
  readonly resultBucket: string | undefined
  readonly endpoint: string | undefined
  readonly timeout: number
  readonly retries: number
  readonly qps: number
  /** Without `/` at its end. */
  readonly publicUrl: string | undefined
}

/** Options of engine `onnx` as they were said, not yet checked together. */
export interface ResolvedOnnxOptions extends Readonly<OnnxOptions> {
  /** Absolute path, or an address. */
  readonly model?: string | undefined
}

/** Options after inline, file, environment and defaults: complete and checked. */
export interface ResolvedOptions {
  /** Absolute path of the project. */
  readonly root: string
  readonly engine: 'auto' | 'cos' | 'local' | 'onnx' | Engine
  readonly cos: ResolvedCosOptions
  readonly onnx: ResolvedOnnxOptions
  readonly presets: Readonly<Record<string, string>>
  readonly defaults: string
  readonly rules: Readonly<Record<string, string>>
  /** `dir` is absolute. */
  readonly cache: false | { readonly dir: string; readonly store: unknown; readonly readonly: boolean }
  /** Absolute path. */
  readonly lockfile: false | string
  readonly mode: Mode
  readonly budget: number | undefined
  readonly price: Price | undefined
  readonly layout: 'engine' | 'local'
  readonly concurrency: number
  /** Absolute path of the declaration file. */
  readonly dts: false | string
  /** Absolute path of the report. */
  readonly report: false | string
}
