import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { useWork } from '../../ui/use-work.ts'
import { readVnd, vndText } from '../model/vnd-text.ts'
import { MoneyField } from './money-field.tsx'

function DocumentFields({ errorAt }: { errorAt(field: string): string | undefined }) {
  const [day, setDay] = useState('')
  return (
    <>
      <TextInput
        name="document"
        label="Số chứng từ"
        error={errorAt('document')}
        maxLength={60}
        autoComplete="off"
        required
      />
      <DateField
        name="onDay"
        label="Ngày chứng từ"
        value={day}
        onValue={setDay}
        error={errorAt('onDay')}
        required
      />
    </>
  )
}

const documentOf = (form: FormData) => ({
  document: String(form.get('document')),
  onDay: typedIsoDate(String(form.get('onDay'))),
})

/** Cash carried to the account. */
export function DepositDialog({ safe, onClose }: { safe: number; onClose(): void }) {
  const { run, busy, problem, errorAt } = useWork('nop-tien', onClose)
  return (
    <CommandDialog
      title="Nộp tiền mặt vào tài khoản"
      submitLabel="Ghi đã nộp"
      busy={busy}
      problem={problem}
      shownFields={['amountVnd', 'document', 'onDay']}
      onSubmit={(form) => run({ amountVnd: readVnd(String(form.get('amountVnd'))), ...documentOf(form) })}
      onClose={onClose}
    >
      <MoneyField name="amountVnd" label="Số tiền" initial={safe} error={errorAt('amountVnd')} focusFirst />
      <DocumentFields errorAt={errorAt} />
    </CommandDialog>
  )
}

/** A month paid into the budget. */
export function BudgetDialog({ month, owed, onClose }: { month: string; owed: number; onClose(): void }) {
  const { run, busy, problem, errorAt } = useWork('nop-ngan-sach', onClose)
  return (
    <CommandDialog
      title="Ghi đã nộp ngân sách"
      intro={`Nộp ${vndText(owed)} từ tài khoản vào ngân sách. Ghi số giấy nộp tiền vào ngân sách nhà nước.`}
      submitLabel="Ghi đã nộp"
      busy={busy}
      problem={problem}
      shownFields={['document', 'onDay']}
      onSubmit={(form) => run({ month, toldVnd: owed, ...documentOf(form) })}
      onClose={onClose}
    >
      <DocumentFields errorAt={errorAt} />
    </CommandDialog>
  )
}

/** Share that stays and day of payment, from a day on. */
export function RateDialog({ onClose }: { onClose(): void }) {
  const { run, busy, problem, errorAt } = useWork('ty-le', onClose)
  const [day, setDay] = useState('')
  const number = (form: FormData, name: string) => Number(String(form.get(name)).trim() || Number.NaN)
  return (
    <CommandDialog
      title="Đặt tỷ lệ để lại, hạn nộp ngân sách"
      intro="Khi chưa đặt, phần mềm tính nộp 100% trước ngày 05 tháng sau."
      submitLabel="Đặt tỷ lệ"
      busy={busy}
      problem={problem}
      shownFields={['budgetItem', 'validFrom', 'keptPercent', 'payByDay', 'basis']}
      onSubmit={(form) =>
        run({
          kind: String(form.get('kind')),
          budgetItem: String(form.get('budgetItem')),
          validFrom: typedIsoDate(String(form.get('validFrom'))),
          keptPercent: number(form, 'keptPercent'),
          payByDay: number(form, 'payByDay'),
          basis: String(form.get('basis')),
        })
      }
      onClose={onClose}
    >
      <NativeSelect
        name="kind"
        label="Áp dụng cho"
        data={[
          { value: 'fee', label: 'Phí' },
          { value: 'charge', label: 'Lệ phí' },
        ]}
        data-autofocus
      />
      <TextInput
        name="budgetItem"
        label="Tiểu mục"
        description="Để trống: mọi tiểu mục chưa đặt riêng."
        error={errorAt('budgetItem')}
        inputMode="numeric"
        maxLength={4}
      />
      <DateField
        name="validFrom"
        label="Áp dụng từ ngày"
        value={day}
        onValue={setDay}
        error={errorAt('validFrom')}
        required
      />
      <TextInput
        name="keptPercent"
        label="Để lại đơn vị (%)"
        error={errorAt('keptPercent')}
        inputMode="numeric"
        maxLength={3}
        required
      />
      <TextInput
        name="payByDay"
        label="Nộp trước ngày (của tháng sau)"
        defaultValue="5"
        error={errorAt('payByDay')}
        inputMode="numeric"
        maxLength={2}
        required
      />
      <TextInput name="basis" label="Văn bản quy định" error={errorAt('basis')} maxLength={300} required />
    </CommandDialog>
  )
}
