import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createMatting, type Matting } from '../../src/matting.ts'
import type { Options } from '../../src/options/types.ts'
import { createCountingEngine, makePhoto } from '../hosts/support.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { makeProject } from '../support/project.ts'

/** Five pictures of two photos. */
const SHOP = {
  'src/main.ts':
    "import a from './a.jpg?matting&padding=4x2'\nimport w from './a.jpg?matting&w=10;5'\nimport b from './b.jpg?matting'\n",
  'src/main.css': '.b { background: url(./b.jpg?matting) }\n.c { background: url(./b.jpg?matting&padding=1) }',
}

export interface ReportShop {
  readonly root: string
  /** What was told, by all pipelines. */
  readonly logger: ReturnType<typeof createMemoryLogger>
  /** Asks for pictures as a bundler does, in a build of its own: pairs of importer and specifier. @returns what was warned of */
  build(imports: readonly (readonly [importer: string, specifier: string])[], options?: Options): Promise<string[]>
  open(options?: Options): Promise<Matting>
  read(file?: string): Promise<string>
}

/** What a bundler asks for in {@link SHOP}. */
export const IMPORTS = [
  ['src/main.ts', './a.jpg?matting&padding=4x2'],
  ['src/main.ts', './a.jpg?matting&w=10'],
  ['src/main.ts', './a.jpg?matting&w=5'],
  ['src/main.ts', './b.jpg?matting'],
  ['src/main.css', './b.jpg?matting&padding=1'],
] as const

/** A project with two photos whose builds write a report. */
export async function openShop(files: Readonly<Record<string, string>> = SHOP): Promise<ReportShop> {
  const root = await makeProject(files)
  await makePhoto(join(root, 'src/a.jpg'), { width: 48, height: 40 })
  await makePhoto(join(root, 'src/b.jpg'), { width: 64, height: 48, seed: 3 })
  const logger = createMemoryLogger()
  const open: ReportShop['open'] = (options = {}) => {
    const { engine } = createCountingEngine()
    return createMatting({ engine, report: true, ...options }, { root, env: {}, logger })
  }
  return {
    root,
    logger,
    open,
    async build(imports, options) {
      const matting = await open(options)
      try {
        await Promise.all(imports.map(([importer, specifier]) => ask(matting, join(root, importer), specifier)))
        await matting.finish()
        return logger.warnings
      } finally {
        await matting.close()
      }
    },
    read: (file = 'matting-report.html') => readFile(join(root, file), 'utf8'),
  }
}

async function ask(matting: Matting, importer: string, specifier: string): Promise<void> {
  const request = matting.parse(specifier, importer)
  const photo = /^https?:/.test(request.path) ? request.path : join(dirname(importer), request.path)
  await matting.cut(request, photo).catch(() => undefined)
}

/** The cards of a report: title of the photo and directives → text, white space folded. */
export function readCards(page: string): Record<string, string> {
  const cards = page.split('<article').slice(1)
  return Object.fromEntries(
    cards.map((card) => {
      const text = (card.split('</article>')[0] ?? '').replace(/src="[^"]*"/g, '')
      const title = /title="([^"]*)"/.exec(text)?.[1]
      const directives = /class="directives">([^<]*)</.exec(text)?.[1]
      const words = text.replace(/^[^>]*>|<[^>]*>/g, ' ').replace(/\s+/g, ' ')
      return [`${title}${directives}`, words.trim()]
    }),
  )
}

/** The tiles at the top of a report: name → value. */
export function readTotals(page: string): Record<string, string> {
  const [, totals = ''] = /<dl class="totals">([^]*?)<\/dl>/.exec(page) ?? []
  return Object.fromEntries(
    [...totals.matchAll(/<dt>([^<]*)<\/dt>\s*<dd>([^<]*)<\/dd>/g)].map(([, name, value]) => [name, value]),
  )
}
