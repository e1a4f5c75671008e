import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makePhoto, readOutput } from '../hosts/support.ts'
import { hasRedis, startRedis } from '../support/redis.ts'
import { readRecipe } from './recipe.ts'
import { CALLS, PICTURES } from './shop.ts'
import { commit, type Desk, install, openDesk, openTeam, PROJECT, type Team } from './team.ts'

interface Step {
  readonly line: string
  readonly env: Record<string, string>
}

/** `{ A: 1, B: two }` of YAML. */
function readFlow(text = ''): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(\w+): ([^,\s}]+)/g)].map(([, name = '', value = '']) => [name, value]))
}

/** The commands of a workflow of GitHub, but for the one that installs packages. */
async function readGitHubSteps(): Promise<Step[]> {
  const yaml = await readRecipe('github-actions', 'yaml')
  const steps = [...yaml.matchAll(/- run: (.*)\n(?: +env: (\{.*\}))?/g)]
  return steps.map(([, line = '', env]) => ({ line, env: readFlow(env) })).filter(({ line }) => line !== 'npm ci')
}

/** The commands of a job of GitLab, but for the one that installs packages. */
async function readGitLabSteps(): Promise<Step[]> {
  const yaml = await readRecipe('gitlab-ci', 'yaml')
  const [, variables = ''] = /variables:\n((?: {4}.*\n)+)/.exec(yaml) ?? []
  const [, script = ''] = /script:\n((?: {4}- .*\n)+)/.exec(yaml) ?? []
  const lines = [...script.matchAll(/- (.*)/g)].map(([, line = '']) => line)
  return lines.filter((line) => line !== 'npm ci').map((line) => ({ line, env: readFlow(variables) }))
}

/** Runs steps until one fails. @returns the outcome of the last one that ran */
async function runSteps(desk: Desk, steps: readonly Step[], env: Readonly<Record<string, string | undefined>>) {
  let last = { line: '', code: 0 as number | null, out: '', err: '' }
  for (const step of steps) {
    last = { line: step.line, ...(await desk.type(step.line, { ...env, ...step.env })) }
    if (last.code !== 0) return last
  }
  return last
}

async function listPictures({ root }: Desk): Promise<string[]> {
  const files = await readOutput(join(root, 'dist'))
  return [...files]
    .filter(([file]) => file.endsWith('.png'))
    .map(([, bytes]) => bytes.toString('base64'))
    .sort()
}

/** What everybody has to get: the pictures of a machine that has made them. */
async function listExpected(team: Team): Promise<string[]> {
  expect(await team.type('npm run build', team.keys)).toMatchObject({ code: 0 })
  const pictures = await listPictures(team)
  expect(pictures).toHaveLength(PICTURES)
  expect(team.shop.emulator.bills).toHaveLength(CALLS)
  return pictures
}

const SYSTEMS = [
  ['GitHub Actions', readGitHubSteps, { GITHUB_ACTIONS: 'true' }],
  ['GitLab CI', readGitLabSteps, { GITLAB_CI: 'true' }],
] as const

