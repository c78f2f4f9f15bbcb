import { SimpleGrid, TextInput } from '@mantine/core'
import { registerFor } from '../../model/certification/registers.ts'
import type { DossierView } from '../../queries/dossier-view.ts'
import { type ErrorAt, textOf } from '../action-dialog.tsx'
import { typedNumber } from './form-state.ts'

interface Props {
  dossier: DossierView
  errorAt: ErrorAt
}

/** Of copies certified in the normal way: what the register and the fee need to know. Nothing for anything else. */
export function CertifiedCounts({ dossier, errorAt }: Props) {
  if (registerFor(dossier.procedureCode) !== 'copy') return null
  const count = (name: string, label: string) => (
    <TextInput
      name={name}
      label={label}
      error={errorAt(`certified.${name}`)}
      inputMode="numeric"
      maxLength={6}
    />
  )
  return (
    <SimpleGrid cols={2}>
      {count('pages', 'Số trang bản chính')}
      {count('copies', 'Số bản chứng thực')}
    </SimpleGrid>
  )
}

/** What was typed there, for the command; an empty field is not sent. */
export function certifiedCounts(form: FormData): Record<string, unknown> {
  const typed = ['pages', 'copies'].map((name) => [name, typedNumber(textOf(form, name))] as const)
  return { certified: Object.fromEntries(typed.filter(([, value]) => value !== null)) }
}
