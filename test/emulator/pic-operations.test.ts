import { expect, test } from 'vitest'
import { readRefusal } from '../../src/emulator/errors.ts'
import { createCloud } from '../../src/emulator/cloud.ts'
import { resolveEmulatorOptions } from '../../src/emulator/options.ts'
import { parsePicOperations, resolveFileId } from '../../src/emulator/pic-operations.ts'
import { parseRule } from '../../src/emulator/rules/index.ts'

const cloud = createCloud(resolveEmulatorOptions({ buckets: ['results-1250000000'] }), {
  cut: () => Promise.reject(new Error('unused')),
  fetchPhoto: () => Promise.reject(new Error('unused')),
})
const TARGET = { key: 'p1/test1.jpg', bucket: cloud.main, cloud }
const RULE = 'ci-process=GoodsMatting'

test('none, empty and ruleless headers ask for nothing', () => {
  const nothing = { withInfo: false, rules: [] }
  expect(parsePicOperations(undefined, TARGET)).toEqual(nothing)
  expect(parsePicOperations('', TARGET)).toEqual(nothing)
  expect(parsePicOperations('{}', TARGET)).toEqual(nothing)
})

test("reads the page's example", () => {
  const header = '{"is_pic_info":1,"rules":[{"fileid":"exampleobject","rule":"ci-process=GoodsMatting"}]}'
  expect(parsePicOperations(header, { ...TARGET, key: 'photo.jpg' })).toEqual({
    withInfo: true,
    rules: [
      {
        bucket: cloud.main,
        key: 'exampleobject',
        text: RULE,
        rule: { operation: 'GoodsMatting', layout: { center: false, padding: { dx: 0, dy: 0 } } },
      },
    ],
  })
})

test('a rule may name another bucket of the account', () => {
  const header = `{"rules":[{"bucket":"results-1250000000","fileid":"a.png","rule":"${RULE}"}]}`
  const [rule] = parsePicOperations(header, TARGET).rules
  expect(rule?.bucket).toBe(cloud.buckets.get('results-1250000000'))
  expect(rule?.key).toBe('p1/a.png')
})

test.each([
  ['/p2/test2.jpg', 'p2/test2.jpg'],
  ['p2/test2.jpg', 'p1/p2/test2.jpg'],
  ['/p1/test1.jpg', 'p1/test1.jpg'],
  ['a/../b.png', 'p1/a/../b.png'],
])('fileid %s is the key %s', (fileId, key) => {
  expect(resolveFileId(fileId, TARGET.key)).toBe(key)
})

test.each([
  ['ci-process=GoodsMatting', false, 0, 0],
  ['ci-process=GoodsMatting&center-layout=1&padding-layout=20x10', true, 20, 10],
  ['center-layout=0&ci-process=GoodsMatting&padding-layout=0x1000', false, 0, 1000],
])('reads the rule %s', (rule, center, dx, dy) => {
  expect(parseRule(rule, {})).toEqual({ operation: 'GoodsMatting', layout: { center, padding: { dx, dy } } })
})

test.each([
  ['', 'InvalidArgument'],
  ['ci-process=AIPicMatting', 'InvalidArgument'],
  [`${RULE}&center-layout=2`, 'InvalidArgument'],
  [`${RULE}&center-layout=`, 'InvalidArgument'],
  [`${RULE}&padding-layout=20`, 'InvalidArgument'],
  [`${RULE}&padding-layout=-1x0`, 'InvalidArgument'],
  [`${RULE}&padding-layout=1001x0`, 'InvalidArgument'],
  [`${RULE}&padding-layout=0x1001`, 'InvalidArgument'],
  [`${RULE}&padding-layout=1.5x0`, 'InvalidArgument'],
  [`${RULE}&${RULE}`, 'InvalidArgument'],
  [`${RULE}&padding=20x10`, 'InvalidArgument'],
  [`${RULE}&toString=1`, 'InvalidArgument'],
  ['watermark/2/text/c2hvZQ', 'NotImplemented'],
  ['imageAve', 'NotImplemented'],
])('refuses the rule "%s" with %s', (rule, code) => {
  expect(catchCode(() => parseRule(rule, {}))).toBe(code)
})

test.each([
  ['{"rules":[', 'InvalidPicOperations'],
  ['[]', 'InvalidPicOperations'],
  ['null', 'InvalidPicOperations'],
  ['{"is_pic_info":"1"}', 'InvalidPicOperations'],
  ['{"is_pic_info":2}', 'InvalidPicOperations'],
  ['{"rule":[]}', 'InvalidPicOperations'],
  ['{"rules":{}}', 'InvalidPicOperations'],
  ['{"rules":[null]}', 'InvalidPicOperations'],
  [`{"rules":[{"rule":"${RULE}"}]}`, 'InvalidPicOperations'],
  [`{"rules":[{"fileid":7,"rule":"${RULE}"}]}`, 'InvalidPicOperations'],
  [`{"rules":[{"fileid":"","rule":"${RULE}"}]}`, 'InvalidPicOperations'],
  [`{"rules":[{"fileid":"p2/","rule":"${RULE}"}]}`, 'InvalidPicOperations'],
  ['{"rules":[{"fileid":"a.png"}]}', 'InvalidPicOperations'],
  [`{"rules":[{"fileid":"a.png","rule":"${RULE}","fileId":"b"}]}`, 'InvalidPicOperations'],
  [`{"rules":[{"fileid":"a.png","rule":"${RULE}","bucket":"other-1"}]}`, 'NoSuchBucket'],
  [`{"rules":[{"fileid":"a.png","rule":"${RULE}","bucket":1}]}`, 'InvalidPicOperations'],
  ['{"rules":[{"fileid":"a.png","rule":"style/none"}]}', 'ResourceNotFound'],
  [`{"rules":[{"fileid":"${'a'.repeat(850)}","rule":"${RULE}"}]}`, 'KeyTooLong'],
  [writeMany(6), 'InvalidPicOperations'],
])('refuses %s', (header, code) => {
  expect(catchCode(() => parsePicOperations(header, TARGET))).toBe(code)
})

test('takes five rules', () => {
  expect(parsePicOperations(writeMany(5), TARGET).rules).toHaveLength(5)
})

function writeMany(count: number): string {
  return JSON.stringify({ rules: Array.from({ length: count }, (_, at) => ({ fileid: `/${at}.png`, rule: RULE })) })
}

function catchCode(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return readRefusal(error).code
  }
  throw new Error('nothing was refused')
}
