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
    expect(parseUploadAnswer(SAMPLE)).toEqual({
      original: {},
      objects: [
        {
          key: 'boot_process.jpeg',
          location: 'examplebucket-1250000000.cos.ap-chengdu.myqcloud.com/cut/boot.png',
          etag: '"11"',
          facts: { Size: 354256 },
        },
      ],
    })
  })

  it('reads several objects, Etag, escapes, a leading slash, a declaration, and does without the rest', () => {
    const objects =
      '<Object><Key>/a&amp;b.png</Key><Etag>&quot;1&quot;</Etag></Object><Object><Key>c.png</Key><Size>x</Size></Object>'
    const xml = `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<UploadResult><ProcessResults>${objects}</ProcessResults></UploadResult>\n`
    expect(parseUploadAnswer(xml)?.objects).toEqual([
      { key: '/a&b.png', location: '', etag: '"1"', facts: {} },
      { key: 'c.png', location: '', etag: '', facts: {} },
    ])
  })

  it.each(['<UploadResult/>', '<UploadResult><ProcessResults/></UploadResult>'])('finds no object in %s', (xml) => {
    expect(parseUploadAnswer(xml)?.objects).toEqual([])
  })

  const INFO =
    '<ImageInfo><Format>JPEG</Format><Width>48</Width><Height>40</Height><Quality>80</Quality><Ave>0x4b4d4f</Ave><Orientation>1</Orientation></ImageInfo>'
  const RESULTS =
    '<ProcessResults><Object><Key>a</Key><Format>PNG</Format><Width>8</Width><Height>4</Height><Size>99</Size><Quality>0</Quality></Object></ProcessResults>'

  it.each([
    `<UploadResult><OriginalInfo><Key>s</Key>${INFO}</OriginalInfo>${RESULTS}</UploadResult>`,
    `<CompleteMultipartUploadResult><Key>s</Key>${INFO}${RESULTS}</CompleteMultipartUploadResult>`,
    `<CompleteMultipartUploadResult><UploadResult><OriginalInfo>${INFO}</OriginalInfo>${RESULTS}</UploadResult></CompleteMultipartUploadResult>`,
  ])('reads every field of %.40s, numbers as numbers', (xml) => {
    expect(parseUploadAnswer(xml)).toEqual({
      original: { Format: 'JPEG', Width: 48, Height: 40, Quality: 80, Ave: '0x4b4d4f', Orientation: 1 },
      objects: [
        {
          key: 'a',
          location: '',
          etag: '',
          facts: { Format: 'PNG', Width: 8, Height: 4, Size: 99, Quality: 0 },
        },
      ],
    })
  })

  it('expands no entities that a document declares, and reads nothing that is too long', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'lol'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><UploadResult><ProcessResults><Object><Key>&b;</Key></Object></ProcessResults></UploadResult>`
    expect(parseUploadAnswer(bomb)).toBeUndefined()
    const declared = bomb.replace('&b;</Key>', 'plain</Key>')
    expect(parseUploadAnswer(declared)?.objects).toMatchObject([{ key: 'plain' }])
    expect(parseUploadAnswer(`<UploadResult>${' '.repeat(1024 * 1024)}</UploadResult>`)).toBeUndefined()
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
  const source = 'cut/src/boot.jpg'
  const find = (objects: string, key: string) =>
    findObject(
      parseUploadAnswer(`<UploadResult><ProcessResults>${objects}</ProcessResults></UploadResult>`)?.objects ?? [],
      key,
      source,
    )

  it('takes the key, or the end of the location', () => {
    const { objects = [] } = parseUploadAnswer(SAMPLE) ?? {}
    expect(findObject(objects, 'boot_process.jpeg', source)).toBe(objects[0])
    expect(findObject(objects, 'cut/boot.png', source)).toBe(objects[0])
    expect(findObject(objects, 'boot.png/', source)).toBeUndefined()
    expect(findObject(objects, 'oot.png', source)).toBeUndefined()
  })

  it.each([
    ['cut/out/a.png', 'cut/out/a.png'],
    ['/cut/out/a.png', 'cut/out/a.png'],
    ['out/a.png', 'cut/src/out/a.png'],
  ])('takes the key told as %s for %s', (told, key) => {
    expect(find(`<Object><Key>${told}</Key></Object>`, key)).toBeDefined()
  })

  it('takes an absolute key for no relative one', () => {
    expect(find('<Object><Key>/out/a.png</Key></Object>', 'cut/src/out/a.png')).toBeUndefined()
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
