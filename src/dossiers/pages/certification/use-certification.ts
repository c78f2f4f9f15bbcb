import { useEffect, useState } from 'react'
import { newKey } from '../../../ui/new-key.ts'
import { standingErrors } from '../intake/form-state.ts'
import { useSending } from '../intake/use-sending.ts'
import {
  type CertificationFields,
  certificationInput,
  countRows,
  type Desk,
  emptyOriginal,
  type OriginalFields,
  startingFields,
  sumOfRows,
  type Waiting,
} from './form-state.ts'

/** The answer of the server, whether certified or promised. */
export interface Done {
  id: string
  code: string
  feeVnd: number
  warnings: { field: string; message: string }[]
  volume?: string
  entries?: { id: string; number: number; name: string; copies: number }[]
  dueAt?: string
  paid?: { symbol: string; number: number; receiptId: string; changeVnd: number } | null
}

interface Opened {
  desk: Desk
  waiting: Waiting | null
  onStale(): void
}

export type Certification = ReturnType<typeof useCertification>

/** Messages by the names of the form's own boxes. */
function ownNames({ 'payment.tenderedVnd': tendered, ...others }: Readonly<Record<string, string>>) {
  return tendered === undefined ? others : { ...others, tendered }
}

/** Everything typed for one citizen, what it costs now, and how it is sent. */
export function useCertification({ desk, waiting, onStale }: Opened) {
  const [fields, setFields] = useState(() => startingFields(desk, waiting))
  const [sent, setSent] = useState<CertificationFields | null>(null)
  const procedure = desk.procedures.find(({ id }) => id === fields.procedureId) ?? desk.procedures[0]
  const fees = waiting?.fees ?? procedure?.fees ?? []
  // What was promised is paid at its own due, before or after.
  const takesCash = desk.cash !== null && waiting === null && !fields.isLater
  const request = procedure ? certificationInput(fields, { procedure, fees, waiting, takesCash }) : null
  const sending = useSending<Done>(request?.path ?? '')
  const { problem } = sending
  // The page shows the fees and signers of now beside what was typed.
  useEffect(() => {
    if (problem?.code === 'stale' || problem?.fields.signerId) onStale()
  }, [problem])
  const change = (part: Partial<CertificationFields>) => setFields((before) => ({ ...before, ...part }))
  const changeOriginals = (edit: (rows: readonly OriginalFields[]) => readonly OriginalFields[]) =>
    setFields((before) => ({ ...before, originals: edit(before.originals) }))
  return {
    fields,
    change,
    changeOriginal: (key: string, part: Partial<OriginalFields>) =>
      changeOriginals((rows) => rows.map((row) => (row.key === key ? { ...row, ...part } : row))),
    addOriginal: () => changeOriginals((rows) => [...rows, emptyOriginal(newKey())]),
    removeOriginal: (key: string) =>
      changeOriginals((rows) => (rows.length > 1 ? rows.filter((row) => row.key !== key) : rows)),
    procedure,
    fees,
    takesCash,
    hasShift: desk.cash?.isOpen ?? false,
    counted: countRows(fees, fields.originals),
    sumVnd: sumOfRows(fees, fields.originals),
    errors: standingErrors(ownNames(problem?.fields ?? {}), sent, fields),
    sending,
    save() {
      setSent(fields)
      if (request) sending.send(request.body)
    },
  }
}
