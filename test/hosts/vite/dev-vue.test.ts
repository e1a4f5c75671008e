import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { Browser, Page } from 'playwright-core'
import matting from 'unplugin-matting/vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, launchBrowser } from '../../support/browser.ts'
import { createCountingEngine, makePhoto } from '../support.ts'
import { startDev } from './dev-support.ts'
import { startProject } from './support.ts'

/** A component that shows a photo in its template, in a binding, and in its scoped style. */
const APP = `<script setup>
import bound from './shoe.jpg?matting&padding=1'
</script>
<template>
  <img id="src" src="./shoe.jpg?matting">
  <img id="bound" :src="bound">
  <picture><img id="srcset" srcset="./shoe.jpg?matting&padding=3 1x"></picture>
  <div id="style" class="photo"></div>
</template>
<style scoped lang="scss">
$photo: './shoe.jpg?matting&padding=2';
.photo { width: 48px; height: 32px; background: url($photo) }
</style>`

const FILES = {
  'index.html': '<div id="app"></div><script type="module" src="/src/main.js"></script>',
  'src/main.js': "import { createApp } from 'vue'; import App from './App.vue'; createApp(App).mount('#app')",
  'src/App.vue': APP,
}

/** Colour in the middle of each picture of the page, as `r,g,b,a`. */
const readColours = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const styled = document.querySelector('#style')
    const background = styled ? /url\("(.+)"\)/.exec(getComputedStyle(styled).backgroundImage)?.[1] : undefined
    const srcOf = (id: string) => document.querySelector<HTMLImageElement>(id)?.currentSrc
    const sources = { src: srcOf('#src'), bound: srcOf('#bound'), srcset: srcOf('#srcset'), style: background }
    const colours = Object.entries(sources).map(async ([id, src]) => {
      const image = new Image()
      image.src = src ?? ''
      await image.decode().catch(() => undefined)
      const context = new OffscreenCanvas(1, 1).getContext('2d')!
      if (image.naturalWidth > 0) context.drawImage(image, -image.naturalWidth / 2, -image.naturalHeight / 2)
      return [id, context.getImageData(0, 0, 1, 1).data.join()] as const
    })
    return Object.fromEntries(await Promise.all(colours))
  })

describe.skipIf(!hasBrowser)('Vue components in the dev server of Vite, in Chromium', { timeout: 180_000 }, () => {
  let browser: Browser
  beforeAll(async () => void (browser = await launchBrowser()))
  afterAll(() => browser.close())

  it('show an edited photo without a restart: src, srcset, binding, scoped style', async () => {
    const project = await startProject(FILES, ['src/shoe.jpg'])
    await symlink(
      fileURLToPath(new URL('../../../node_modules/vue', import.meta.url)),
      join(project.dir, 'node_modules/vue'),
    )
    const counting = createCountingEngine()
    const plugins = [vue(), matting({ engine: counting.engine })]
    const dev = await startDev(project, { plugins, optimizeDeps: {} }, { counting })
    const page = await browser.newPage()
    await page.goto(dev.server.resolvedUrls?.local[0] ?? '')
    await page.waitForSelector('#src')
    const before = await readColours(page)
    expect(new Set(Object.values(before)).size).toBe(1)
    expect(before['src']).toMatch(/,255$/)
    await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 5 })
    const isOther: unknown = expect.not.stringMatching(before['src'] ?? '')
    await expect
      .poll(() => readColours(page).catch(() => ({})), { timeout: 20_000 })
      .toEqual({ src: isOther, bound: isOther, srcset: isOther, style: isOther })
    await page.close()
  })
})
