import matting from 'unplugin-matting/vite'
import type { Plugin } from 'vite'
import { expect, it } from 'vitest'
import { createCountingEngine } from '../support.ts'
import { buildProject, startProject } from './support.ts'

const HOOKS = ['resolveId', 'load', 'transform'] as const

/** The plugin, and the ids that Vite called its hooks with. */
function watchHooks(): { plugin: Plugin; calls: string[] } {
  const calls: string[] = []
  const [plugin] = [matting({ engine: createCountingEngine().engine })].flat() as [Plugin]
  for (const name of HOOKS) {
    const hook = plugin[name] as { handler(...args: unknown[]): unknown }
    const { handler } = hook
    const watched = function (this: unknown, ...args: unknown[]): unknown {
      calls.push(`${name} ${String(args[name === 'transform' ? 1 : 0])}`)
      return handler.apply(this, args)
    }
    Object.assign(plugin, { [name]: { ...hook, handler: watched } })
  }
  return { plugin, calls }
}

const FILES = {
  'index.html': '<script type="module" src="/src/main.js"></script>',
  'src/main.js':
    "import './a.js'; import hat from './hat.png'; import './main.css'; import('./b.js'); console.log(hat)",
  'src/a.js': "export const text = 'matting and cos'; console.log(text, 1 < 2 && text)",
  'src/b.js': "export default new URL('./hat.png', import.meta.url).href",
  'src/main.css': '.a { color: red }',
}

it('runs no hook for a module without the marker', async () => {
  const project = await startProject(FILES, ['src/hat.png'])
  const { plugin, calls } = watchHooks()
  await buildProject(project, { plugins: [plugin] })
  expect(calls).toEqual([])
})

it('runs its hooks for what has the marker, and its importer, only', async () => {
  const project = await startProject(FILES, ['src/hat.png', 'src/shoe.jpg'])
  await project.write('src/b.js', "import shoe from './shoe.jpg?matting'; console.log(shoe)")
  const { plugin, calls } = watchHooks()
  await buildProject(project, { plugins: [plugin] })
  expect(calls.map((call) => call.replace(project.dir, ''))).toEqual([
    'transform /src/b.js',
    'resolveId ./shoe.jpg?matting',
    'load /src/shoe.jpg?matting',
  ])
})
