export type { Asset, ImportRequest } from './core/asset.ts'
export type { AuthorizationRequest, AuthorizationSource, StsAnswer, TemporaryKeys } from './core/authorization.ts'
export { isMattingError, MattingError, type MattingErrorCode, type MattingErrorDetails } from './core/errors.ts'
export type { ImgForm, Metadata, PictureForm } from './core/metadata.ts'
export type { Service, ServiceContext, ServiceResult, ToldFacts } from './core/service.ts'
export type {
  Box,
  Engine,
  EngineContext,
  EngineImage,
  EngineResult,
  Logger,
  Raster,
  RemotePhoto,
} from './core/types.ts'
export type { Layout, Padding } from './directives/layout.ts'
export type { Output } from './directives/outputs.ts'
export type { Directives } from './directives/parse.ts'
export type { ImportForm, MattingTask, RuleTask, Task } from './directives/task.ts'
export { defineEngine } from './engines/define.ts'
export { createMatting, type Matting, type MattingSetting } from './matting.ts'
export { defineConfig } from './options/config-file.ts'
export type {
  CacheOptions,
  CosMethod,
  Mode,
  Price,
  CosOptions,
  Options,
  ResolvedCosOptions,
  ResolvedOptions,
} from './options/types.ts'
export type { Collection } from './pipeline/collect.ts'
export type { FoundPicture, Plan, PlannedPicture } from './pipeline/plan.ts'
export type { Mention, PictureFacts, ReportEntry } from './report/entry.ts'
export type { Totals } from './report/totals.ts'
export type { Report } from './report/write-report.ts'
export type { FoundImport } from './scan/scan-project.ts'
export type { TypesReport } from './types/write-types.ts'
export { unplugin, unpluginFactory } from './unplugin.ts'
