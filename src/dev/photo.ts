import { open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { guardPicture, isKnown } from './respond.ts'

/** Media types of photos, by extension; browsers look at the bytes of what is not here. */
const TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.webp': 'image/webp',
}

/**
 * Answers with a photo as it is on disk.
 *
 * @throws the file system's error where it can't be read
 */
export async function sendPhoto(file: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const handle = await open(file)
  try {
    const { size, mtimeMs } = await handle.stat()
    guardPicture(response)
    if (isKnown(request, response, `W/"${size}-${Math.round(mtimeMs)}"`)) return
    const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream'
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': size })
    if (request.method === 'HEAD') response.end()
    else await pipeline(handle.createReadStream({ autoClose: false }), response)
  } finally {
    await handle.close()
  }
}
