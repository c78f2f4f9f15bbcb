import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { procedureKey } from '../model.ts'
import { isObject } from './form-schema.ts'

/**
 * A form of the shipped catalogue and the keys of the procedures that ask for it. `wording` says where its words come
 * from: `recalled`, the official form as remembered, not compared with the text; `own`, ours, where none was at hand.
 */
interface ShippedForm {
  procedures: string[]
  wording: 'recalled' | 'own'
  form: unknown
}

/** The form of procedures that ask for one and have none of their own. */
const genericFile = 'generic.json'

/** Gives each record of the shipped catalogue its form: its own, else the general one where a form is among its papers. */
export async function withShippedForms(records: unknown, folder: string): Promise<unknown> {
  if (!Array.isArray(records)) return records
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const forms = new Map<string, unknown>()
  let generic: unknown = null
  for (const name of files) {
    const shipped: ShippedForm = JSON.parse(await readFile(join(folder, name), 'utf8'))
    if (name === genericFile) generic = shipped.form
    for (const code of shipped.procedures) {
      if (forms.has(code)) throw new Error(`Thủ tục ${code} có hai tờ khai trong ${folder}.`)
      forms.set(code, shipped.form)
    }
  }
  return records.map((record: unknown) => {
    if (!isObject(record) || 'form' in record) return record
    const { code, name } = record as { code: string | null; name: string }
    const own = forms.get(procedureKey({ code, name }))
    return { ...record, form: own ?? (asksForForm(record) ? generic : null) }
  })
}

function asksForForm({ components }: Record<string, unknown>): boolean {
  return Array.isArray(components) && components.some((component) => component.kind === 'form')
}
