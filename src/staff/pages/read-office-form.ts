import { type PaperSymbolKind, paperSymbolKinds } from '../model.ts'

export const symbolKinds = Object.keys(paperSymbolKinds) as PaperSymbolKind[]

/** Name of the field of a paper's symbol: the same that a message about it bears. */
export function symbolField(kind: PaperSymbolKind): string {
  return `paperSymbols.${kind}`
}

/** The settings as typed, for the command to judge; an empty symbol is left out. */
export function readOfficeForm(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const hours = text('dueSoonHours')
  const symbols = symbolKinds.map((kind) => [kind, text(symbolField(kind))] as const)
  return {
    name: text('name'),
    parentName: text('parentName'),
    placeName: text('placeName'),
    receptionName: text('receptionName'),
    agencyCode: text('agencyCode'),
    address: text('address'),
    phone: text('phone'),
    email: text('email'),
    sameDayCutoff: text('sameDayCutoff'),
    dueSoonHours: /^\d+$/.test(hours) ? Number(hours) : hours,
    paperSymbols: Object.fromEntries(symbols.filter(([, symbol]) => symbol !== '')),
  }
}
