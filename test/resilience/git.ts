import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs git in a folder. @returns what it printed @throws where it fails */
export type Git = (...args: string[]) => Promise<string>

const WHO = ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.com', '-c', 'commit.gpgsign=false']
/** What this machine has configured says nothing here. */
const ENV = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

export function openGit(cwd: string): Git {
  return async (...args) => {
    const env = { ...process.env, ...ENV }
    const { stdout } = await promisify(execFile)('git', [...WHO, ...args], { cwd, env })
    return stdout
  }
}
