import type { Asset, ImportRequest } from '../core/asset.ts'
import { listPictures } from '../core/form.ts'
import { parseRequest } from '../core/request.ts'
import type { Vocabulary } from '../directives/parse.ts'
import { writeForm } from '../raster/forms.ts'

/** What the module of an import is made of. */
export interface Composition {
  /** Absolute path of the photo, or its address. */
  readonly photo: string
  /** Of the module, as it can write it itself. */
  readonly specifier: string
  /** Makes a picture of the import. */
  readonly cut: (request: ImportRequest, photo: string) => Promise<Asset>
}

/** Writes the module of an import that gives more than one URL: it imports each picture by itself. */
export async function compose(
  request: ImportRequest,
  vocabulary: Vocabulary,
  { photo, specifier, cut }: Composition,
): Promise<string> {
  const { as, outputs } = request.directives
  const pictures = listPictures(specifier, (text) => parseRequest(text, undefined, vocabulary))
  const parts = pictures.map(async (picture, index) => {
    const output = outputs[index]
    const single = { ...request, directives: { ...request.directives, outputs: output === undefined ? [] : [output] } }
    // A list of URLs says nothing of the pictures, so nothing waits for them.
    return { picture, output: output ?? {}, asset: as === 'url' ? undefined : await cut(single, photo) }
  })
  return writeForm(as, await Promise.all(parts))
}
