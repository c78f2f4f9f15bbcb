import { Button, Fieldset, Group, NativeSelect, TextInput } from '@mantine/core'
import { roleName } from '../../staff/model.ts'
import { type EditedStep, stepFieldId } from './edited-steps.ts'

const roles = ['counter', 'specialist', 'leader', 'clerk'].map((role) => ({
  value: role,
  label: roleName(role),
}))

interface StepFieldsProps {
  step: EditedStep
  /** Counted from 0. */
  index: number
  isLast: boolean
  wrong(field: 'name' | 'role' | 'minutes'): string | undefined
  onEdit(part: Partial<EditedStep>): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

/** One step of the process under edit. */
export function StepFields({ step, index, isLast, wrong, onEdit, onMove, onRemove }: StepFieldsProps) {
  const which = `bước ${index + 1}`
  const time = { maxLength: 6, inputMode: 'numeric', w: '5rem', autoComplete: 'off' } as const
  return (
    <Fieldset legend={`Bước ${index + 1}`} p="sm">
      <Group align="start" gap="sm">
        <TextInput
          id={stepFieldId(step.id, 'name')}
          label="Tên bước"
          value={step.name}
          onChange={(event) => onEdit({ name: event.currentTarget.value })}
          error={wrong('name')}
          maxLength={200}
          style={{ flex: '3 1 12rem' }}
        />
        <NativeSelect
          label="Vai trò thực hiện"
          value={step.role}
          onChange={(event) => onEdit({ role: event.currentTarget.value })}
          error={wrong('role')}
          data={roles}
          style={{ flex: '2 1 12rem' }}
        />
        <TextInput
          {...time}
          label="Giờ"
          value={step.hours}
          onChange={(event) => onEdit({ hours: event.currentTarget.value })}
          error={wrong('minutes') ? 'Chỉ nhập số' : undefined}
        />
        <TextInput
          {...time}
          label="Phút"
          value={step.minutes}
          onChange={(event) => onEdit({ minutes: event.currentTarget.value })}
          error={wrong('minutes') ? 'Chỉ nhập số' : undefined}
        />
      </Group>
      <Group gap="xs" mt="xs">
        <Button
          id={stepFieldId(step.id, 'up')}
          size="compact-sm"
          variant="default"
          disabled={index === 0}
          aria-label={`Đưa ${which} lên`}
          onClick={() => onMove(-1)}
        >
          ↑ Lên
        </Button>
        <Button
          id={stepFieldId(step.id, 'down')}
          size="compact-sm"
          variant="default"
          disabled={isLast}
          aria-label={`Đưa ${which} xuống`}
          onClick={() => onMove(1)}
        >
          ↓ Xuống
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={`Bỏ ${which}`}
          disabled={index === 0 && isLast}
          onClick={onRemove}
        >
          Bỏ
        </Button>
      </Group>
    </Fieldset>
  )
}
