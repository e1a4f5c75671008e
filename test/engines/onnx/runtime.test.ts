import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findRuntime, loadRuntime } from '../../../src/engines/onnx/runtime.ts'
import { makeProject } from '../../support/project.ts'
import { placeNodeRuntime } from './setting.ts'

const PACKAGE = { 'package.json': '{}' }

describe('findRuntime', () => {
  it('takes onnxruntime-node of the project where it is installed, else onnxruntime-web', async () => {
    const root = await makeProject(PACKAGE)
    expect(findRuntime(undefined, root)).toMatchObject({ kind: 'web' })
    await placeNodeRuntime(root)
    expect(findRuntime(undefined, root)).toEqual({
      kind: 'node',
      file: join(root, 'node_modules/onnxruntime-node/index.js'),
    })
    expect(findRuntime('web', root)).toMatchObject({ kind: 'web' })
  })

  it('says what to install', async () => {
    const root = await makeProject(PACKAGE)
    const places = [join(root, 'package.json')]
    expect(() => findRuntime(undefined, root, places)).toThrow(/npm install --save-dev onnxruntime-node@1/)
    expect(() => findRuntime('web', root, places)).toThrow(/npm install --save-dev onnxruntime-web@1/)
    expect(() => findRuntime('node', root, places)).toThrow(expect.objectContaining({ code: 'ONNX_RUNTIME' }))
  })
})

describe('loadRuntime', () => {
  it.each([
    ['throws', 'throw new Error("wrong platform")', /onnxruntime-node can't be loaded .* wrong platform/],
    ['is another thing', 'module.exports = {}', /no InferenceSession/],
  ])('tells of a package that %s', async (_, code, message) => {
    const root = await makeProject({
      ...PACKAGE,
      'node_modules/onnxruntime-node/package.json': '{ "main": "index.js" }',
      'node_modules/onnxruntime-node/index.js': code,
    })
    await expect(loadRuntime(findRuntime('node', root))).rejects.toThrow(message)
  })
})
