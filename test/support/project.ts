import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder } from './temporary.ts'

/** A folder of its own with these files, by relative path. @returns its absolute path */
export async function makeProject(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await makeFolder()
  for (const [file, text] of Object.entries(files)) await writeProjectFile(root, file, text)
  return root
}

/** Writes one file of a project; its folders are made. */
export async function writeProjectFile(root: string, file: string, text: string | Uint8Array): Promise<void> {
  const path = join(root, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}
