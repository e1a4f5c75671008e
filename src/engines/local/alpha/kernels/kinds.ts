/** What a byte of a trimap says: `../trimap.ts` describes it. */
export const BACKGROUND: u32 = 0
export const UNKNOWN: u32 = 1
export const PRODUCT: u32 = 2
