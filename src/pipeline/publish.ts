import type { CutRecord } from '../store/records.ts'
import { describeFormat } from '../core/formats.ts'
import { writeOutput } from '../directives/outputs.ts'
import type { Bench, Job } from './bench.ts'
import { findService, isDerived } from './identify.ts'

/**
 * The public address of a picture, where the options want pictures served from the bucket; it lies there when this
 * resolves. What the record says is believed: a warm build asks nobody.
 *
 * @param read gives the picture's bytes
 */
export async function publish(
  bench: Bench,
  job: Job,
  { record, read }: { readonly record: CutRecord; read(): Promise<Uint8Array> },
): Promise<string | undefined> {
  const { publicUrl } = bench.options.cos
  const service = findService(bench, job.task)
  if (publicUrl === undefined || service === undefined) return undefined
  const { extension, type } = describeFormat(record.format)
  const output = job.output === undefined ? '' : writeOutput(job.output)
  const stored = output === '' && !isDerived(bench, job.task)
  const place = { photo: job.source, task: job.task, stored, output, extension }
  const address = service.addressOf(place)
  if (address === undefined || address === record.address) return keepsAddress(record, publicUrl)
  const bytes = await read()
  await service.publish({ ...place, bytes, type }, bench.context)
  await bench.store.keep(job.key, { ...record, address }, bytes)
  return address
}

/** Without credentials a picture has the address it got from a build that had them. */
function keepsAddress({ address }: CutRecord, publicUrl: string): string | undefined {
  return address?.startsWith(`${publicUrl}/`) ? address : undefined
}
