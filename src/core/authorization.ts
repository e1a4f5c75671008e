/** Temporary keys in the form that the vendor's SDKs take. */
export interface TemporaryKeys {
  TmpSecretId: string
  TmpSecretKey: string
  /** The token that goes with them; `XCosSecurityToken` is its older name. */
  SecurityToken?: string | undefined
  XCosSecurityToken?: string | undefined
  /** Seconds since 1970. */
  StartTime?: number | undefined
  /** Seconds since 1970. */
  ExpiredTime: number
}

/** Temporary keys in the form that the vendor's STS answers with. */
export interface StsAnswer {
  credentials: { tmpSecretId: string; tmpSecretKey: string; sessionToken?: string | undefined }
  /** Seconds since 1970. */
  startTime?: number | undefined
  /** Seconds since 1970. */
  expiredTime: number
}

/** What keys are asked for. */
export interface AuthorizationRequest {
  /** `<name>-<appid>`. */
  Bucket: string
  Region: string
}

/** Takes the keys that an {@link AuthorizationSource} gives. */
type AuthorizationCallback = (keys: TemporaryKeys | StsAnswer) => void

/**
 * Gives temporary keys: returns them, or a promise of them, or hands them to `callback` as functions for the vendor's SDK
 * do. It is asked again a minute before they expire.
 */
export type AuthorizationSource =
  | ((
      request: AuthorizationRequest,
      callback: AuthorizationCallback,
    ) => TemporaryKeys | StsAnswer | Promise<TemporaryKeys | StsAnswer>)
  | ((request: AuthorizationRequest, callback: AuthorizationCallback) => void)
