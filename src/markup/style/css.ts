/** Marks a style sheet for editors and formatters. */
export const css: typeof String.raw = String.raw
