import { Fieldset, Group, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { roleName } from '../../staff/model.ts'
import type { EditedStep } from './edited-steps.ts'
import { useProblem } from './editor/problems.tsx'
import { TypedLine } from './editor/typed-fields.tsx'

const roles = ['counter', 'specialist', 'leader', 'clerk'].map((role) => ({
  value: role,
  label: roleName(role),
}))

interface StepFieldsProps {
  step: EditedStep
  /** Counted from 0. */
  index: number
  firstFieldId: string
  buttons: ReactNode
  onEdit(part: Partial<EditedStep>): void
}

/** One step of the process under edit. */
export function StepFields({ step, index, firstFieldId, buttons, onEdit }: StepFieldsProps) {
  const path = `change.steps.${index}`
  const time = { maxLength: 6, inputMode: 'numeric', w: '5rem', path: `${path}.minutes` } as const
  return (
    <Fieldset legend={`Bước ${index + 1}`} p="sm">
      <Group align="start" gap="sm">
        <TypedLine
          id={firstFieldId}
          path={`${path}.name`}
          label="Tên bước"
          value={step.name}
          onValue={(name) => onEdit({ name })}
          maxLength={200}
          flex="3 1 12rem"
        />
        <NativeSelect
          label="Vai trò thực hiện"
          value={step.role}
          onChange={(event) => onEdit({ role: event.currentTarget.value })}
          error={useProblem(`${path}.role`)}
          data={roles}
          style={{ flex: '2 1 12rem' }}
        />
        <TypedLine {...time} label="Giờ" value={step.hours} onValue={(hours) => onEdit({ hours })} />
        <TypedLine {...time} label="Phút" value={step.minutes} onValue={(minutes) => onEdit({ minutes })} />
      </Group>
      {buttons}
    </Fieldset>
  )
}
