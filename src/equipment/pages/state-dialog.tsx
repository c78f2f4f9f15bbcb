import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { useWork } from '../../ui/use-work.ts'
import { type EquipmentState, equipmentStates, nextStates } from '../model/equipment.ts'
import type { ListedEquipment } from '../queries/list-equipment.ts'

interface Props {
  equipment: ListedEquipment
  today: string
  onClose(): void
}

/** What became of a piece of equipment, and from which day on. */
export function StateDialog({ equipment, today, onClose }: Props) {
  const { run, busy, problem, errorAt } = useWork('tinh-trang', onClose)
  const [day, setDay] = useState(formatDate(today))
  const choices = nextStates(equipment.state)
  const [state, setState] = useState<EquipmentState>(choices[0] ?? 'in_use')
  const final = state === 'written_off'
  return (
    <CommandDialog
      title={`Ghi tình trạng: ${equipment.name}`}
      intro={`Hiện nay: ${equipmentStates[equipment.state].toLowerCase()} từ ${formatDate(equipment.stateSince)}.`}
      submitLabel={final ? 'Ghi giảm' : 'Ghi tình trạng'}
      danger={final}
      busy={busy}
      problem={problem}
      shownFields={['state', 'onDay', 'reason']}
      onSubmit={(form) =>
        run({
          id: equipment.id,
          revision: equipment.revision,
          state,
          onDay: typedIsoDate(String(form.get('onDay'))),
          reason: String(form.get('reason')),
        })
      }
      onClose={onClose}
    >
      <NativeSelect
        name="state"
        label="Tình trạng"
        description={final ? 'Ghi giảm rồi thì không sửa lại được; thiết bị vẫn còn trong sổ.' : undefined}
        value={state}
        onChange={({ currentTarget }) => setState(currentTarget.value as EquipmentState)}
        data={choices.map((value) => ({ value, label: equipmentStates[value] }))}
        error={errorAt('state')}
        data-autofocus
      />
      <DateField
        name="onDay"
        label="Từ ngày"
        value={day}
        onValue={setDay}
        error={errorAt('onDay')}
        required
      />
      <TextInput
        name="reason"
        label={final ? 'Lý do, văn bản cho ghi giảm' : 'Lý do'}
        error={errorAt('reason')}
        maxLength={500}
        autoComplete="off"
        required={final}
      />
    </CommandDialog>
  )
}
