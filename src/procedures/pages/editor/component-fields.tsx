import { Checkbox, Fieldset, Group, NativeSelect, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { COMPONENT_KIND_NAMES, type ComponentKind } from '../../model.ts'
import type { ComponentDraft } from './draft.ts'
import { TypedLine, TypedLines } from './typed-fields.tsx'

const kinds = Object.entries(COMPONENT_KIND_NAMES).map(([value, label]) => ({ value, label }))

interface ComponentFieldsProps {
  component: ComponentDraft
  /** Dotted path of the component in what is sent. */
  path: string
  legend: string
  firstFieldId: string
  buttons: ReactNode
  onEdit(part: Partial<ComponentDraft>): void
}

/** One paper of a case under edit. */
export function ComponentFields(props: ComponentFieldsProps) {
  const { component, path, legend, firstFieldId, buttons, onEdit } = props
  const count = { inputMode: 'numeric', flex: '1 1 6rem', maxLength: 4 } as const
  return (
    <Fieldset legend={legend} p="sm">
      <Stack gap="xs">
        <TypedLines
          id={firstFieldId}
          path={`${path}.name`}
          label="Tên giấy tờ"
          value={component.name}
          onValue={(name) => onEdit({ name: name.replaceAll('\n', ' ') })}
          rows={1}
        />
        <Group align="start" gap="sm">
          <NativeSelect
            label="Loại giấy tờ"
            data={kinds}
            value={component.kind}
            onChange={(event) => onEdit({ kind: event.currentTarget.value as ComponentKind })}
            style={{ flex: '1 1 12rem' }}
          />
          <TypedLine
            {...count}
            path={`${path}.quantity`}
            label="Số lượng"
            description="0: xuất trình"
            value={component.quantity}
            onValue={(quantity) => onEdit({ quantity })}
          />
          <TypedLine
            {...count}
            path={`${path}.copies`}
            label="Bản sao kèm"
            description="Trống: không"
            value={component.copies}
            onValue={(copies) => onEdit({ copies })}
          />
        </Group>
        <Group gap="lg">
          <Checkbox
            label="Bắt buộc phải có"
            checked={component.required}
            onChange={(event) => onEdit({ required: event.currentTarget.checked })}
          />
          <Checkbox
            label="Phải quét khi tiếp nhận"
            checked={component.mustScan}
            onChange={(event) => onEdit({ mustScan: event.currentTarget.checked })}
          />
        </Group>
        <Group align="start" gap="sm">
          <TypedLine
            path={`${path}.paperCode`}
            label="Mã giấy tờ (nếu có)"
            value={component.paperCode}
            onValue={(paperCode) => onEdit({ paperCode })}
            flex="1 1 12rem"
          />
          <TypedLine
            path={`${path}.note`}
            label="Ghi chú cho người nộp"
            value={component.note}
            onValue={(note) => onEdit({ note })}
            flex="2 1 16rem"
          />
        </Group>
      </Stack>
      {buttons}
    </Fieldset>
  )
}
