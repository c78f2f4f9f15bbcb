import { Fieldset, Group } from '@mantine/core'
import { newKey } from '../../../ui/new-key.ts'
import type { FeeDraft } from './draft.ts'
import { RowList } from './row-list.tsx'
import { TypedLine } from './typed-fields.tsx'

interface FeesSectionProps {
  fees: readonly FeeDraft[]
  onFees(fees: readonly FeeDraft[]): void
}

const newFee = (): FeeDraft => ({ id: newKey(), stored: {}, name: '', amount: '', unit: 'lần', basis: '' })

/** Phí, lệ phí: whole đồng; an empty amount is what the provincial council sets. */
export function FeesSection({ fees, onFees }: FeesSectionProps) {
  const edit = (id: string, part: Partial<FeeDraft>) =>
    onFees(fees.map((fee) => (fee.id === id ? { ...fee, ...part } : fee)))
  return (
    <RowList
      rows={fees}
      onRows={onFees}
      noun="mức thu"
      nameOf={(fee) => fee.name || 'mức thu chưa đặt tên'}
      empty="Không thu phí, lệ phí."
      add={{ 'Thêm mức thu': newFee }}
    >
      {(fee, { index, buttons, firstFieldId }) => (
        <Fieldset legend={`Mức thu ${index + 1}`} p="sm">
          <Group align="start" gap="sm">
            <TypedLine
              id={firstFieldId}
              path={`change.fees.${index}.name`}
              label="Tên phí, lệ phí"
              value={fee.name}
              onValue={(name) => edit(fee.id, { name })}
              flex="3 1 14rem"
            />
            <TypedLine
              path={`change.fees.${index}.amountVnd`}
              label="Mức thu (đồng)"
              description="Trống: HĐND tỉnh quy định"
              value={fee.amount}
              onValue={(amount) => edit(fee.id, { amount })}
              inputMode="numeric"
              maxLength={15}
              flex="1 1 10rem"
            />
            <TypedLine
              path={`change.fees.${index}.unit`}
              label="Đơn vị tính"
              description="Trang, bản, lần…"
              value={fee.unit}
              onValue={(unit) => edit(fee.id, { unit })}
              flex="1 1 8rem"
            />
            <TypedLine
              path={`change.fees.${index}.basis`}
              label="Văn bản quy định mức thu"
              description="Ví dụ số nghị quyết của HĐND tỉnh"
              value={fee.basis}
              onValue={(basis) => edit(fee.id, { basis })}
              flex="3 1 16rem"
            />
          </Group>
          {buttons}
        </Fieldset>
      )}
    </RowList>
  )
}
