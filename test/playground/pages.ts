import { readdir, readFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'

export const PLAYGROUND: string = resolve(import.meta.dirname, '../../playground')

/** A picture of the page: which product, and its size in pixels. */
export interface Picture {
  /** File name of the photo, without its extension. */
  readonly photo: string
  readonly width: number
  readonly height: number
}

/** A picture as a browser shows it. */
export interface ShownPicture extends Picture {
  /** Whether its four corners show the colour behind it. */
  readonly hasClearCorners: boolean
  /** Share of its pixels that show nothing but the colour behind it. */
  readonly clear: number
  /** Share of its pixels that look the same before every colour. */
  readonly solid: number
}

const MARKED_RE = /photos\/([\w-]+)\.jpg\?matting([&\w=]*)/g
/** The entry for bundlers without `new URL()` names the same pictures. */
const OTHER_ENTRY = 'main-import.js'

/** The pictures that the page's sources ask for, sorted: what each should be follows from its photo and its padding. */
export async function listExpected(): Promise<Picture[]> {
  const dir = join(PLAYGROUND, 'src')
  const sources = (await readdir(dir)).filter((file) => file !== OTHER_ENTRY)
  const texts = await Promise.all(sources.map((file) => readFile(join(dir, file), 'utf8')))
  const named = texts.flatMap((text) => [...text.matchAll(MARKED_RE)])
  return sortPictures(await Promise.all(named.map(([, photo = '', query = '']) => expectPicture(photo, query))))
}

async function expectPicture(photo: string, query: string): Promise<Picture> {
  const { width, height } = await sharp(join(PLAYGROUND, 'photos', `${photo}.jpg`)).metadata()
  const [, dx = '0', dy = dx] = /padding=(\d+)(?:x(\d+))?/.exec(query) ?? []
  return { photo, width: width + 2 * Number(dx), height: height + 2 * Number(dy) }
}

/** Sorted by photo, then by size. */
function sortPictures<T extends Picture>(pictures: readonly T[]): T[] {
  return pictures.toSorted((a, b) => a.photo.localeCompare(b.photo) || a.width * a.height - b.width * b.height)
}

/** Loads what the page has on demand, and waits for all pictures, those off the screen too. */
export async function completePage(page: Page): Promise<void> {
  await page.click('#more')
  await page.waitForSelector('#more-picture img')
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
}

/** Every picture of the page, the background of a style sheet included, drawn over two colours; sorted. */
export async function readPictures(page: Page): Promise<ShownPicture[]> {
  const shown = await page.evaluate(async () => {
    const styled = getComputedStyle(document.querySelector('.travel')!).backgroundImage
    const background = /url\("(.+)"\)/.exec(styled)?.[1] ?? 'missing'
    const draw = (image: HTMLImageElement, colour: string): Uint32Array => {
      const { naturalWidth: width, naturalHeight: height } = image
      const context = new OffscreenCanvas(width, height).getContext('2d')!
      context.fillStyle = colour
      context.fillRect(0, 0, width, height)
      context.drawImage(image, 0, 0)
      return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)
    }
    const look = async (url: string) => {
      const image = new Image()
      image.src = url
      await image.decode()
      const { naturalWidth: width, naturalHeight: height } = image
      // Bytes are red, green, blue, alpha: these are magenta and green.
      const [magenta, green] = [0xffff00ff, 0xff00ff00]
      const [one, two] = [draw(image, '#f0f'), draw(image, '#0f0')]
      const isClear = (at: number) => one[at] === magenta && two[at] === green
      let [clear, solid] = [0, 0]
      for (let at = 0; at < one.length; at++) {
        if (isClear(at)) clear++
        else if (one[at] === two[at]) solid++
      }
      const corners = [0, width - 1, one.length - width, one.length - 1]
      const share = { clear: clear / one.length, solid: solid / one.length }
      return { url, width, height, hasClearCorners: corners.every(isClear), ...share }
    }
    return Promise.all([...[...document.images].map(({ src }) => src), background].map(look))
  })
  return sortPictures(shown.map(({ url, ...picture }) => ({ photo: readPhoto(url), ...picture })))
}

/** The photo that an output is named after: `oak-stool` of `oak-stool-DTNBnD9c.png`, `oak-stool.d135aa0c.png`, `oak-stool.d135aa0c-1f436d.png` and `oak-stool.png`. */
function readPhoto(url: string): string {
  const name = basename(new URL(url).pathname)
  const stem = basename(name, extname(name)).replace(/\.[\da-f]{8,}(?:-\w{6})?$/, '')
  return stem.replace(/-(?=[\w-]{8}$)(?=.*[\dA-Z])[\w-]{8}$/, '')
}
