import type { ImportRequest } from '../core/asset.ts'
import type { CutRecord } from '../store/records.ts'
import type { Bench } from './bench.ts'
import { identify } from './identify.ts'

/**
 * What is known of the pictures of an import. Nothing is made.
 *
 * @param photo absolute path of the photo, or the address of a remote one
 * @returns in the order of its outputs; undefined where one was never made, or its photo can't be read
 */
export async function peekPictures(
  bench: Pick<Bench, 'engine' | 'rules' | 'options' | 'hashSource' | 'store'>,
  request: ImportRequest,
  photo: string,
): Promise<readonly (CutRecord | undefined)[]> {
  const { directives } = request
  const singles = directives.outputs.length === 0 ? [[]] : directives.outputs.map((output) => [output])
  const lookUp = async (outputs: (typeof singles)[number]): Promise<CutRecord | undefined> => {
    const job = identify(bench, { ...request, directives: { ...directives, outputs } }, photo)
    return bench.store.local.find(job.key)
  }
  return Promise.all(singles.map((outputs) => lookUp(outputs).catch(() => undefined)))
}
