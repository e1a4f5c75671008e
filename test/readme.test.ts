import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { OUTPUTS } from '../src/directives/outputs.ts'
import { BUNDLERS, REFERENCES } from './hosts/matrix.ts'
import { DIRECTIVES, MARKER } from '../src/directives/table.ts'
import { COS_RULES } from '../src/options/cos-table.ts'
import { ONNX_RULES } from '../src/options/onnx-table.ts'
import { CACHE_RULES, OPTION_RULES } from '../src/options/table.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

/** Rows of the table of directives as the README has to show them, cells trimmed. */
function expectedRows(): string[][] {
  const code = (texts: readonly string[]) => texts.map((text) => `\`${text.replaceAll('|', '\\|')}\``).join(', ')
  const marker = [`\`${MARKER}\`, \`${MARKER}=<preset>\``, '', 'the marker; starts from a preset of the options', '–']
  const rows = Object.values(DIRECTIVES).map((spec) => [
    code(spec.syntax),
    code(spec.aliases),
    spec.meaning,
    spec.default,
  ])
  return [['directive', 'also', 'meaning', 'default'], marker, ...rows]
}

function readRows(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s|-]+$/.test(line))
  return lines.map((line) => {
    const cells = line.split(/(?<!\\)\|/).slice(1, -1)
    return cells.map((cell) => cell.trim())
  })
}

describe('README', () => {
  it('shows the table of directives that the parser reads', () => {
    const section = /<!-- directives -->(.*)<!-- \/directives -->/s.exec(readme)?.[1] ?? ''
    expect(readRows(section)).toEqual(expectedRows())
  })

  it('shows the table of outputs that the parser reads', () => {
    const section = /<!-- outputs -->(.*)<!-- \/outputs -->/s.exec(readme)?.[1] ?? ''
    const rows = Object.values(OUTPUTS).map(({ syntax, meaning, expected }) => [
      `\`${syntax}\``,
      meaning,
      expected.replaceAll('|', '\\|'),
    ])
    expect(readRows(section)).toEqual([['directive', 'meaning', 'value'], ...rows])
  })

  it('shows the matrix that the tests of the bundlers run', () => {
    const section = /<!-- matrix -->(.*)<!-- \/matrix -->/s.exec(readme)?.[1] ?? ''
    const bundlers = Object.entries(BUNDLERS)
    const rows = REFERENCES.map((reference) => [
      reference.name,
      ...bundlers.map(([bundler]) => (reference.bundlers.some((known) => known === bundler) ? '✓' : '–')),
    ])
    expect(readRows(section)).toEqual([['', ...bundlers.map(([, name]) => name)], ...rows])
  })

  it('names every option and variable, and no other variable', () => {
    const section = readme.slice(readme.indexOf('## Options'), readme.indexOf('### Tencent Cloud'))
    const tables = { '': OPTION_RULES, 'cos.': COS_RULES, 'onnx.': ONNX_RULES, 'cache.': CACHE_RULES }
    const rules = Object.entries(tables).flatMap(([path, table]) =>
      Object.entries(table).map(([name, rule]) => ({ option: path + name, env: rule.env })),
    )
    const missing = rules.filter(
      ({ option, env }) =>
        (option !== 'cos' && !section.includes(`\`${option}\``)) ||
        (env !== undefined && !section.includes(`\`${env}\``)),
    )
    expect(missing).toEqual([])
    const known = new Set(rules.map(({ env }) => env))
    const named = [...section.matchAll(/`((?:MATTING|TENCENTCLOUD)_[A-Z_]+)`/g)].map((match) => match[1])
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })
})
