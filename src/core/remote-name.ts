/** Name of a remote photo: the last part of its path, of characters that can stand in any file name. */
export function nameRemote(url: string): string {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : ''
  return decode(last).replace(/[^\p{L}\p{N}._-]+/gu, '-') || 'photo'
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