describe.each(SYSTEMS)('the recipe of %s', (_, readSteps, variables) => {
  it('builds on a machine that has nothing, and pays nothing', async () => {
    const team = await openTeam()
    const expected = await listExpected(team)
    const runner = await team.clone()
    const steps = await readSteps()
    expect(steps.length).toBeGreaterThanOrEqual(4)
    const env = { ...team.keys, ...variables, GITHUB_STEP_SUMMARY: join(runner.root, '../summary.md') }
    expect(await runSteps(runner, steps, env)).toMatchObject({ line: steps.at(-1)?.line, code: 0 })
    expect(await listPictures(runner)).toEqual(expected)
    expect(team.shop.emulator.bills).toHaveLength(CALLS)
    expect(await readFile(env.GITHUB_STEP_SUMMARY, 'utf8')).toMatch(/^### matting[^]*4 images/)
    // The next run has the cache.
    const requests = team.shop.emulator.requests.length
    const later = await team.clone()
    for (const folder of ['.matting-cache', 'node_modules/.cache']) {
      await cp(join(runner.root, folder), join(later.root, folder), { recursive: true }).catch(() => undefined)
    }
    expect(await runSteps(later, steps, env)).toMatchObject({ code: 0 })
    expect(team.shop.emulator.requests).toHaveLength(requests)
  })

  it('stops at an import that somebody would have to pay for, and tells which', async () => {
    const team = await openTeam()
    await writeFile(join(team.root, 'late.js'), "\nimport './img/b.jpg?matting&padding=9'\n")
    await commit(team)
    const runner = await team.clone()
    const outcome = await runSteps(runner, await readSteps(), { ...team.keys, ...variables })
    expect(outcome).toMatchObject({ line: 'npx matting warm', code: 2 })
    expect(outcome.err).toContain('./img/b.jpg?matting&padding=9')
    if ('GITHUB_ACTIONS' in variables) expect(outcome.err).toContain('::error file=late.js,line=2::')
    expect(team.shop.emulator.bills).toHaveLength(CALLS)
  })

  it('stops where the lockfile was not committed', async () => {
    const team = await openTeam()
    await writeFile(join(team.root, 'late.js'), "import './img/a.jpg?matting&w=17'\n")
    await commit(team)
    const outcome = await runSteps(await team.clone(), await readSteps(), { ...team.keys, ...variables })
    expect(outcome).toMatchObject({ line: 'git diff --exit-code matting.lock.json', code: 1 })
    expect(outcome.out).toContain('img/a.jpg?matting&w=17')
  })
})

describe('the recipe for forks', () => {
  it('builds from the cache of the base branch, and leaves it as it is', async () => {
    const team = await openTeam()
    const expected = await listExpected(team)
    const fork = await team.clone()
    const cache = 'node_modules/.cache'
    await cp(join(team.root, cache), join(fork.root, cache), { recursive: true })
    await writeFile(join(fork.root, 'late.js'), "import wide from './img/a.jpg?matting&w=12'\nconsole.log(wide, 1)\n")
    const before = await readOutput(join(fork.root, cache))
    const yaml = await readRecipe('forks', 'yaml')
    const [, line = ''] = /- run: (.*)/.exec(yaml) ?? []
    const { code, err } = await fork.type(line, readFlow(yaml.slice(yaml.indexOf('env:'))))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(await listPictures(fork)).toEqual(expected)
    expect(await readOutput(join(fork.root, cache))).toEqual(before)
    expect(await fork.git('status', '--porcelain')).toBe(' M late.js\n')
  })
})

describe('the recipe for the bucket', () => {
  it('builds with keys that may only read', async () => {
    const permissions = ['*']
    const team = await openTeam(PROJECT, { permissions })
    const expected = await listExpected(team)
    permissions.splice(0, 1, 'cos:GetObject', 'cos:HeadObject')
    const machine = await team.clone()
    const [line = ''] = (await readRecipe('bucket', 'sh')).split('\n')
    expect(await machine.type(line, team.keys)).toMatchObject({ code: 0 })
    expect(await listPictures(machine)).toEqual(expected)
    await writeFile(join(machine.root, 'late.js'), "import './img/b.jpg?matting&padding=9'\n")
    const failed = await machine.type(line, team.keys)
    expect(failed.code).toBe(1)
    expect(failed.err + failed.out).toMatch(/budget of 0[^]*1 more paid call\.[^]*padding=9[^]*npx matting plan/)
    expect(team.shop.emulator.bills).toHaveLength(CALLS)
  })
})

describe('the recipe for Turborepo', () => {
  it('pays once for what two apps ask for at the same time, and pins photos of other packages', async () => {
    const team = await openTeam({ ...PROJECT, 'main.js': '', 'late.js': '', 'other.js': '' })
    await makePhoto(join(team.root, 'packages/ui/hero.jpg'), { width: 48, height: 64, seed: 5 })
    const config = await readRecipe('turborepo', 'js')
    const apps = ['shop', 'admin'].map((name) => join(team.root, 'apps', name))
    for (const app of apps) {
      await mkdir(app, { recursive: true })
      await writeFile(join(app, 'matting.config.js'), config)
      for (const file of ['package.json', 'vite.config.js'] as const) await writeFile(join(app, file), PROJECT[file])
      await writeFile(join(app, 'main.js'), "import hero from '../../packages/ui/hero.jpg?matting'\nconsole.log(hero)")
      await install(app)
    }
    const builds = await Promise.all(apps.map((app) => openDesk(app).type('npm run build', team.keys)))
    expect(builds).toMatchObject([{ code: 0 }, { code: 0 }])
    expect(team.shop.emulator.bills).toHaveLength(1)
    const [one, two] = await Promise.all(apps.map((app) => readFile(join(app, 'matting.lock.json'), 'utf8')))
    expect(one).toContain('"../../packages/ui/hero.jpg?matting"')
    expect(two).toBe(one)
    const root = await openDesk(team.root).git('status', '--porcelain', '--ignored')
    expect(root).toContain('.matting-cache')
    expect(JSON.parse(await readRecipe('turborepo', 'json'))).toHaveProperty('tasks.build.outputs', ['dist/**'])
  })
})

describe.skipIf(!hasRedis)('the recipe for Redis', () => {
  it('gives the pictures to machines that have neither keys nor cache', async () => {
    const redis = await startRedis()
    const team = await openTeam()
    const line = await readRecipe('redis', 'sh', 1)
    const [, name = ''] = /^export (\w+)=redis:/.exec(line) ?? []
    const env = { [name]: redis.url }
    expect(await team.type('npm run build', { ...team.keys, ...env, MATTING_MODE: 'refresh' })).toMatchObject({
      code: 0,
    })
    const expected = await listPictures(team)
    const sent = team.shop.emulator.requests.length
    const machine = await team.clone()
    expect(await machine.type('npm run build', { ...env, MATTING_MODE: 'frozen' })).toMatchObject({ code: 0, err: '' })
    expect(await listPictures(machine)).toEqual(expected)
    expect(team.shop.emulator.requests).toHaveLength(sent)
  })
})

describe('the recipe for a cache in the repository', () => {
  it.each(['false', 'true'])('builds a clone, with core.autocrlf=%s, without keys and network', async (autocrlf) => {
    const team = await openTeam({
      ...PROJECT,
      'matting.config.js': await readRecipe('committed-cache', 'js'),
      '.gitignore': PROJECT['.gitignore'] + (await readRecipe('committed-cache', 'gitignore')),
      '.gitattributes': await readRecipe('committed-cache', 'gitattributes'),
    })
    const expected = await listExpected(team)
    expect(await team.git('status', '--porcelain')).toBe('')
    const tracked = (await team.git('ls-files', '.matting')).trim().split('\n')
    expect(tracked.every((file) => /^\.matting\/(?:blobs|records)\//.test(file))).toBe(true)
    const clone = await team.clone('--config', `core.autocrlf=${autocrlf}`)
    const [line = ''] = (await readRecipe('committed-cache', 'sh')).split('\n')
    expect(await clone.type(line)).toMatchObject({ code: 0, err: '' })
    expect(await listPictures(clone)).toEqual(expected)
    expect(await clone.git('status', '--porcelain')).toBe('')
    // Without LFS a clone has other bytes.
    const [picture = ''] = tracked.filter((file) => file.startsWith('.matting/blobs/'))
    await writeFile(join(clone.root, picture), `version https://git-lfs.github.com/spec/v1\n`)
    const told = await clone.type('npm run build', { MATTING_CACHE_READONLY: 'true' })
    expect(told.code).toBe(0)
    expect((told.err + told.out).match(/was damaged; it is not used, and stays as it is/g)).toHaveLength(1)
    expect(await clone.git('status', '--porcelain')).toBe(` M ${picture}\n`)
  })
})
