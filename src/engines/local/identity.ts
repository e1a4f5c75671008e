/** Raised when the stages of the embedded engine give other pixels: part of the keys of all that is cut by them. */
export const LOCAL_VERSION = '6'
