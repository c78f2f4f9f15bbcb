import { Group, Radio, TextInput } from '@mantine/core'
import { returnMethods } from '../../model/collection.ts'
import type { IntakeFields } from './form-state.ts'

interface Props {
  fields: IntakeFields
  errors: Readonly<Record<string, string>>
  onChange(part: Partial<IntakeFields>): void
}

/** Nhận kết quả: at the desk, by post with the address, or as an electronic file. */
export function ReturnFields({ fields, errors, onChange }: Props) {
  return (
    <>
      <Radio.Group
        label="Nhận kết quả"
        value={fields.returnMethod}
        error={errors.returnMethod}
        onChange={(value) => onChange({ returnMethod: value as IntakeFields['returnMethod'] })}
      >
        <Group gap="md" mt={4}>
          {Object.entries(returnMethods).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Group>
      </Radio.Group>
      {fields.returnMethod === 'post' ? (
        <TextInput
          label="Địa chỉ nhận bưu gửi"
          description="Để trống thì gửi theo địa chỉ người nộp."
          autoComplete="off"
          maxLength={500}
          data-field="returnAddress"
          error={errors.returnAddress}
          value={fields.returnAddress}
          onChange={({ currentTarget }) => onChange({ returnAddress: currentTarget.value })}
        />
      ) : null}
    </>
  )
}
