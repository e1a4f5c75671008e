import { homedir } from 'node:os'
import { basename, isAbsolute, relative } from 'node:path'
import { redact } from '../core/errors.ts'
import { isRemote } from '../directives/query.ts'

/** Shows paths as a report may: it is read on other machines, and by other people. */
export interface PathWriter {
  /** A file relative to the root, or an address, both without query. */
  file(path: string): string
  /** Any text, without secrets and without the folders of this machine. */
  text(text: string): string
}

/** @param root absolute path of the project */
export function createPathWriter(root: string): PathWriter {
  return {
    file(path) {
      const [bare = ''] = path.split('?')
      if (isRemote(path)) return bare.replace(/\/\/[^/]*@/, '//')
      return isAbsolute(bare) ? showFile(bare, root) : bare
    },
    text: (text) => hideFolders(redact(text), root),
  }
}

/** A file that shares nothing with the root but the top of the file system is known by its name alone. */
function showFile(path: string, root: string): string {
  const shown = relative(root, path).replaceAll('\\', '/')
  const climbs = shown.split('/').filter((part) => part === '..').length
  const depth = root.split(/[\\/]/).filter(Boolean).length
  return isAbsolute(shown) || climbs >= depth ? basename(path) : shown
}

function hideFolders(text: string, root: string): string {
  const posix = root.replaceAll('\\', '/')
  const within = [root, posix].reduce((left, dir) => left.replaceAll(`${dir}/`, '').replaceAll(`${dir}\\`, ''), text)
  return [root, posix].reduce((left, dir) => left.replaceAll(dir, '.'), within).replaceAll(homedir(), '~')
}
