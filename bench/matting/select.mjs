import { GROUPS, HALVES, listScenes } from './scenes/plan.mjs'

/**
 * The scenes a command line asks for.
 *
 * @param {{ half: string, group?: string, only?: string }} wanted `only`: a part of the name
 */
export function selectScenes({ half, group, only = '' }) {
  if (!HALVES.includes(half)) throw new Error(`--half is \`${half}\`; it can be ${HALVES.join(' or ')}`)
  if (group !== undefined && !GROUPS.includes(group))
    throw new Error(`--group is \`${group}\`; it can be ${GROUPS.join(', ')}`)
  const scenes = listScenes(half).filter(
    (scene) => (group === undefined || scene.group === group) && scene.name.includes(only),
  )
  if (scenes.length === 0) throw new Error(`no scene of ${half} is named \`${only}\``)
  return scenes
}
