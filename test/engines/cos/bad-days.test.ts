import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isMattingError } from '../../../src/core/errors.ts'
import { BAD_DAYS } from './bad-days.ts'
import { startEmulator } from './emulator-setting.ts'
import { createService, matting, runAll } from './setting.ts'

describe('a bad day that stays', () => {
  it.each(BAD_DAYS)('$name: $code after $uploads uploads and $bills bills', async (day) => {
    const emulator = await startEmulator({ faults: day.faults })
    const service = createService(emulator.url, { ...emulator.settings, timeout: 700 })
    const outcome: unknown = await runAll(service, [matting()]).catch((error: unknown) => error)
    expect(isMattingError(outcome) ? outcome.code : '').toBe(day.code)
    if (isMattingError(outcome)) {
      expect(outcome).toMatchObject({
        fix: expect.any(String),
        ...(day.serviceCode && { serviceCode: day.serviceCode }),
      })
      if (day.serviceCode !== undefined) expect(outcome.requestId).toEqual(expect.any(String))
      expect(inspect(outcome, { depth: 9 })).not.toContain(emulator.secretKey)
    }
    const uploads = emulator.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/src/'))
    expect(uploads).toHaveLength(day.uploads)
    expect(emulator.bills).toHaveLength(day.bills)
  })
})
