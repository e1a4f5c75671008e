import { describe, expect, it } from 'vitest'
import { startService as start } from './emulator-setting.ts'
import { createContext, makePhoto, makePng, matting, runAll } from './setting.ts'

describe('public addresses', () => {
  const WHOLE = { output: '', extension: 'png' }
  const PUBLIC = { publicUrl: 'https://img.example.com/shop' }

  it('are known before anything is made, and lead to the objects', async () => {
    const { emulator, service } = await start({}, PUBLIC)
    const photo = await makePhoto()
    const address = service.addressOf({ photo: photo.sha256, task: matting(20), stored: true, ...WHOLE })
    expect(emulator.requests).toHaveLength(0)
    await runAll(service, [matting(20)], photo)
    expect([...emulator.objects.keys()].map((key) => `${PUBLIC.publicUrl}/${key}`)).toContain(address)
  })

  it('are none without `publicUrl`', async () => {
    const { service } = await start()
    expect(service.addressOf({ photo: 'a', task: matting(), stored: true, ...WHOLE })).toBeUndefined()
  })

  it('of pictures laid out here are others, and the picture is put there once', async () => {
    const { emulator, service } = await start({}, PUBLIC)
    const picture = { photo: 'a'.repeat(64), task: matting(20), stored: false, type: 'image/png', ...WHOLE }
    expect(service.addressOf(picture)).not.toBe(service.addressOf({ ...picture, stored: true }))
    const converted = service.addressOf({ ...picture, output: 'format=webp', extension: 'webp' })
    expect(converted).toMatch(/\/[\da-f]{64}\.webp$/)
    expect(converted?.slice(0, 100)).not.toBe(service.addressOf(picture)?.slice(0, 100))
    const bytes = await makePng()
    await service.publish({ ...picture, bytes }, createContext())
    await service.publish({ ...picture, bytes }, createContext())
    const key = service.addressOf(picture)?.slice(PUBLIC.publicUrl.length + 1) ?? ''
    expect(emulator.objects.get(key)).toMatchObject({
      contentType: 'image/png',
      headers: { 'cache-control': 'public, max-age=31536000, immutable' },
    })
    expect(emulator.listRequests()).toEqual(['HEAD 404', 'PUT 200', 'HEAD 200'])
  })

  it('are published in spite of a bad day', async () => {
    const faults = [{ on: 'put', kind: 'status', status: 503, times: 2 } as const]
    const { emulator, service } = await start({ faults }, PUBLIC)
    const picture = { photo: 'a', task: matting(), stored: true, type: 'image/png', ...WHOLE, bytes: await makePng() }
    await service.publish(picture, createContext())
    expect(emulator.objects.size).toBe(1)
  })
})
