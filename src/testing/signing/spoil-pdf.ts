import {
  add,
  changeCatalog,
  finishUpdate,
  put,
  startUpdate,
  type Update,
} from '../../signing/model/embed/write-update.ts'
import { changed, dictionary, name, stream, text } from '../../signing/model/embed/write-values.ts'
import { openPdf, type PdfFile, pagesOf } from '../../signing/model/pdf/open-pdf.ts'
import { fieldsOf } from '../../signing/model/pdf/signature-fields.ts'
import {
  isArray,
  isDictionary,
  isReference,
  type PdfReference,
  type PdfValue,
} from '../../signing/model/pdf/values.ts'

/** Appends a revision, as somebody would who wants to change what was signed. */
export function revise(bytes: Uint8Array, change: (update: Update, file: PdfFile) => void): Buffer {
  const update = startUpdate(openPdf(bytes))
  change(update, update.file)
  return finishUpdate(update)
}

export function pageOf(file: PdfFile, index = 0) {
  const page = pagesOf(file)[index]
  if (!page) throw new Error('no page')
  return page
}

const rewritePage = (entries: Record<string, PdfValue>) => (update: Update, file: PdfFile) => {
  const { reference, page } = pageOf(file)
  put(update, reference, changed(page, entries))
}

/** Other words over the page: the page gets another stream of content. */
export const paintOver = (update: Update, file: PdfFile): void => {
  const paint = add(update, stream(Buffer.from('1 1 1 rg 80 690 300 40 re f'), {}))
  rewritePage({ Contents: paint })(update, file)
}

/** The stream of content itself is written anew under its old number. */
export const overwriteContent = (update: Update, file: PdfFile): void => {
  const contents = pageOf(file).page.entries.get('Contents')
  const target = isArray(contents) ? contents[0] : contents
  put(update, target as PdfReference, stream(Buffer.from('1 1 1 rg 0 0 595 842 re f'), {}))
}

export const addNote = (update: Update, file: PdfFile): void => {
  const { reference, page } = pageOf(file)
  const note = add(
    update,
    dictionary({
      Type: name('Annot'),
      Subtype: name('FreeText'),
      Rect: [80, 690, 300, 720],
      Contents: text('500 000'),
    }),
  )
  const before = file.resolve(page.entries.get('Annots'))
  put(update, reference, changed(page, { Annots: [...(isArray(before) ? before : []), note] }))
}

/** A new signature field that is a button in disguise: it runs something when it is clicked. */
export const addActingField = (update: Update, file: PdfFile): void => {
  const script = dictionary({ S: name('JavaScript'), JS: text('app.alert(1)') })
  const entries = {
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: text('x'),
    Rect: [0, 0, 0, 0],
    A: script,
  }
  const field = add(update, dictionary(entries))
  const form = file.catalog.entries.get('AcroForm')
  const before = file.resolve(form)
  if (!isReference(form) || !isDictionary(before)) throw new Error('no form')
  const fields = file.resolve(before.entries.get('Fields'))
  put(update, form, changed(before, { Fields: [...(isArray(fields) ? fields : []), field] }))
}

export const addScript = (update: Update): void =>
  changeCatalog(update, { OpenAction: dictionary({ S: name('JavaScript'), JS: text('app.alert(1)') }) })

/** Takes the second page out of the tree. */
export const dropPage = (update: Update, file: PdfFile): void => {
  const pages = file.catalog.entries.get('Pages') as PdfReference
  const tree = file.resolve(pages)
  if (!isDictionary(tree)) throw new Error('no pages')
  put(update, pages, changed(tree, { Kids: [pageOf(file).reference], Count: 1 }))
}

/** Moves a signature that is there already over other words. */
export const moveSignature = (update: Update, file: PdfFile): void => {
  const field = fieldsOf(file)[0]
  if (field?.reference) put(update, field.reference, changed(field.dictionary, { Rect: [0, 0, 595, 842] }))
}

/** Writes every object of the catalogue anew without a change: some programs do. */
export const rewriteSame = (update: Update, file: PdfFile): void => rewritePage({})(update, file)
