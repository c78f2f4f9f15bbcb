import { NativeSelect, Text, Textarea } from '@mantine/core'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { DayBox } from './document-boxes.tsx'
import { IncomingDialog, type IncomingDialogProps } from './incoming-dialog.tsx'

export interface UnitChoices {
  unitName: string
  /** The leader's deadline. */
  dueOn: string | null
  people: { id: string; fullName: string; postTitle: string }[]
}

/** The head of the unit says who of it leads, until when; their own name takes the document back. */
export function AssignDialog({ unit, ...props }: IncomingDialogProps & { unit: UnitChoices }) {
  const { document } = props
  const people = unit.people
    .filter(({ id }) => id !== document.recipients.find(({ part }) => part === 'lead')?.staffId)
    .map(({ id, fullName, postTitle }) => ({ value: id, label: `${fullName}, ${postTitle}` }))
  return (
    <IncomingDialog {...props} action="assign" submitLabel="Giao" fields={['staffId', 'dueOn', 'words']}>
      {(errorAt) => (
        <>
          <Text size="sm">
            Lãnh đạo giao {unit.unitName} chủ trì{unit.dueOn ? `, hạn ${formatDate(unit.dueOn)}` : ''}. Người
            được giao là người chủ trì duy nhất.
          </Text>
          <NativeSelect
            name="staffId"
            label="Giao cá nhân"
            error={errorAt('staffId')}
            data={[{ value: '', label: 'Chọn người trong đơn vị' }, ...people]}
            required
            data-autofocus
          />
          <DayBox
            name="dueOn"
            label="Thời hạn giải quyết"
            initial={unit.dueOn ?? ''}
            error={errorAt('dueOn')}
          />
          <Textarea
            name="words"
            label={document.assignment ? 'Ý kiến, lý do giao lại' : 'Ý kiến'}
            error={errorAt('words')}
            autosize
            minRows={2}
            maxLength={2000}
          />
        </>
      )}
    </IncomingDialog>
  )
}
