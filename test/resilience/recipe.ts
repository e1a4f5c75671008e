import { readFile } from 'node:fs/promises'

/**
 * The code of a recipe in `docs/recipes`.
 *
 * @param language of its block
 * @param index of the block among those of its language; the first is 0
 */
export async function readRecipe(name: string, language: string, index = 0): Promise<string> {
  const text = await readFile(new URL(`../../docs/recipes/${name}.md`, import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, tag]) => tag === language)
  const code = blocks[index]?.[2]
  if (code === undefined) throw new Error(`${name}.md has no block ${index} of ${language}`)
  return code
}
