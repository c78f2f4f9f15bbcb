import { NativeSelect, SimpleGrid, Switch } from '@mantine/core'
import type { Desk } from './form-state.ts'
import type { Certification } from './use-certification.ts'

interface Props {
  certification: Certification
  desk: Desk
  isWaiting: boolean
}

/** What is certified, who signs, and whether the citizen waits for it. */
export function SigningFields({ certification, desk, isWaiting }: Props) {
  const { fields, change, errors, sending } = certification
  const days = [
    {
      value: '0',
      label: desk.isPastCutoff ? 'Ngày làm việc kế tiếp (đã quá giờ trả trong ngày)' : 'Trong ngày hôm nay',
    },
    { value: '1', label: 'Sau 01 ngày làm việc' },
    { value: '2', label: 'Sau 02 ngày làm việc' },
  ]
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="xs">
      <NativeSelect
        label="Loại việc"
        disabled={isWaiting}
        data={desk.procedures.map(({ id, name, isCounted }) => ({
          value: id,
          label: name,
          disabled: !isCounted,
        }))}
        data-field="procedureId"
        error={errors.procedureId}
        value={fields.procedureId}
        onChange={({ currentTarget }) => change({ procedureId: currentTarget.value })}
      />
      <NativeSelect
        label="Người ký chứng thực"
        disabled={fields.isLater}
        data={desk.signers.map(({ id, fullName, postTitle }) => ({
          value: id,
          label: `${fullName}, ${postTitle}`,
        }))}
        data-field="signerId"
        error={errors.signerId}
        value={fields.signerId}
        onChange={({ currentTarget }) => change({ signerId: currentTarget.value })}
      />
      {isWaiting ? null : (
        <Switch
          label="Chưa trả ngay, hẹn trả sau"
          description="Số chứng thực chỉ được cấp khi chứng thực xong."
          // What was sent and not answered may have been saved: first that answer, then another decision.
          disabled={sending.problem?.status === 0}
          checked={fields.isLater}
          onChange={({ currentTarget }) => change({ isLater: currentTarget.checked })}
        />
      )}
      {fields.isLater ? (
        <NativeSelect
          label="Hẹn trả"
          data={days}
          data-field="extraDays"
          error={errors.extraDays}
          value={String(fields.extraDays)}
          onChange={({ currentTarget }) => change({ extraDays: Number(currentTarget.value) })}
        />
      ) : null}
    </SimpleGrid>
  )
}
