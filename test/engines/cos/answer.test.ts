import { describe, expect, it } from 'vitest'
import { findObject, parseServiceError, parseUploadAnswer } from '../../../src/engines/cos/answer.ts'

const SAMPLE = `<UploadResult>
<OriginalInfo>
<Key>boot.jpg</Key>
<Location>examplebucket-1250000000.cos.ap-chengdu.myqcloud.com/other.jpg</Location>
<ETag>"00"</ETag>
</OriginalInfo>
<ProcessResults>
<Object>
<Key>boot_process.jpeg</Key>
<Location>examplebucket-1250000000.cos.ap-chengdu.myqcloud.com/cut/boot.png</Location>
<Format/>
<Size>354256</Size>
<ETag>"11"</ETag>
</Object>
</ProcessResults>
</UploadResult>`

describe('parseUploadAnswer', () => {
  it('reads the shape of the vendor sample, with an empty Format', () => {
    expect(parseUploadAnswer(SAMPLE)).toEqual([
      {
        key: 'boot_process.jpeg',
        location: 'examplebucket-1250000000.cos.ap-chengdu.myqcloud.com/cut/boot.png',
        etag: '"11"',
        size: 354256,
      },
    ])
  })

  it('reads several objects, Etag, escapes, a leading slash, a declaration, and does without the rest', () => {
    const objects =
      '<Object><Key>/a&amp;b.png</Key><Etag>&quot;1&quot;</Etag></Object><Object><Key>c.png</Key><Size>x</Size></Object>'
    const xml = `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<UploadResult><ProcessResults>${objects}</ProcessResults></UploadResult>\n`
    expect(parseUploadAnswer(xml)).toEqual([
      { key: 'a&b.png', location: '', etag: '"1"', size: undefined },
      { key: 'c.png', location: '', etag: '', size: undefined },
    ])
  })

  it.each(['<UploadResult/>', '<UploadResult><ProcessResults/></UploadResult>'])('finds no object in %s', (xml) => {
    expect(parseUploadAnswer(xml)).toEqual([])
  })

  it.each([
    '',
    'hello',
    '{"UploadResult":{}}',
    '<html><br></html>',
    '<UploadResult>',
    '<UploadResult></ProcessResults></UploadResult>',
    '<Other/>',
    '<?xml',
    '<!DOCTYPE x [<!ENTITY',
    '<![CDATA[',
    '<a b="',
    '<a>'.repeat(100_000),
  ])('knows that %.40s is none', (xml) => {
    expect(parseUploadAnswer(xml)).toBeUndefined()
  })
})

describe('findObject', () => {
  it('takes the key, or the end of the location', () => {
    const objects = parseUploadAnswer(SAMPLE) ?? []
    expect(findObject(objects, 'boot_process.jpeg')).toBe(objects[0])
    expect(findObject(objects, 'cut/boot.png')).toBe(objects[0])
    expect(findObject(objects, 'boot.png/')).toBeUndefined()
    expect(findObject(objects, 'oot.png')).toBeUndefined()
  })
})

describe('parseServiceError', () => {
  it('reads code, message and request id', () => {
    const xml = `<?xml version='1.0' encoding='utf-8' ?>\n<Error><Code>AccessDenied</Code><Message>No &lt;way&gt;</Message><RequestId>r1</RequestId></Error>`
    expect(parseServiceError(xml)).toEqual({ code: 'AccessDenied', message: 'No <way>', requestId: 'r1' })
  })

  it.each(['<Error><Code>Acc', 'busy', '<UploadResult/>'])('knows that %s is none', (xml) => {
    expect(parseServiceError(xml)).toBeUndefined()
  })
})
