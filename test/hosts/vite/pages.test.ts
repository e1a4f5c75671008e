import { expect, it } from 'vitest'
import { buildProject, joinOutput, listPictures, startProject } from './support.ts'

it('cuts the pictures of a page in a Vite build', async () => {
  const html = [
    '<link rel="icon" href="./src/icon.jpg?matting">',
    '<img src="/src/shoe.jpg?matting&amp;padding=2">',
    '<img srcset="./src/bag.jpg?matting 1x, ./src/bag.jpg?matting&amp;padding=4 2x">',
    '<img src="./src/my%20hat.jpg?matting">',
  ]
  const photos = ['src/icon.jpg', 'src/shoe.jpg', 'src/bag.jpg', 'src/my hat.jpg']
  const built = await buildProject(await startProject({ 'index.html': html.join('\n') }, photos))
  const pictures = listPictures(built)
  expect(pictures.map((file) => file.replace(/-.{8}\.png$/, ''))).toEqual([
    'assets/bag',
    'assets/bag',
    'assets/icon',
    'assets/my hat',
    'assets/shoe',
  ])
  const page = joinOutput(built, '.html')
  for (const file of pictures) expect(page).toContain(`/${encodeURI(file)}`)
  expect(page).not.toContain('matting')
})

it('cuts the pictures of a page in a folder', async () => {
  const project = await startProject({ 'shop/index.html': '<img src="../src/shoe.jpg?matting">' }, ['src/shoe.jpg'])
  const built = await buildProject(project, {
    config: { base: './', build: { rollupOptions: { input: 'shop/index.html' } } },
  })
  const [file = 'none'] = listPictures(built)
  expect(joinOutput(built, '.html')).toContain(`"../${file}"`)
})
