import { Fieldset, Group, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { type FeeDraft, newFee } from './fee-draft.ts'
import { useProblem } from './problems.tsx'
import { RowList } from './row-list.tsx'
import { TypedLine, TypedLines } from './typed-fields.tsx'

interface FeesSectionProps {
  fees: readonly FeeDraft[]
  onFees(fees: readonly FeeDraft[]): void
}

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
          <RateFields
            fee={fee}
            path={`change.fees.${index}`}
            firstFieldId={firstFieldId}
            onEdit={(part) => edit(fee.id, part)}
          />
          <CountingFields fee={fee} path={`change.fees.${index}`} onEdit={(part) => edit(fee.id, part)} />
          {buttons}
        </Fieldset>
      )}
    </RowList>
  )
}

interface FieldsProps {
  fee: FeeDraft
  /** Dotted path of the fee in what is sent. */
  path: string
  onEdit(part: Partial<FeeDraft>): void
}

function RateFields({ fee, path, firstFieldId, onEdit }: FieldsProps & { firstFieldId: string }) {
  return (
    <Group align="start" gap="sm">
      <TypedLine
        id={firstFieldId}
        path={`${path}.name`}
        label="Tên phí, lệ phí"
        value={fee.name}
        onValue={(name) => onEdit({ name })}
        flex="3 1 14rem"
      />
      <TypedLine
        path={`${path}.amountVnd`}
        label="Mức thu (đồng)"
        description="Trống: HĐND tỉnh quy định"
        value={fee.amount}
        onValue={(amount) => onEdit({ amount })}
        inputMode="numeric"
        maxLength={15}
        flex="1 1 10rem"
      />
      <TypedLine
        path={`${path}.unit`}
        label="Đơn vị tính"
        description="Trang, bản, lần…"
        value={fee.unit}
        onValue={(unit) => onEdit({ unit })}
        flex="1 1 8rem"
      />
      <TypedLine
        path={`${path}.basis`}
        label="Văn bản quy định mức thu"
        description="Ví dụ số nghị quyết của HĐND tỉnh"
        value={fee.basis}
        onValue={(basis) => onEdit({ basis })}
        flex="3 1 16rem"
      />
    </Group>
  )
}

const rules = {
  case: 'Mỗi trường hợp',
  copy: 'Mỗi bản',
  page: 'Mỗi trang của bản chính',
  cap: 'Mức tối đa mỗi bản',
  '': 'Không tự tính',
} as const
const kinds = { '': 'Theo tên gọi', fee: 'Phí', charge: 'Lệ phí' } as const
const channels = {
  '': 'Mọi cách nộp',
  desk: 'Chỉ nộp trực tiếp, bưu chính',
  online: 'Chỉ nộp trực tuyến',
} as const

function CountingFields(props: FieldsProps) {
  const { fee, path, onEdit } = props
  return (
    <Group align="start" gap="sm" mt="sm">
      <Choice
        label="Cách tính"
        path={`${path}.rule`}
        value={fee.rule}
        words={rules}
        onChoose={(rule) => onEdit({ rule })}
      />
      {fee.rule === 'page' ? <PageFields {...props} /> : null}
      <Choice
        label="Loại"
        path={`${path}.kind`}
        value={fee.kind}
        words={kinds}
        onChoose={(kind) => onEdit({ kind })}
      />
      <Choice
        label="Áp dụng khi"
        path={`${path}.channel`}
        value={fee.channel}
        words={channels}
        onChoose={(channel) => onEdit({ channel })}
      />
      <TypedLine
        path={`${path}.discount.percent`}
        label="Giảm khi nộp trực tuyến (%)"
        description="Trống: không giảm"
        value={fee.discount}
        onValue={(discount) => onEdit({ discount })}
        inputMode="numeric"
        maxLength={5}
        flex="1 1 10rem"
      />
      <BudgetFields {...props} />
    </Group>
  )
}

function PageFields({ fee, path, onEdit }: FieldsProps) {
  const page = { inputMode: 'numeric', maxLength: 5, flex: '1 1 6rem' } as const
  return (
    <>
      <TypedLine
        {...page}
        path={`${path}.rule.from`}
        label="Từ trang"
        value={fee.from}
        onValue={(from) => onEdit({ from })}
      />
      <TypedLine
        {...page}
        path={`${path}.rule.to`}
        label="Đến trang"
        description="Trống: đến hết"
        value={fee.to}
        onValue={(to) => onEdit({ to })}
      />
    </>
  )
}

function BudgetFields({ fee, path, onEdit }: FieldsProps) {
  return (
    <>
      <TypedLine
        path={`${path}.budgetItem`}
        label="Tiểu mục ngân sách"
        description="4 chữ số, nếu biết"
        value={fee.budgetItem}
        onValue={(budgetItem) => onEdit({ budgetItem })}
        inputMode="numeric"
        maxLength={10}
        flex="1 1 8rem"
      />
      <TypedLines
        path={`${path}.exemptions`}
        label="Đối tượng được miễn"
        description="Mỗi dòng một đối tượng; giấy tờ chứng minh ghi sau dấu |"
        placeholder="người thuộc hộ nghèo | giấy chứng nhận hộ nghèo"
        value={fee.exemptions}
        onValue={(exemptions) => onEdit({ exemptions })}
        rows={1}
        flex="1 1 100%"
      />
    </>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  path: string
  value: Value
  words: Readonly<Record<Value, string>>
  onChoose(value: Value): void
}

function Choice<Value extends string>({
  label,
  path,
  value,
  words,
  onChoose,
}: ChoiceProps<Value>): ReactNode {
  return (
    <NativeSelect
      label={label}
      data={Object.entries<string>(words).map(([each, name]) => ({ value: each, label: name }))}
      value={value}
      error={useProblem(path)}
      onChange={(event) => onChoose(event.currentTarget.value as Value)}
      style={{ flex: '1 1 12rem' }}
    />
  )
}
